"""The examples of PROTOCOL.md, byte by byte, against the server."""

from tests.contract.examples import MARK, PAGE, prepare, run, write_down


def test_every_example_of_the_protocol_is_what_the_server_answers(port, monkeypatch):
    prepare(monkeypatch)
    assert write_down(run(port)) == PAGE.read_text(encoding="utf-8").partition(MARK)[2]

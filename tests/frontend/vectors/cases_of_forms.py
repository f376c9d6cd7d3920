"""What a whole form sends, and under which scheme."""

from __future__ import annotations

from tests.frontend.vectors import scenes


def form_cases() -> dict[str, tuple[dict[str, list[str]], str]]:
    """What a whole form sends, every value of each name; and under which scheme."""
    plain = {name: (fields, "yaozishang") for name, fields in _plain_forms().items()}
    return plain | {name: (fields, "qianfen") for name, fields in _graded_forms().items()}


def _graded_forms() -> dict[str, dict[str, list[str]]]:
    start = {"id": [scenes.check_id(900)], "opened_at": ["1795400000000"], "replaces": [""], "obstacle": ["whole"]}
    bad, many = start | {"result-A1": ["fault"]}, start | {"result-A2": ["fault"]}
    return {
        "how bad": bad | {"severity-A1": ["serious"]},
        "nobody said how bad": bad,
        "a severity that is none": bad | {"severity-A1": ["terrible"]},
        "how bad, though it is not there": bad | {"severity-A1": ["serious"], "absent-A1": ["1"]},
        "how bad, put right": bad | {"severity-A1": ["plain"], "fixed-A1": ["1"]},
        "how many": many | {"count-A2": ["3"]},
        "one more": many | {"count-A2": ["3"], "step-A2": ["4"]},
        "more than are counted": many | {"count-A2": ["25"]},
        "none, and still a fault": many | {"count-A2": ["0"]},
        "a count that is none": many | {"count-A2": ["1e1"]},
        "an answer nobody asked for": start | {"result-A3": ["fault"], "severity-A3": ["serious"], "count-A3": ["7"]},
        "an answer to a pass": start | {"severity-A1": ["serious"], "count-A2": ["7"]},
    }


def _plain_forms() -> dict[str, dict[str, list[str]]]:
    start = {"id": [scenes.check_id(900)], "opened_at": ["1795400000000"], "replaces": [""]}
    codes = [item["code"] for item in scenes.rule_book()["items"]]
    passing = {f"result-{code}": ["pass"] for code in codes}
    long = ["  字" + "长" * 600 + "\x07"]
    return {
        "all pass": start | passing | {"obstacle": ["whole"]},
        "a fault": start
        | passing
        | {"result-W1": ["fault"], "phrase-W1": ["门口有垃圾", " ", "污水外流"], "note-W1": long},
        "put right": start | passing | {"result-W1": ["fault"], "fixed-W1": ["1"], "note-W1": ["一\r\n二"]},
        "somebody else's": start | passing | {"result-O2": ["fault"], "third-O2": ["1"], "fixed-O2": ["1"]},
        "not applicable": start | passing | {"result-G1": ["fault"], "absent-G1": ["1"], "third-G1": ["1"]},
        "ticks of a pass say nothing": start | passing | {"fixed-W1": ["1"], "note-W1": ["写了又收回"]},
        "locked": start | passing | {"obstacle": ["locked"], "result-O3": ["fault"]},
        "rain": start | passing | {"obstacle": ["rain"], "result-O3": ["fault"]},
        "unknown obstacle": start | passing | {"obstacle": ["flood"]},
        "eleven phrases": start | passing | {"result-W2": ["fault"], "phrase-W2": [f"说法{n}" for n in range(11)]},
        "redo": start | passing | {"replaces": [scenes.check_id(3)]},
    }

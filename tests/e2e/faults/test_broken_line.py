"""The line is cut, stalled, slowed, and answered by strangers, while the phone sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks, outcomes, photo_rows
from tests.e2e.faults.line import Line
from tests.e2e.faults.line_faults import Chance
from tests.e2e.faults.phone_store import PhoneStore
from tests.e2e.faults.sent_again import (
    assert_no_entry_travelled_after_its_receipt,
    assert_sent_again_at_most_a_chunk_a_cut,
    is_refused,
    photo_passages,
)
from tests.e2e.faults.street import Street, make_picture
from tests.e2e.faults.walking import check_with_photos, get_ready, open_courtyard, send_everything

CHECKS_AT_ONCE, PHOTOS_OF_ONE = 4, 2


@pytest.fixture
def chance(length) -> Chance:
    return Chance(length.seed, length.cuts, raging=False)


@pytest.fixture
def line(server, chance):
    line = Line(server.port, lambda _: chance.draw())
    yield line
    line.close()


@pytest.fixture
def phone(chromium, tmp_path, line):
    context = open_browser(chromium, tmp_path / "phone")
    yield context.pages[0]
    context.close()


def walk_without_a_line(phone, line: Line, codes: list[str], folder: Path) -> None:
    line.is_up = False
    for code in codes:
        open_courtyard(phone, line.address, code)
        pictures = [make_picture(folder, hash_of(code, number)) for number in range(PHOTOS_OF_ONE)]
        check_with_photos(phone, "W2", pictures)
    line.is_up = True


def hash_of(code: str, number: int) -> int:
    return int(code[1:]) * PHOTOS_OF_ONE + number


def send_until_cut_often_enough(phone, line: Line, chance: Chance, street: Street, folder: Path) -> PhoneStore:
    """Walk and send, walk and send, until the line was cut as often as asked; all is at the server in the end."""
    codes = iter(street.codes)
    get_ready(phone, line.address)
    chance.raging = True
    while True:
        walk_without_a_line(phone, line, [next(codes) for _ in range(CHECKS_AT_ONCE)], folder)
        store = send_everything(phone, line.address)
        if chance.cut_so_far() >= chance.cuts:
            return store


def test_everything_arrives_once_over_a_line_that_breaks(phone, line, chance, street, tmp_path, record_property):
    store = send_until_cut_often_enough(phone, line, chance, street, tmp_path)

    arrived = arrived_checks(street.folder)
    assert sorted(each.id for each in arrived) == sorted(store.checks)
    for each in arrived:
        kept = store.checks[each.id]
        assert (each.digest, each.courtyard, each.state) == (kept.digest, kept.courtyard, "complete")
        assert each.photos == {("W2", sha256) for sha256 in kept.photos}
        assert len(each.photos) == PHOTOS_OF_ONE
    assert set(outcomes(street.folder)) == {"accepted"}
    assert len(outcomes(street.folder)) == len(arrived)
    rows = photo_rows(street.folder)
    assert len(rows) == len(set(rows)) == len(arrived) * PHOTOS_OF_ONE
    sizes = {path.name: path.stat().st_size for path in (street.folder / "photos").rglob("*") if path.is_file()}
    assert_sent_again_at_most_a_chunk_a_cut(line.passages, sizes)
    assert_no_entry_travelled_after_its_receipt(line.passages)
    sent = sum(each.read for carried in photo_passages(line.passages).values() for each in carried)
    record_property("faults", chance.drawn)
    record_property("checks", len(arrived))
    record_property("photo bytes", sum(sizes.values()))
    record_property("answers 401", sum(is_refused(each) for each in line.passages))
    record_property("photo bytes sent again", sent - sum(sizes.values()))

"""Numbers and names of reasons are a promise, and the protocol's page tells the truth about them."""

import re

from sync.limits import announced
from sync.reasons import CATALOGUE, PHONE_ACTS, REASONS, STAFF_SEE, rejection
from tests.contract.vectors import VECTORS, vectors

PROTOCOL = (VECTORS.parent / "PROTOCOL.md").read_text(encoding="utf-8")


def test_no_number_and_no_name_stands_twice():
    assert len({reason.number for reason in CATALOGUE}) == len(CATALOGUE) == len(REASONS)


def test_numbers_stand_in_order_and_every_act_is_known():
    assert [reason.number for reason in CATALOGUE] == sorted(reason.number for reason in CATALOGUE)
    assert {reason.phone for reason in CATALOGUE} == set(PHONE_ACTS)
    assert {reason.staff for reason in CATALOGUE} == set(STAFF_SEE)


def test_no_reason_ever_changes_its_number():
    assert {reason.name: reason.number for reason in CATALOGUE} == vectors("reasons")


def test_reasons_of_requests_have_their_status_and_those_of_entries_have_none():
    assert REASONS["sign_in_again"].status == 401
    assert REASONS["photo_hash_differs"].status == 460
    assert REASONS["items_differ"].status is None
    assert rejection("items_differ").reason is REASONS["items_differ"]


def test_the_protocol_s_table_is_the_catalogue():
    rows = re.findall(r"^\| (\d{4}) \| `(\w+)` \| (.+?) \| (\w+) \| (\w+) \|$", PROTOCOL, re.MULTILINE)

    assert rows == [(str(one.number), one.name, one.meaning_en, one.phone, one.staff) for one in CATALOGUE]


def test_every_field_of_a_check_stands_in_the_protocol():
    for field in ("kind", "walk", "day", "courtyard", "rule_version", "judged", "obstacle", "replaces", "position"):
        assert f'"{field}"' in PROTOCOL


def test_what_is_announced_is_what_the_phone_is_held_to():
    assert announced() == vectors("limits")


def test_every_limit_stands_in_the_protocol_with_its_number():
    for name, number in announced().items():
        assert re.search(rf"^\| `{name}` \| {number} \|", PROTOCOL, re.MULTILINE), name

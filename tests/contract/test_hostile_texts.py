"""Whatever a stranger sends, the answer is a value."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.delivery import Delivery, load_delivery
from sync.digest import digest_text, well_formed
from sync.entry import CheckEntry, DeedEntry
from sync.reasons import Rejection
from sync.schemas import load_entry
from tests.contract.vectors import vectors

SOUND = json.loads(vectors("entries")["made"][1]["text"])
SOUND_DEED = json.loads(vectors("deeds")["made"][0]["text"])
ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)


def paths(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def replaced(value, path, other):
    if not path:
        return other
    if isinstance(value, dict):
        return {key: replaced(old, path[1:], other) if key == path[0] else old for key, old in value.items()}
    return [replaced(old, path[1:], other) if place == path[0] else old for place, old in enumerate(value)]


@given(ANY_TEXT)
def test_any_text_is_refused_as_a_value(text):
    assert isinstance(load_entry(text), Rejection)


@settings(max_examples=200)
@given(st.sampled_from(list(paths(SOUND))), ANY_JSON)
def test_a_check_with_anything_in_any_place_is_a_check_or_a_rejection(path, other):
    assert isinstance(load_entry(json.dumps(replaced(SOUND, path, other))), CheckEntry | Rejection)


@settings(max_examples=200)
@given(st.sampled_from(list(paths(SOUND_DEED))), ANY_JSON)
def test_a_deed_with_anything_in_any_place_is_a_deed_or_a_rejection(path, other):
    assert isinstance(load_entry(json.dumps(replaced(SOUND_DEED, path, other))), DeedEntry | Rejection)


@given(st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_refused_as_a_value(body):
    refused = load_delivery(body)

    assert isinstance(refused, Rejection)
    assert refused.reason.name == "delivery_unreadable"


@given(ANY_JSON)
def test_a_delivery_with_any_entries_is_a_delivery_or_a_rejection(entries):
    body = json.dumps({"protocol": 1, "device_time": 1, "entries": entries}).encode()

    assert isinstance(load_delivery(body), Delivery | Rejection)


@given(ANY_TEXT)
def test_any_text_has_a_digest_that_its_stored_form_keeps(text):
    assert digest_text(well_formed(text)) == digest_text(text)
    assert well_formed(text).encode("utf-8").decode("utf-8") == well_formed(text)


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 100_000, "[" * 5_000 + "]" * 5_000])
def test_deep_nesting_is_refused(text):
    assert isinstance(load_entry(text), Rejection)


@pytest.mark.parametrize("digits", ["9" * 5_000, "-" + "9" * 5_000, "1" + "0" * 400])
def test_a_huge_number_is_refused_wherever_it_stands(digits):
    text = json.dumps(SOUND).replace("{", '{"later": ' + digits + ", ", 1)

    refused = load_entry(text)

    assert isinstance(refused, Rejection)
    assert refused.detail == "number_too_large"

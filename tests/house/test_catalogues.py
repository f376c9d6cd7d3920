"""Every text has its English, with the same placeholders, and what is committed is what the code says now."""

from __future__ import annotations

import re

import pytest
from babel.messages.mofile import read_mo

from webapp.translations.catalogue import LANGUAGES, path_of, read, texts

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
ENGLISH = {message.id: message.string for message in read("en") if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_the_texts_of_code_and_templates_and_no_others(language):
    assert {message.id for message in read(language) if message.id} == set(texts())


def test_every_text_has_its_english():
    assert [text for text, english in ENGLISH.items() if not english.strip()] == []


def test_english_has_the_placeholders_of_the_chinese():
    differing = [
        text
        for text, english in ENGLISH.items()
        if sorted(set(PLACEHOLDER.findall(text))) != sorted(set(PLACEHOLDER.findall(english)))
    ]
    assert differing == []


def test_no_text_has_a_percent_sign_outside_its_placeholders():
    both = [side for pair in ENGLISH.items() for side in pair]
    assert [text for text in both if "%" in PLACEHOLDER.sub("", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_the_readable_one(language):
    with path_of(language).with_suffix(".mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == {message.id: message.string for message in read(language) if message.id and message.string}

"""What the guides name is there: every picture, and every word of the interface that they quote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.guide_pictures import PICTURES as TAKEN
from webapp.guides import PICTURES, ROLES
from webapp.markdown import unbroken
from webapp.translations.catalogue import read

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
MOST_BYTES = 40_000
NAMED = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
# How each language quotes a word of the interface, and which side of the catalogue it is on.
QUOTED = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r"\*\*([^*]+)\*\*")}
PLACEHOLDER = re.compile(r"%\(\w+\)s")
END = "，。：；,.:; "
LANGUAGES = tuple(QUOTED)


def text_of(role: str, language: str) -> str:
    return (ROOT / "docs" / "guide" / f"{role}.{language}.md").read_text(encoding="utf-8")


def words_of(language: str) -> list[re.Pattern[str]]:
    """What the interface says, each with its placeholders filled with anything; marks at its end may be left out."""
    said = [str(message.id if language == "zh" else message.string) for message in read("en") if message.id]
    parts = [PLACEHOLDER.split(text.strip(END)) for text in said if PLACEHOLDER.sub("", text).strip(END)]
    return [re.compile(".+".join(map(re.escape, each))) for each in parts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_guide_quotes_is_said_by_the_interface(language):
    said = words_of(language)
    quoted = {word for role in ROLES for word in QUOTED[language].findall(text_of(role, language))}
    assert len(quoted) > 40
    assert {word for word in quoted if not any(text.fullmatch(word.strip(END)) for text in said)} == set()


def test_a_word_that_the_interface_does_not_say_is_noticed():
    assert not any(text.fullmatch("送去月球") for text in words_of("zh"))
    assert any(text.fullmatch("检查27号") for text in words_of("zh"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_picture_of_a_guide_is_there_and_small(role, language):
    named = NAMED.findall(text_of(role, language))
    assert 2 <= len(named) <= 3
    for place in named:
        assert place.startswith(f"{PICTURES}img/guide/{role}-")
        assert place.endswith(f".{language}.png")
        assert (STATIC / place.removeprefix(PICTURES)).stat().st_size <= MOST_BYTES, place


def test_every_picture_is_named_by_a_guide():
    named = {
        Path(place).name for role in ROLES for language in LANGUAGES for place in NAMED.findall(text_of(role, language))
    }
    assert {path.name for path in (STATIC / "img" / "guide").iterdir()} == named


def test_every_picture_is_one_that_the_script_takes_anew():
    taken = {f"{each.stop.name}.{language}.png" for each in TAKEN for language in LANGUAGES}
    assert {path.name for path in (STATIC / "img" / "guide").iterdir()} == taken


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_of_a_guide_tell_the_same_things(role):
    """The same parts, each with as many entries."""
    shapes = [re.sub(r"(?m)^(#+|\d\.|-|!).*$", r"\1", unbroken(text_of(role, each))).split() for each in LANGUAGES]
    marks = [[mark for mark in shape if re.fullmatch(r"#+|\d\.|-|!", mark)] for shape in shapes]
    assert marks[0] == marks[1]
    assert marks[0].count("##") == 4

"""Which passwords may be chosen."""

from __future__ import annotations

import pytest

from webapp.password_rules import COMMON, LEAST, refuse_password


@pytest.mark.parametrize(
    "password", ["purple lamp over the well", "巷口老槐树下有三只猫", "k7-Vq2.mm9xT", "wang zhiyuan walks the lane"]
)
def test_sentences_and_random_signs_are_good(password):
    assert refuse_password(password, "wang", "王志远", "示例社区") is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("k7-Vq2.mm", "short"),
        ("x" * 201, "long"),
        ("wangzhiyuan1", "name"),
        ("WANGZHIYUAN!!", "name"),
        ("示例社区示例社区66", "name"),
        ("abababababab", "simple"),
        ("1111111111", "simple"),
        ("Password123", "common"),
        ("1qaz2wsx3edc", "common"),
        ("a123456789", "common"),
        ("abcdefghijkl", "common"),
        ("jihgfedcba", "common"),
    ],
)
def test_what_is_guessed_at_once_is_refused_with_its_reason(password, why):
    assert refuse_password(password, "wangzhiyuan", "王志远", "示例社区") == why


def test_list_names_its_source_and_holds_only_what_is_long_enough():
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    assert "Django" in lines[0]
    words = [line for line in lines if not line.startswith("#")]
    assert len(words) > 1000
    assert [word for word in words if len(word) < LEAST or word != word.lower()] == []

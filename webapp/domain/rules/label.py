"""A text in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rules.document import Document


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def read(cls, document: Document, longest: int = 200, longest_english: int = 0) -> Label:
        """Characters of each language; of English as many as of Chinese, unless it is given more."""
        document.fields("zh", "en")
        return cls(document.child("zh").text(longest), document.child("en").text(longest_english or longest))

    def text(self, language: str) -> str:
        """In English for `en` and its variants, else in Chinese."""
        return self.en if language.startswith("en") else self.zh


def read_unit(document: Document) -> Label:
    """What is counted: a word or two, for which English needs more letters."""
    return Label.read(document, longest=12, longest_english=24)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a code and a label, and nothing more."""

    code: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Named:
        document.fields("code", "label")
        return cls(document.child("code").code(), Label.read(document.child("label")))

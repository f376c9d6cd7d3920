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
    def read(cls, document: Document, longest: int = 200) -> Label:
        document.fields("zh", "en")
        return cls(document.child("zh").text(longest), document.child("en").text(longest))

    def text(self, language: str) -> str:
        """In English for `en` and its variants, else in Chinese."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a code and a label, and nothing more."""

    code: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Named:
        document.fields("code", "label")
        return cls(document.child("code").code(), Label.read(document.child("label")))

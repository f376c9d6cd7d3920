"""Fields and choices of the rule book, noted while the shipped ones are read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from webapp.domain.rules.document import Document
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

Used = dict[tuple[str, ...], set]


@dataclass(frozen=True)
class Noted:
    """What was written of each set of fields, and taken of each set of choices, that reading knows."""

    fields: Used = field(default_factory=lambda: defaultdict(set))
    choices: Used = field(default_factory=lambda: defaultdict(set))


def noted_while_reading(monkeypatch) -> Noted:
    noted, fields, one_of = Noted(), Document.fields, Document.one_of

    def noting_fields(self, *known):
        noted.fields[known] |= set(self.value) if isinstance(self.value, dict) else set()
        return fields(self, *known)

    def noting_choice(self, choices):
        noted.choices[tuple(choices)].add(self.value)
        return one_of(self, choices)

    with monkeypatch.context() as patched:
        patched.setattr(Document, "fields", noting_fields)
        patched.setattr(Document, "one_of", noting_choice)
        for name in SHIPPED:
            load_rule_book(shipped_text(name))
    return noted


def unused(used: Used) -> Used:
    return {known: set(known) - found for known, found in used.items() if set(known) - found}

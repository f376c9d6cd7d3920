"""The parts of a rule book, each of which reads itself from the document."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.document import Document

CODE_LENGTH = 40
PHRASE_LENGTH = 40


def _code(document: Document) -> str:
    return document.child("code").text(CODE_LENGTH)


def _month(document: Document) -> int:
    return document.integer(1, 12)


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
class Group:
    """One of the guarantees (包卫生), a heading over items."""

    code: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Group:
        document.fields("code", "label")
        return cls(_code(document), Label.read(document.child("label")))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick phrase for a fault; `months` are those it is offered in, all if empty."""

    label: Label
    months: tuple[int, ...]

    @classmethod
    def read(cls, document: Document) -> Phrase:
        document.fields("zh", "en", "months")
        label = Label(document.child("zh").text(PHRASE_LENGTH), document.child("en").text(PHRASE_LENGTH))
        return cls(label, document.each("months", _month))


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist: passes if its sentence is true.

    `from_lane` says whether it can be judged with the gate locked. In its dormant months (1 to 12) the item rests:
    it is not judged, and a fault costs nothing.
    """

    code: str
    group: str
    short: Label
    sentence: Label
    fault: Label
    from_lane: bool
    dormant_months: tuple[int, ...]
    phrases: tuple[Phrase, ...]

    @classmethod
    def read(cls, document: Document) -> Item:
        document.fields("code", "group", "short", "sentence", "fault", "from_lane", "dormant_months", "phrases")
        return cls(
            code=_code(document),
            group=document.child("group").text(CODE_LENGTH),
            short=Label.read(document.child("short"), longest=40),
            sentence=Label.read(document.child("sentence")),
            fault=Label.read(document.child("fault"), longest=80),
            from_lane=document.child("from_lane").yes(),
            dormant_months=document.each("dormant_months", _month),
            phrases=document.each("phrases", Phrase.read),
        )

    def in_season(self, month_of_year: int) -> bool:
        return month_of_year not in self.dormant_months

    def phrases_in(self, month_of_year: int) -> tuple[Label, ...]:
        """The quick phrases offered in that month of the year."""
        return tuple(each.label for each in self.phrases if not each.months or month_of_year in each.months)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a courtyard can't be judged whole, and what of it is judged then: the lane's view, or nothing."""

    code: str
    judged: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Obstacle:
        document.fields("code", "judged", "label")
        judged = document.child("judged").one_of(("lane", "weather"))
        return cls(_code(document), judged, Label.read(document.child("label")))


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of bonus deed, worth from `least` to `most` points each."""

    code: str
    label: Label
    least: int
    most: int

    @classmethod
    def read(cls, document: Document) -> Deed:
        points = document.fields("code", "label", "points").child("points").fields("least", "most")
        least = points.child("least").integer(1, 1000)
        most = points.child("most").integer(least, 1000)
        return cls(_code(document), Label.read(document.child("label")), least, most)


@dataclass(frozen=True, slots=True)
class Commendation:
    """The `top` best totals of at least `minimum` points; all who tie at the cut are in."""

    top: int
    minimum: int

    @classmethod
    def read(cls, document: Document) -> Commendation:
        document.fields("top", "minimum")
        return cls(document.child("top").integer(1, 10000), document.child("minimum").integer(0, 10000))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why staff return a check."""

    code: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Reason:
        document.fields("code", "label")
        return cls(_code(document), Label.read(document.child("label")))

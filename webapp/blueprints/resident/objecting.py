"""The form for an objection on the card: what of the published month there is to object to, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp import clock
from webapp.domain.months.cycle import SHOWN, State
from webapp.domain.months.objection import Subject, is_void
from webapp.domain.rules.book import RuleBook
from webapp.models import Account, Community, Household
from webapp.office import objection_words
from webapp.pages import day_words, signed
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of, deeds_of, own_among
from webapp.queries.months import month_named
from webapp.queries.objectionable import Disputable, disputable_by
from webapp.queries.objections import objections_of
from webapp.queries.publications import publications_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import as_score, kept_score
from webapp.rule_words import line_title

MOST_WORDS = 500
GENERAL = "score"  # the name of the choice that is about everything


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to object to. `kind` leads from a line of the card to it; `known` is the objection there is already."""

    name: str
    kind: str
    title: str
    amount: str
    said: str
    known: int | None


@dataclass(frozen=True, slots=True)
class ObjectionForm:
    """Of one published month; after `open_until` oversight decides whether an objection is taken at all."""

    community: Community
    account: Account
    month: str
    choices: list[Choice]
    open_until: dt.date
    days_left: int
    is_late: bool
    answer_days: int

    def chosen(self, asked: str) -> Choice | None:
        """By its name, or the first of its kind that nobody has objected to."""
        of_kind = [each for each in self.choices if asked in (each.name, each.kind)]
        return next((each for each in of_kind if each.known is None), of_kind[0] if of_kind else None)


def objection_form(household: Household, name: str) -> ObjectionForm | None:
    """None when this household's card has no published score of that month."""
    month = month_named(household.community_id, name)
    account = account_of_household(household, name) if month and month.state in SHOWN else None
    score = kept_score(household.community_id, account.id, name) if account else None
    if month is None or account is None or score is None:
        return None
    community, book = community_of(household), rule_book_scored_by(month)
    until, today = publications_of(community.id, name)[0].open_until, clock.today(community)
    own, known = own_among(household, deeds_of(household, [name])), _known(account, name)
    found = disputable_by(household, account, name, as_score(score))
    return ObjectionForm(
        community=community,
        account=account,
        month=name,
        choices=[_choice(book, each, own, known) for each in found],
        open_until=until,
        days_left=(until - today).days,
        is_late=month.state != State.PUBLISHED or today > until,
        answer_days=book.answer_days,
    )


def _known(account: Account, month: str) -> dict[str, int]:
    """What was objected to before, by the names of the choices; about everything one may object again."""
    known = {}
    for each in objections_of(account.community_id, account.id, month):
        if is_void(each.state, each.outcome):
            continue
        if each.subject == Subject.FINDING:
            known[f"{each.subject}:{each.code}"] = each.id
        elif each.subject == Subject.DEED:
            known[f"{each.subject}:{each.sources[0]}"] = each.id
    return known


def _choice(book: RuleBook, about: Disputable, own: Collection[str], known: dict[str, int]) -> Choice:
    if about.subject == Subject.SCORE:
        return Choice(GENERAL, GENERAL, _("整个得分，或者没有记上的事"), "", "", None)
    amount = signed(about.line.amount) if about.line else ""
    title = line_title(book, about.line) if about.line else objection_words.named(about.code, book)
    return Choice(about.name, about.code, title, amount, _said(about, own), known.get(about.name))


def _said(about: Disputable, own: Collection[str]) -> str:
    """The day, and of own deeds the words; of others' in the yard no more than that they are others'."""
    line, deed = about.line, about.deed
    if line and about.subject == Subject.FINDING:
        return _("%(day)s查到", day=day_words(line.day)) if line.day else ""
    if deed:
        return _("，").join(part for part in (day_words(deed.day), deed.text, _("没有记上")) if part)
    if line is None or not set(about.sources) & set(own):
        return _("院里别家的")
    return _("，").join(part for part in (day_words(line.day) if line.day else "", line.note) if part)

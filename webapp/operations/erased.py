"""What is deleted of a household, table by table, and what is kept and why.

A new table that refers to a household or a person, or holds words, goes into one of the two: tests/house/test_erased.py
finds it. To delete more: a function that takes a session and the belongings, and a line in ERASED.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.domain.erasure import NAMELESS
from webapp.domain.months.objection_chain import words_digest
from webapp.models import (
    AccessVisit,
    Deed,
    DeedDecision,
    DeedPhoto,
    HelpPhoto,
    HelpStep,
    HelpTask,
    Household,
    HouseholdAccess,
    Membership,
    Objection,
    ObjectionPhoto,
    ObjectionStep,
    Person,
    PhotoConsent,
    PublicationLeaf,
    PutRight,
    PutRightPhoto,
    SignUp,
)
from webapp.operations.sign_receipt import forget_collectors
from webapp.queries.accounts import accounts_by_id
from webapp.queries.belongings import Belongings, collected_for, publications_with, scores_with
from webapp.queries.rulings import words_of

Act = Callable[[Session, Belongings], None]


def _rows_of_household(model) -> Act:
    def act(session: Session, own: Belongings) -> None:
        home = own.household
        _run(session, delete(model).where(model.community_id == home.community_id, model.household_id == home.id))

    return act


def _photos(model, key: str, keys: str) -> Act:
    def act(session: Session, own: Belongings) -> None:
        where = model.community_id == own.household.community_id, getattr(model, key).in_(getattr(own, keys))
        _run(session, delete(model).where(*where))

    return act


def _blank(model, key: str, keys: str, **values: object) -> Act:
    def act(session: Session, own: Belongings) -> None:
        where = model.community_id == own.household.community_id, getattr(model, key).in_(getattr(own, keys))
        _run(session, update(model).where(*where).values(**values))

    return act


def _deeds(session: Session, own: Belongings) -> None:
    """Words of an entry that an inspector sent stay with the entry, which is evidence."""
    of = Deed.community_id == own.household.community_id, Deed.id.in_(own.deeds)
    _run(session, update(Deed).where(*of, Deed.entry_id.is_(None)).values(text=""))
    _run(session, update(Deed).where(*of, Deed.reason.is_not(None)).values(reason=""))


def _score_notes(session: Session, own: Belongings) -> None:
    """Before the deeds lose their words. Who else holds the account can't check this month against the board any more:
    its leaf stands for words that are gone, so its salt and their digest go too.
    """
    for score, deeds in scores_with(own):
        score.lines = [{**line, "note": ""} if deeds & set(line["sources"]) else line for line in score.lines]
        published = publications_with(score)
        of = PublicationLeaf.community_id == score.community_id, PublicationLeaf.account_id == score.account_id
        _run(session, update(PublicationLeaf).where(*of, PublicationLeaf.publication_id.in_(published)).values(**LEAF))


def _objection_words(session: Session, own: Belongings) -> None:
    """The chain goes on with their hash."""
    community_id = own.household.community_id
    for key, text in words_of(community_id, own.objections):
        change = update(ObjectionStep).where(ObjectionStep.community_id == community_id)
        _run(session, change.where(ObjectionStep.id == key).values(text="", text_digest=words_digest(text)))


def _collected(session: Session, own: Belongings) -> None:
    """Of a courtyard that several households share, also what this one had put by; and its people's names wherever they
    came for something. Before the people lose their names.
    """
    home = own.household
    for account in accounts_by_id(home.community_id, own.accounts).values():
        forget_collectors(session, account)
    for row in collected_for(own):
        row.picked_up_by = ""
    session.flush()


def _wishes(session: Session, own: Belongings) -> None:
    """Its own words; where it only helped, they are another household's."""
    home = own.household
    of = HelpTask.community_id == home.community_id, HelpTask.household_id == home.id
    _run(session, update(HelpTask).where(*of).values(text=""))


def _people(session: Session, own: Belongings) -> None:
    """They leave the household's file, and their row, which accounts and deeds refer to, has no name any more."""
    community_id = own.household.community_id
    _run(
        session, delete(Membership).where(Membership.community_id == community_id, Membership.person_id.in_(own.people))
    )
    blank = update(Person).where(Person.community_id == community_id, Person.id.in_(own.people))
    _run(session, blank.values(name=NAMELESS, is_party_member=False))


def _household(session: Session, own: Belongings) -> None:
    home = own.household
    of = Household.community_id == home.community_id, Household.id == home.id
    _run(session, update(Household).where(*of).values(in_difficulty=False))


def _run(session: Session, statement) -> None:
    session.execute(statement.execution_options(synchronize_session=False))


LEAF: Mapping[str, None] = {"salt": None, "lines": None}  # together: neither is of use without the other

# By table. Photos themselves go by erase_household(), as they do at the end of their retention.
ERASED: Mapping[str, Act] = {
    "household_access": _rows_of_household(HouseholdAccess),
    "access_visit": _rows_of_household(AccessVisit),
    "photo_consent": _rows_of_household(PhotoConsent),
    "activity_sign_up": _rows_of_household(SignUp),
    "signature": _collected,
    "redemption": _collected,
    "reservation": _collected,
    "person": _people,
    "membership": _people,
    "household": _household,
    "score": _score_notes,
    "deed": _deeds,
    "deed_decision": _blank(DeedDecision, "deed_id", "deeds", reason=""),
    "deed_photo": _photos(DeedPhoto, "deed_id", "deeds"),
    "help_task": _wishes,
    "help_step": _blank(HelpStep, "task_id", "tasks", text=""),
    "help_photo": _photos(HelpPhoto, "task_id", "tasks"),
    "put_right": _blank(PutRight, "id", "put_rights", text="", reason=""),
    "put_right_photo": _photos(PutRightPhoto, "put_right_id", "put_rights"),
    "objection": _blank(Objection, "id", "objections", told_by=""),
    "objection_step": _objection_words,
    "objection_photo": _photos(ObjectionPhoto, "objection_id", "objections"),
    "publication_leaf": _blank(PublicationLeaf, "account_id", "accounts", **LEAF),
}

# By table, why its words, or its keys of households and people, stay.
KEPT: Mapping[str, str] = {
    "account": "keys only; its points stay as numbers under the door number",
    "account_holder": "keys only",
    "activity": "words about an activity of many",
    "activity_sign_in": "keys only; the person has no name any more",
    "audit_words": "words of the office about its own acts; they go at the end of their retention",
    "audit_event": "who of the office did what, by keys",
    "calendar_day": "a holiday's name",
    "community": "the community's own name and contact",
    "courtyard": "the place, not the people",
    "courtyard_check": "words of the working group to an inspector about a check, on which scores rest",
    "device": "a phone of the office",
    "document_version": "what the community publishes",
    "erasure": "that it was deleted, by the household's key",
    "finding": "words of an inspector about a place, which a score rests on and verification compares with their text",
    "fund_entry": "money of the community",
    "good": "what is on the shelf, and who gave it",
    "grid": "a place",
    "group_message": "a publication as it was said, with masked names",
    "group_robot": "the community's own key",
    "invitation": "somebody of the office",
    "lane": "a place",
    "ledger_entry": "numbers and keys; it only grows",
    "month": "figures of a month",
    "month_step": "words of the office about a month",
    "photo_cover": "numbers: where something was covered",
    "publication": "masked names and figures as they hung on the board; the board is taken down at its time",
    "received_entry": "an inspector's entry as it came: the evidence that scores are verified by",
    "recusal": "why somebody of the office keeps out",
    "roster_act": "keys, days and words of the office about a place, without names",
    "review": "words of the working group to an inspector; it only grows",
    "rule_book_draft": "rules, which name nobody",
    "rule_book_version": "rules, which name nobody",
    "sample": "a list of checks; it only grows",
    "sample_view": "words of oversight about a place; it only grows",
    "settlement": "words of the office to an inspector",
    "sign_in": "somebody of the office",
    "second_step": "somebody of the office",
    "stock_entry": "whence goods came; it only grows",
    "team": "a team's name",
    "team_member": "keys only; the person has no name any more",
    "upload": "a photo on its way, swept within days",
    "user_account": "somebody of the office, who is named as long as they are one",
}


def erase_rows(session: Session, own: Belongings) -> None:
    """Each act once, also when it stands for several tables."""
    for act in dict.fromkeys(ERASED.values()):
        act(session, own)

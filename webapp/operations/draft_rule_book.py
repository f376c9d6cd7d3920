"""Write the draft of the next rule book, throw it away, or put it in force."""

from __future__ import annotations

import hashlib

from webapp import clock
from webapp.domain.rules.document import MONTH
from webapp.models import RuleBookDraft, RuleBookVersion, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.rule_books import draft_of, first_free_month, versions_of
from webapp.rulebooks import load_rule_book

LONGEST = 500_000  # characters; the longest shipped one has some eight thousand


class DraftRefused(Exception):
    """A draft that can't be kept or adopted; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def save_draft(actor: User, text: str) -> RuleBookDraft:
    """Keep the text, whatever is wrong with it; raises DraftRefused("too_long")."""
    if len(text) > LONGEST:
        raise DraftRefused("too_long")
    with transaction(actor.community_id) as session:
        draft = draft_of(actor.community_id)
        if draft is None:
            draft = RuleBookDraft(community_id=actor.community_id)
            session.add(draft)
        draft.text = text.replace("\r\n", "\n").replace("\x00", "")
        draft.changed_by, draft.changed_at = actor.id, clock.now()
    return draft


def discard_draft(actor: User) -> None:
    with transaction(actor.community_id) as session:
        draft = draft_of(actor.community_id)
        if draft is not None:
            session.delete(draft)
            note_event(session, actor, "rules_discarded", "rule_book", "draft")


def adopt_draft(actor: User, month: str, seen: str) -> RuleBookVersion:
    """The draft as the next version, in force from `month` (YYYY-MM); `seen` is the digest of the text adopted.

    Raises DraftRefused: no_draft, changed (somebody wrote on since), bad_month, month_used; and RuleBookError.
    """
    with transaction(actor.community_id) as session:
        draft = draft_of(actor.community_id)
        if draft is None:
            raise DraftRefused("no_draft")
        digest = text_digest(draft.text)
        if digest != seen:
            raise DraftRefused("changed")
        load_rule_book(draft.text)
        _require_free(actor, month)
        versions = versions_of(actor.community_id)
        version = RuleBookVersion(
            community_id=actor.community_id,
            version=versions[0].version + 1 if versions else 1,
            effective_from=month,
            text=draft.text,
            digest=digest,
            made_at=clock.now(),
        )
        session.add(version)
        session.delete(draft)
        session.flush()
        note_event(session, actor, "rules_adopted", "rule_book", str(version.version), month=month, digest=digest)
    return version


def text_digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _require_free(actor: User, month: str) -> None:
    if not MONTH.fullmatch(month):
        raise DraftRefused("bad_month")
    running = f"{clock.today(actor.community):%Y-%m}"
    if month < first_free_month(actor.community_id, running):
        raise DraftRefused("month_used")

"""Write a version of a published document; the first one begins the document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.models import DocumentVersion, PublicDocument, User
from webapp.models.types import NAME
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.documents import document_numbered, next_document_number

LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """`effective_on` is None where no day was written."""

    title: str
    text: str
    effective_on: dt.date | None


def write_document(actor: User, number: int, version: int, words: DocumentWords) -> str | None:
    """None when it is written, else the code of why not.

    `version` is the one that the form was opened for. The same words for it again are a form that was sent twice;
    others mean that somebody was faster.
    """
    refusal = _refuse(words)
    if refusal:
        return refusal
    with transaction(actor.community_id) as session:
        document = _begun(session, actor, number, version)
        if document is None:
            return "changed"
        if version <= len(document.versions):
            return None if _says(document.versions[version - 1], words) else "changed"
        if version != len(document.versions) + 1:
            return "changed"
        _add(session, actor, document, version, words)
        note_event(session, actor, "document_written", "document", str(number), version=version)
    return None


def _begun(session: Session, actor: User, number: int, version: int) -> PublicDocument | None:
    """The document, begun if this is the first version of the next one."""
    document = document_numbered(actor.community_id, number)
    if document is None and version == 1 and number == next_document_number(actor.community_id):
        document = PublicDocument(community_id=actor.community_id, number=number, versions=[])
        session.add(document)
        session.flush()
    return document


def _add(session: Session, actor: User, document: PublicDocument, version: int, words: DocumentWords) -> None:
    session.add(
        DocumentVersion(
            community_id=actor.community_id,
            document_id=document.id,
            number=version,
            title=words.title.strip(),
            text=_kept(words.text),
            effective_on=words.effective_on,
            made_by=actor.id,
            made_at=clock.now(),
        )
    )


def _says(version: DocumentVersion, words: DocumentWords) -> bool:
    return (version.title, version.text, version.effective_on) == (
        words.title.strip(),
        _kept(words.text),
        words.effective_on,
    )


def _kept(text: str) -> str:
    """Browsers send lines that end in two characters."""
    return text.replace("\r\n", "\n").strip()


def _refuse(words: DocumentWords) -> str | None:
    if not 0 < len(words.title.strip()) <= NAME:
        return "no_title"
    if not _kept(words.text):
        return "no_text"
    if len(words.text) > LONGEST or "\0" in words.text:
        return "too_long"
    return "no_day" if words.effective_on is None else None

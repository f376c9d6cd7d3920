"""What people write as a reason stands beside the audit trail and goes at its time; the trail only grows."""

from __future__ import annotations

import datetime as dt

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import MONTH, TODAY, Neighbourhood, make_neighbourhood
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.objection_chain import words_digest
from webapp.extensions import db
from webapp.models import AuditEvent, AuditWords, Community
from webapp.operations.expire import expire
from webapp.operations.note_change import note_event, note_events
from webapp.operations.transaction import transaction
from webapp.queries.audit import audit_lines

WORDS = "27号院看错了"


def make_noted() -> Neighbourhood:
    home = make_neighbourhood()
    note(home, WORDS)
    return home


def note(home: Neighbourhood, words: str, action: str = "month_stop") -> None:
    with clock.at(TODAY), transaction(home.community.id) as session:
        note_event(session, home.oversight, action, "month", MONTH, reason=words, number=7)


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    with clock.at(TODAY):
        yield scenes.play(app, make_noted)


def line(home: Neighbourhood):
    return next(each for each in audit_lines(home.community.id, 1, 50) if each.event.action == "month_stop")


def later(months: int, days: int = 0) -> dt.datetime:
    return TODAY.replace(year=TODAY.year + months // 12) + dt.timedelta(days=days)


def test_the_event_keeps_a_digest_and_the_words_stand_beside_it(home):
    assert line(home).event.details == {"number": 7, "words": words_digest(WORDS)}
    assert (line(home).words, line(home).words_are_gone) == (WORDS, False)


def test_an_event_without_words_says_nothing_of_them(home):
    note(home, "", action="month_confirm")
    found = next(each for each in audit_lines(home.community.id, 1, 50) if each.event.action == "month_confirm")
    assert (found.words, found.words_are_gone) == ("", False)


def test_each_of_several_things_has_its_words(home):
    with transaction(home.community.id) as session:
        note_events(session, home.staff, "sheet_added", "walk", ["a", "b"], note=WORDS)
    found = [each for each in audit_lines(home.community.id, 1, 50) if each.event.action == "sheet_added"]
    assert [each.words for each in found] == [WORDS, WORDS]


def test_words_go_at_their_time_and_the_event_and_its_digest_stay(app, home):
    with clock.at(later(36, days=-1)):
        expire()
        assert line(home).words == WORDS
    with clock.at(later(36, days=2)):
        expire()
        gone = line(home)
        assert (gone.words, gone.words_are_gone) == ("", True)
        assert gone.event.details["words"] == words_digest(WORDS)
        page = Browser(app, home.oversight).get("/oversight/audit/").text
    assert "说明已按期删除" in page
    assert WORDS not in page
    assert differences() == []


def test_each_community_has_its_own_term(home):
    db.session.get_one(Community, home.community.id).words_months = 6
    db.session.commit()
    with clock.at(TODAY + dt.timedelta(days=190)):
        expire()
    assert db.session.query(AuditWords).count() == 0


def test_words_are_not_changed_by_any_statement(home):
    with pytest.raises(SQLAlchemyError, match="only grows"):
        db.session.execute(text("UPDATE audit_words SET text = 'anders'"))
    db.session.rollback()
    with pytest.raises(SQLAlchemyError, match="only grows"):
        db.session.execute(text("DELETE FROM audit_event"))
    db.session.rollback()


def test_what_was_written_into_events_before_is_moved_beside_them(home):
    db.session.remove()
    downgrade(revision="0250")
    kept = db.session.scalar(text("SELECT CAST(details AS TEXT) FROM audit_event WHERE action = 'month_stop'"))
    assert '"reason"' in kept
    assert words_digest(WORDS) not in kept
    db.session.remove()
    upgrade()
    assert line(home).words == WORDS
    assert line(home).event.details == {"number": 7, "words": words_digest(WORDS)}
    with pytest.raises(SQLAlchemyError, match="only grows"):
        db.session.query(AuditEvent).update({"action": "x"})
    db.session.rollback()

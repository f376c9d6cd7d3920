"""Whatever is changed behind the program's back is found, and named by month, account and thing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import publish
from tests.factories.tampering import tamper
from tests.factories.users import make_user
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.ledger.chain import GENESIS, chain
from webapp.domain.months.publication import document_digest, document_text
from webapp.domain.months.verification import Part
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Check,
    Deed,
    Finding,
    LedgerEntry,
    Publication,
    ReceivedEntry,
    RuleBookVersion,
    Score,
)
from webapp.photo_store import photos
from webapp.queries.ledger import as_posting
from webapp.rulebooks import default_text

OCTOBER = "2026-10"


@pytest.fixture
def account(home) -> int:
    """Of 27."""
    return account_of(home.yards[0]).id


def told(*parts: Part) -> list[tuple[str, str, int | None, str, str, str]]:
    """What was found of these parts, else of all, as plain values."""
    return [
        (str(each.part), each.month, each.account, each.what, each.expected, each.found)
        for each in differences()
        if not parts or each.part in parts
    ]


def entry_of(account: int, code: str) -> LedgerEntry:
    return db.session.query(LedgerEntry).filter_by(account_id=account, month=OCTOBER, code=code).first()


def test_changed_amount_of_a_ledger_entry(account):
    entry = entry_of(account, "volunteering")
    tamper("UPDATE ledger_entry SET amount = 5 WHERE id = :id", id=entry.id)
    found = told()
    assert found[0] == ("chain", OCTOBER, account, str(entry.sequence), "", "digest_differs")
    assert ("entry", OCTOBER, account, "bonus volunteering", "1", "5") in found


def test_changed_amount_with_the_chain_made_anew(account):
    """Whoever can write the whole chain anew still can't make it agree with the evidence."""
    entry = entry_of(account, "volunteering")
    tamper("UPDATE ledger_entry SET amount = 5 WHERE id = :id", id=entry.id)
    chain_anew()
    assert told() == [("entry", OCTOBER, account, "bonus volunteering", "1", "5")]


def chain_anew() -> None:
    previous = GENESIS
    for row in db.session.query(LedgerEntry).order_by(LedgerEntry.sequence).all():
        old = as_posting(row)
        place = {"publication": old.publication, "maker": old.maker, "made_at": old.made_at}
        new = chain(previous, old.sequence, old.entry, **place)
        tamper(
            "UPDATE ledger_entry SET previous_digest = :previous, digest = :digest WHERE sequence = :sequence",
            previous=previous,
            digest=new.digest,
            sequence=old.sequence,
        )
        previous = new.digest


def test_removed_ledger_entry(account):
    entry = entry_of(account, "suggestion")
    sequence = str(entry.sequence)
    tamper("DELETE FROM ledger_entry WHERE id = :id", id=entry.id)
    found = told()
    assert (found[0][0], found[0][3], found[0][5]) == ("chain", sequence, "sequence_differs")
    assert ("entry", OCTOBER, account, "bonus suggestion", "1", "") in found


def test_removed_last_ledger_entry(home):
    """The chain alone would hold."""
    last = db.session.query(LedgerEntry).order_by(LedgerEntry.sequence.desc()).first()
    where = ("entry", last.month, last.account_id, f"{last.kind} {last.code}".replace("base base", "base"))
    amount = str(last.amount)
    tamper("DELETE FROM ledger_entry WHERE id = :id", id=last.id)
    assert told() == [(*where, amount, "")]


def test_added_ledger_entry_of_a_month_that_is_not_published(account):
    entry = entry_of(account, "volunteering")
    tamper("UPDATE ledger_entry SET month = '2026-12' WHERE id = :id", id=entry.id)
    chain_anew()
    assert told() == [
        ("entry", OCTOBER, account, "bonus volunteering", "1", ""),
        ("entry", "2026-12", None, "count", "0", "1"),
    ]


def test_changed_finding(home, account):
    finding = db.session.query(Finding).filter_by(check_id=home.check.id, item="O1").one()
    uuid = home.check.uuid
    tamper("UPDATE finding SET result = 'fixed' WHERE id = :id", id=finding.id)
    assert ("check", OCTOBER, account, f"{uuid} O1 result", "fault", "fixed") == told()[0]


def test_finding_changed_together_with_its_text(home, account):
    """The text says the same then, but not what was scored by it."""
    finding = db.session.query(Finding).join(Check, Check.id == Finding.check_id).filter_by(month="2026-11").one()
    entry = db.session.get(ReceivedEntry, db.session.get(Check, finding.check_id).entry_id)
    text = entry.text.replace('"fault"', '"fixed"')
    tamper(
        "UPDATE received_entry SET text = :text, digest = :digest WHERE id = :id",
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        id=entry.id,
    )
    tamper("UPDATE finding SET result = 'fixed' WHERE id = :id", id=finding.id)
    found = told()
    assert ("score", "2026-11", account, "total", "11", "10") in found
    assert {each[0] for each in found} == {"score", "line", "document", "leaf", "entry"}


def test_removed_finding(home, account):
    finding = db.session.query(Finding).filter_by(check_id=home.check.id, item="W1").one()
    uuid = home.check.uuid
    tamper("DELETE FROM finding WHERE id = :id", id=finding.id)
    assert ("check", OCTOBER, account, f"{uuid} W1 result", "fault", "") in told()


def test_removed_check(home, account):
    """31 and 29 keep theirs; of 27 one of two checks that found W1 is gone, so the other is put right in time."""
    key, uuid = home.check.id, home.check.uuid
    tables = ("finding", "check_photo", "review")
    tamper(*(f"DELETE FROM {table} WHERE check_id = :id" for table in tables), id=key)
    tamper("DELETE FROM courtyard_check WHERE id = :id", id=key)
    found = told(Part.LINE, Part.SCORE)
    assert found
    assert {(each[1], each[2]) for each in found} == {(OCTOBER, account)}
    assert any(uuid in each[5] for each in found)


def test_decision_turned_into_its_opposite(home, account):
    uuid = home.check.uuid
    tamper("UPDATE courtyard_check SET state = 'returned' WHERE uuid = :uuid", uuid=uuid)
    assert told()[0] == ("decision", OCTOBER, account, uuid, "approved", "returned")


def test_changed_points_of_a_deed(home, account):
    deed = db.session.query(Deed).filter_by(month="2026-11").one()
    tamper("UPDATE deed SET points = 3 WHERE id = :id", id=deed.id)
    assert ("line", "2026-11", account, "bonus volunteering amount", "3", "1") == told()[0]
    assert ("entry", "2026-11", account, "bonus volunteering", "3", "1") in told()


def test_changed_line_of_an_explanation(home, account):
    score = db.session.query(Score).filter_by(account_id=account, total=12).one()
    [line] = [each for each in score.lines if each["code"] == "W1"]
    lines = [{**each, "amount": 0} if each is line else each for each in score.lines]
    tamper("UPDATE score SET lines = :lines WHERE id = :id", lines=json.dumps(lines), id=score.id)
    [(part, month, whose, what, expected, found)] = told()
    assert (part, month, whose, what) == ("line", OCTOBER, account, "deduction W1 amount")
    assert (expected, found) == ("-1", "0")


def test_changed_share_of_the_budget(app):
    """It decides what later months may still give."""
    community = make_community(rules=default_text() + "\nbudget: {points: 100, per: year}\n")
    staff, oversight = make_user(community, "staff"), make_user(community, "oversight")
    yard = make_courtyard(community, "27")
    make_deed(yard, dt.date(2026, 10, 6))
    publish(staff, oversight)
    assert told() == []
    key = account_of(yard).id
    tamper("UPDATE score SET earned = 0 WHERE account_id = :account", account=key)
    assert told() == [("score", OCTOBER, key, "earned", "1", "0")]


def test_removed_score(home, account):
    tamper("DELETE FROM score WHERE account_id = :account AND total = 10", account=account)
    assert told(Part.SCORE) == [("score", "2026-11", account, "total", "10", "")]


def test_swapped_photo(home, account):
    path = photos().path(home.community.id, home.sha256)
    path.write_bytes(b"another picture")
    other = hashlib.sha256(b"another picture").hexdigest()
    assert told() == [("photo", OCTOBER, account, home.check.uuid, home.sha256, other)]
    assert differences(photos=False) == []


def test_missing_photo_holds_only_when_the_trail_says_that_it_expired(home, account):
    photos().path(home.community.id, home.sha256).unlink()
    assert told() == [("photo", OCTOBER, account, home.check.uuid, home.sha256, "")]
    event = {"action": "photo_expired", "subject": "photo", "reference": home.sha256[:36]}
    db.session.add(AuditEvent(community_id=home.community.id, at=clock.now(), details={"sha256": home.sha256}, **event))
    db.session.commit()
    assert told() == []


def edited(publication: Publication, **row_of_27: object) -> str:
    document = json.loads(publication.document)
    document["lanes"][0]["rows"][0].update(row_of_27)
    return document_text(document)


def test_edited_publication(home, account):
    publication = db.session.query(Publication).first()
    text, digest = edited(publication, total=20), publication.digest
    tamper("UPDATE publication SET document = :text WHERE id = :id", text=text, id=publication.id)
    found = told()
    assert found[0] == ("publication", OCTOBER, None, "1", digest, document_digest(text))
    assert ("document", OCTOBER, account, "total", "12", "20") in found


def test_publication_edited_together_with_its_digest(home, account):
    publication = db.session.query(Publication).first()
    text = edited(publication, total=20)
    tamper(
        "UPDATE publication SET document = :text, digest = :digest WHERE id = :id",
        text=text,
        digest=document_digest(text),
        id=publication.id,
    )
    assert [each[:4] for each in told()] == [
        ("document", OCTOBER, account, "total"),
        ("leaf", OCTOBER, account, "leaf"),
    ]


def test_publication_that_nobody_can_read_any_more(home):
    for text in ("{}", "[1]", "no document"):
        tamper("UPDATE publication SET document = :text WHERE number = 1", text=text)
        assert told()[0][:3] == ("publication", OCTOBER, None)


def test_root_put_in_the_place_of_another(home):
    tamper("UPDATE publication SET root = previous_root WHERE id = (SELECT min(id) FROM publication)")
    assert [(each[0], each[1], each[3]) for each in told(Part.ROOT)] == [
        ("root", OCTOBER, "1 root"),
        ("root", "2026-11", "1 previous_root"),
    ]


def test_root_taken_away(home):
    tamper("UPDATE publication SET root = NULL, previous_root = NULL WHERE id = (SELECT max(id) FROM publication)")
    assert [(each[1], each[3]) for each in told(Part.ROOT)] == [("2026-11", "1 previous_root"), ("2026-11", "1 root")]


def test_leaf_of_another_account(home, account):
    tamper("UPDATE publication_leaf SET leaf = :leaf WHERE account_id = :account", leaf="0" * 64, account=account)
    found = told(Part.ROOT, Part.LEAF)
    assert [each[:4] for each in found if each[0] == "leaf"] == [
        ("leaf", month, account, "leaf") for month in (OCTOBER, "2026-11")
    ]
    assert [each[3] for each in found if each[0] == "root"] == ["1 root", "1 root"]


def test_salt_deleted_with_a_persons_data_leaves_the_root_whole(home, account):
    tamper("UPDATE publication_leaf SET salt = NULL WHERE account_id = :account", account=account)
    assert told() == []


def test_edited_text(home, account):
    entry = db.session.get(ReceivedEntry, home.check.entry_id)
    uuid, digest = home.check.uuid, entry.digest
    text = entry.text.replace("门口有垃圾", "门口干净")
    tamper("UPDATE received_entry SET text = :text WHERE id = :id", text=text, id=entry.id)
    found = told()
    assert found[0] == ("text", OCTOBER, account, uuid, digest, hashlib.sha256(text.encode()).hexdigest())
    assert found[1][:4] == ("check", OCTOBER, account, f"{uuid} W1 phrases")


def test_text_that_is_no_entry_any_more(home, account):
    uuid = home.check.uuid
    tamper("UPDATE received_entry SET text = '{}' WHERE id = :id", id=home.check.entry_id)
    assert ("text", OCTOBER, account, uuid, "check", "") in told()


def test_changed_rule_book(home):
    version = db.session.query(RuleBookVersion).one()
    digest = version.digest
    text = version.text.replace("restore_days: 3", "restore_days: 1")
    assert text != version.text
    tamper("UPDATE rule_book_version SET text = :text", text=text)
    found = told()
    assert found[0] == ("rules", "", None, "1", digest, hashlib.sha256(text.encode()).hexdigest())
    assert Part.LINE in {each[0] for each in found}


def test_rule_book_that_nobody_can_read_any_more(home):
    tamper("UPDATE rule_book_version SET text = 'title: ['")
    found = told()
    assert [each[0] for each in found[:2]] == ["rules", "rules"]
    assert {each[1] for each in found if each[0] == "rules"} == {"", OCTOBER, "2026-11"}

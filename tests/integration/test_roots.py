"""Each publication's root stands for every account's row and for the publication before."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.neighbourhoods import make_neighbourhood, publish
from webapp.domain.ledger import merkle
from webapp.domain.months.root import GENESIS, Shown, account_leaf, leaves, lines_digest
from webapp.extensions import db
from webapp.models import Publication, PublicationLeaf, Score
from webapp.queries.scores import as_score

NOVEMBER_IS_OVER = dt.datetime(2026, 12, 4, 2, tzinfo=dt.UTC)


@pytest.fixture
def home(app, scenes):
    return scenes.play(app, make_neighbourhood)


def leaves_of(publication: Publication) -> list[PublicationLeaf]:
    return db.session.query(PublicationLeaf).filter_by(publication_id=publication.id).order_by("position").all()


def test_first_publication_begins_a_chain_that_the_next_goes_on(home):
    first = db.session.query(Publication).one()
    approve(home.staff, make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 10))))
    publish(home.staff, home.oversight, "2026-11", NOVEMBER_IS_OVER)
    second = db.session.query(Publication).order_by(Publication.id.desc()).first()
    assert (first.previous_root, second.previous_root) == (GENESIS, first.root)
    assert first.root != second.root
    for publication in (first, second):
        document = json.loads(publication.document)
        assert (document["root"], document["previous_root"]) == (publication.root, publication.previous_root)


def test_another_community_has_a_chain_of_its_own(home):
    make_neighbourhood("另一个社区")
    assert [each.previous_root for each in db.session.query(Publication)] == [GENESIS, GENESIS]


def test_each_account_can_recompute_its_leaf_and_the_root_from_what_it_is_shown(home):
    publication = db.session.query(Publication).one()
    document, kept = json.loads(publication.document), leaves_of(publication)
    tree = leaves(GENESIS, [each.leaf for each in kept])
    rows = [row for lane in document["lanes"] for row in lane["rows"]]
    assert [each.account_id for each in kept] == [row["account"] for row in rows]
    for leaf, row in zip(kept, rows, strict=True):
        score = as_score(db.session.query(Score).filter_by(account_id=row["account"]).one())
        figures = (row["assessed"], row["base"], row["bonus"], row["total"], row["commended"])
        shown = Shown(row["account"], "2026-10", 1, *figures, lines_digest(score.lines))
        assert account_leaf(bytes.fromhex(leaf.salt), shown) == leaf.leaf
        assert merkle.recompute(leaf.leaf, merkle.path(tree, leaf.position)) == publication.root


def test_salts_are_of_sixteen_bytes_and_each_is_another(home):
    salts = [each.salt for each in leaves_of(db.session.query(Publication).one())]
    assert {len(bytes.fromhex(salt)) for salt in salts} == {16}
    assert len(set(salts)) == len(salts) == 3

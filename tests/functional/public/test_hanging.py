"""Pages of the board that hang ready in the process: the next reader gets what stands, never what stood."""

from __future__ import annotations

import datetime as dt
import gzip
from dataclasses import replace
from time import monotonic, sleep
from urllib.parse import quote

import brotli
import pytest
from sqlalchemy import event, update

from tests.factories.communities import make_community
from tests.factories.neighbourhoods import MONTH, TODAY, make_neighbourhood, republish
from tests.factories.users import make_user
from webapp import clock
from webapp.blueprints.public.hanging import PLACE, Form, Sheet, Sheets
from webapp.blueprints.public.hanging_first import BELIEVED_FOR
from webapp.extensions import db
from webapp.models import Community, Courtyard, Grid
from webapp.operations.rename_place import rename_grid
from webapp.operations.set_name_mask import set_name_mask
from webapp.operations.set_retention import set_retention
from webapp.operations.withdraw_document import withdraw_document
from webapp.operations.write_document import DocumentWords, write_document
from webapp.queries.retention import retention_of


def board(home) -> str:
    return f"/c/{home.community.slug}/{MONTH}/"


def read(app, client, path: str, **headers: str):
    """Each in a context of its own, as in service."""
    with app.app_context():
        return client.get(path, headers=headers)


def statements(app, client, path: str, **headers: str) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    read(app, client, path, **headers)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(not each.startswith("BEGIN") for each in seen)


@pytest.fixture
def paths(home) -> list[str]:
    return ["/", f"/c/{home.community.slug}/", board(home), f"/d/{home.yards[0].code}/"]


def test_what_hangs_asks_the_database_at_most_once_and_then_not_for_a_while(app, client, paths):
    for path in paths:
        first = read(app, client, path)
        assert statements(app, client, path) <= 1, path
        assert read(app, client, path).text == first.text
        many = [statements(app, client, path, **{"If-None-Match": first.headers["ETag"]}) for _ in range(20)]
        assert sum(many) < 20, path


def test_what_another_process_writes_is_seen_soon(app, client, home):
    path = board(home)
    before = read(app, client, path).text
    assert read(app, client, path).text == before
    with db.engine.begin() as connection:  # past the sessions of this process
        connection.execute(update(Community).values(name="泉水社区"))
    deadline = monotonic() + 20
    while "泉水社区" not in read(app, client, path).text:
        assert monotonic() < deadline
        sleep(BELIEVED_FOR)


@pytest.mark.parametrize("path", ["/c/{slug}/", "/d/{code}/"])
def test_what_is_written_between_finding_and_making_does_not_hang_as_it_was_found(app, client, home, path):
    """The address is another's, or nobody's, by the time that the page is made."""
    key, slug = home.yards[0].id, home.community.slug
    path, written = path.format(slug=slug, code=home.yards[0].code), []
    db.session.rollback()

    def write(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("SELECT") and not written:
            written.append(statement)
            with db.engine.begin() as connection:
                connection.execute(update(Community).values(slug="moved"))
                connection.execute(update(Courtyard).where(Courtyard.id == key).values(number="七号"))

    event.listen(db.engine, "after_cursor_execute", write)
    read(app, client, path)
    event.remove(db.engine, "after_cursor_execute", write)
    assert written
    answer = read(app, client, path)
    assert answer.status_code == 404 if slug in path else "七号" in answer.text, answer.text


def test_what_hangs_has_the_headers_of_what_was_made(app, client, paths):
    for path in paths:
        made, hanging = read(app, client, path), read(app, client, path)
        assert hanging.headers["Cache-Control"] == "max-age=0, must-revalidate, public"
        assert set(hanging.vary) == {"Cookie", "Accept-Language", "Accept-Encoding"}
        own = {"X-Request-Id", "Date"}
        assert {k: v for k, v in hanging.headers if k not in own} == {k: v for k, v in made.headers if k not in own}


@pytest.mark.parametrize(("encoding", "plain"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_each_encoding_has_its_form_and_its_tag(app, client, home, encoding, plain):
    whole = read(app, client, board(home))
    answer = read(app, client, board(home), **{"Accept-Encoding": encoding or "identity"})
    assert plain(answer.data) == whole.data
    assert answer.headers.get("Content-Encoding", "") == encoding
    tag = answer.headers["ETag"]
    again = read(app, client, board(home), **{"Accept-Encoding": encoding or "identity", "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert ("" if not encoding else f":{encoding}") in tag


@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_tag_that_a_proxy_made_weak_is_known(app, client, home, encoding):
    wanted = {"Accept-Encoding": encoding}
    weak = "W/" + read(app, client, board(home), **wanted).headers["ETag"]
    for tags in (weak, f'"other", {weak}', "*"):
        assert read(app, client, board(home), **wanted, **{"If-None-Match": tags}).status_code == 304, tags
    assert read(app, client, board(home), **wanted, **{"If-None-Match": 'W/"other"'}).status_code == 200


def test_correction_is_seen_at_once(app, client, home):
    before = read(app, client, board(home)).headers["ETag"]
    republish(home, total=13)
    after = read(app, client, board(home), **{"If-None-Match": before})
    assert after.status_code == 200
    assert "1处更正" in after.text


def test_board_whose_time_was_shortened_is_taken_down_at_once(app, client, home, paths):
    with clock.at(TODAY + dt.timedelta(days=300)):
        for path in paths:
            assert read(app, client, path).status_code == 200
        kept = retention_of(home.community)
        assert set_retention(home.staff, replace(kept, board_months=6), kept) is None
        assert read(app, client, board(home)).status_code == 410
        assert "还没有公示过" in read(app, client, "/").text
        assert "还没有公示过" in read(app, client, f"/d/{home.yards[0].code}/").text


def test_board_past_its_time_is_taken_down(app, client, home):
    read(app, client, board(home))
    with clock.at(TODAY + dt.timedelta(days=4 * 365)):
        assert read(app, client, board(home)).status_code == 410
    assert read(app, client, board(home)).status_code == 200


def test_days_left_are_counted_on_the_day(app, client, home):
    assert "还有2天" in read(app, client, board(home)).text
    with clock.at(TODAY + dt.timedelta(days=1)):
        assert "还有1天" in read(app, client, board(home)).text


@pytest.mark.parametrize(
    ("cookie", "value", "shown"),
    [
        ("language", "en", '<html lang="en"'),
        ("size", "elder", 'data-size="elder"'),
        ("theme", "dark", 'data-theme="dark"'),
    ],
)
def test_each_look_hangs_by_itself(app, client, home, cookie, value, shown):
    plain = read(app, client, board(home)).text
    assert shown not in plain
    client.set_cookie(cookie, value)
    for _ in range(2):
        assert shown in read(app, client, board(home)).text
    client.delete_cookie(cookie)
    assert read(app, client, board(home)).text == plain


def test_browser_s_wish_for_a_language_is_heard(app, client, home):
    assert '<html lang="zh-CN"' in read(app, client, board(home), **{"Accept-Language": "zh"}).text
    assert '<html lang="en"' in read(app, client, board(home), **{"Accept-Language": "en-GB,en"}).text


def test_only_the_beginning_of_an_endless_wish_is_heard_because_wishes_are_kept(app, client, home):
    endless = "x, " * 500
    assert '<html lang="zh-CN"' in read(app, client, board(home), **{"Accept-Language": f"{endless}en"}).text
    assert '<html lang="en"' in read(app, client, board(home), **{"Accept-Language": f"en, {endless}"}).text
    for _ in range(2):
        assert "Content-Encoding" not in read(app, client, board(home), **{"Accept-Encoding": f"{endless}br"}).headers
        answer = read(app, client, board(home), **{"Accept-Encoding": f"br, {endless}"})
        assert answer.headers["Content-Encoding"] == "br"


def test_nothing_hangs_of_who_has_a_session_nor_is_it_shown_to_them(app, client, home):
    with client.session_transaction() as session:
        session["household"] = home.household.id
    for _ in range(2):
        assert read(app, client, board(home)).headers["Cache-Control"] == "max-age=0, must-revalidate, private"
    client.delete_cookie("session")
    assert statements(app, client, board(home)) > 1, "it is made for the first time"
    assert "public" in read(app, client, board(home)).headers["Cache-Control"]


def test_search_is_answered_and_does_not_hang(app, client, home):
    plain = read(app, client, board(home)).text
    assert 'id="found"' in read(app, client, f"{board(home)}?number={quote('27')}").text
    assert read(app, client, board(home)).text == plain


def test_other_spellings_of_an_address_are_answered_and_do_not_take_the_place_of_what_hangs(app, client, home):
    code = home.yards[0].code
    for path in (board(home), f"/d/{code}/"):
        read(app, client, path)
    hanging = set(app.extensions[PLACE]._sheets)
    for path in (f"///{board(home)}", f"/d/{code.lower()}/", f"/d/{code[:4]}-{code[4:]}/", f"/d/{'-' * 3000}{code}/"):
        answer = client.get("/", environ_overrides={"PATH_INFO": path})
        assert (answer.status_code, home.community.name in answer.text) == (200, True), path
        assert set(app.extensions[PLACE]._sheets) == hanging, path


def test_two_communities_do_not_get_in_each_other_s_way(app, client, home):
    first = read(app, client, board(home)).text
    assert read(app, client, "/").text.count("公示") > 1
    other = make_neighbourhood("别的社区")
    assert "别的社区" in read(app, client, "/").text
    assert "别的社区" in read(app, client, board(other)).text
    republish(other, total=13)
    assert "1处更正" in read(app, client, board(other)).text
    assert read(app, client, board(home)).text == first


def test_second_community_makes_the_home_page_a_list(app, client, home):
    read(app, client, "/")
    make_community("别的社区")
    assert "别的社区" in read(app, client, "/").text


def test_document_is_seen_and_withdrawn_at_once(app, client, home):
    assert "门前公约" not in read(app, client, board(home)).text
    assert write_document(home.staff, 1, 1, DocumentWords("门前公约", "大家一起扫。", TODAY.date())) is None
    assert "门前公约" in read(app, client, board(home)).text
    assert withdraw_document(home.staff, 1, True)
    assert "门前公约" not in read(app, client, board(home)).text


def test_new_name_of_a_grid_is_seen_at_once(app, client, home):
    for yard, name in zip(home.yards[:2], ("东网格", "西网格"), strict=True):
        yard.grid = Grid(community_id=home.community.id, code=name, name=name)
    db.session.commit()
    assert "东网格" in read(app, client, board(home)).text
    rename_grid(make_user(home.community, "admin"), home.yards[0].grid_id, "水井网格")
    assert "水井网格" in read(app, client, board(home)).text


def test_names_stay_as_they_were_published_and_follow_the_mask_with_the_next_publication(app, client, home):
    before = read(app, client, board(home)).text
    assert set_name_mask(home.staff, "number")
    assert read(app, client, board(home)).text == before
    republish(home, name="")
    assert "何**" not in read(app, client, board(home)).text


def test_what_was_not_asked_for_longest_gives_way():
    form = Form(b"x" * 40, "", (), ())
    sheet = Sheet(1, "Asia/Shanghai", TODAY.date(), (), "/", {"": form})
    sheets = Sheets(most=100)
    for name in ("a", "b"):
        sheets.keep((name,), sheet)
    assert sheets.find(("a",))
    sheets.keep(("c",), sheet)
    assert [bool(sheets.find((name,))) for name in "abc"] == [True, False, True]

"""What the office pages share: their menu, the community's clock, and codes in words."""

from __future__ import annotations

import datetime as dt

import segno
from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.office import deed_words, words
from webapp.queries.waiting import waiting_in
from webapp.row_keys import LARGEST_KEY

MOST_PAGES = 100_000
# Pages that belong to an entry of the menu without lying below its address.
BELOW = {
    "staff.walks": (
        "/staff/walks/",
        "/staff/checks/",
        "/staff/rescue/",
        "/staff/devices/",
        "/staff/paper/entry/",
        "/staff/rechecks/",
    ),
    "staff.months": ("/staff/paper/", "/staff/budget/"),
    "staff.files": ("/staff/erasures/",),
    "staff.deeds": ("/staff/activities/", "/staff/help/"),
    "staff.counter": ("/staff/goods/", "/staff/receipts/", "/staff/reservations/", "/staff/cards/", "/staff/pins/"),
    "oversight.months": (
        "/oversight/months/",
        "/oversight/checks/",
        "/oversight/goods/",
        "/oversight/paper/",
        "/oversight/samples/",
        "/oversight/agreement/",
        "/oversight/shares/",
    ),
    "oversight.ledger": ("/oversight/verify/",),
}


def prepare(blueprint: Blueprint) -> None:
    """Give the blueprint's templates what every office page uses; `area` is the part of the house they are in."""
    said = {"local": local, "words": words, "deed_words": deed_words}
    blueprint.context_processor(lambda: {"nav": menu(), "area": blueprint.name, **said})


def local(instant: dt.datetime) -> dt.datetime:
    """The instant on the wall clocks of the signed-in person's community."""
    return clock.local(current_user.community, instant)


def wants_fragment() -> bool:
    """Whether htmx asks, for the part of the page that it swaps."""
    return request.headers.get("HX-Request") == "true"


def page_number() -> int:
    """The page of a list that the address asks for; far numbers are simply empty pages."""
    return min(max(request.args.get("page", 1, int), 1), MOST_PAGES)


def row_key(text: str) -> int:
    """The key of a row out of a form. Raises ValueError for a number that no database can look up."""
    key = int(text)
    if not 0 < key <= LARGEST_KEY:
        raise ValueError("no key")
    return key


def picture_of(address: str) -> str:
    """Its QR code as the source of an image."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white", nl=False)


def menu() -> list[dict[str, object]]:
    """The pages that this person's roles open, with what waits there."""
    if not current_user.is_authenticated:
        return []
    entries, waiting = [], waiting_in(current_user.community_id)
    if current_user.has_role("staff"):
        entries += [_entry("staff.walks", _("审核"), waiting.checks), _entry("staff.months", _("月度"))]
        entries.append(_entry("staff.deeds", _("加分"), waiting.deeds))
        entries += [_entry("staff.counter", _("兑换")), _entry("staff.files", _("档案"))]
        if waiting.aside or request.path.startswith("/staff/quarantine/"):
            entries.append(_entry("staff.quarantine", _("搁置"), waiting.aside))
        entries.append(_entry("staff.overview", _("总览")))
        entries.append(_entry("staff.objections", _("异议"), waiting.objections))
    if current_user.has_role("oversight"):
        entries += [
            _entry("oversight.months", _("监督")),
            _entry("oversight.objections", _("复议"), waiting.appeals),
            _entry("oversight.ledger", _("账本")),
            _entry("oversight.files", _("档案")),
            _entry("oversight.overview", _("总览")),
            _entry("oversight.audit", _("记录")),
        ]
    if current_user.has_role("admin"):
        entries.append(_entry("admin.home", _("管理")))
    return [*entries, {"href": "/", "label": _("公示"), "count": 0, "current": False}]


def _entry(endpoint: str, label: str, count: int = 0) -> dict[str, object]:
    href, path = url_for(endpoint), request.path
    deeper = path.startswith(href) and href not in ("/staff/", "/oversight/")
    current = path == href or deeper or _owner(path) == endpoint
    return {"href": href, "label": label, "count": count, "current": current}


def _owner(path: str) -> str:
    """The entry that a page elsewhere belongs to, by the longest beginning of its address."""
    found = [(len(start), endpoint) for endpoint, starts in BELOW.items() for start in starts if path.startswith(start)]
    return max(found)[1] if found else ""

"""A photo on a page of its own: staff cover what nobody should recognise, oversight may look beneath."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp.domain.evidence.cover import WHOLE, Area, Areas, from_data
from webapp.models import CheckPhoto, Courtyard, Objection
from webapp.pictures import large_picture
from webapp.queries.checks import check_by_uuid, photo_of
from webapp.queries.covers import cover_of
from webapp.queries.deeds import WAITING, deed_by_id
from webapp.queries.files import courtyard_by_id
from webapp.queries.photo_uses import Use, photo_with, uses_of

SIDES = ("left", "top", "width", "height")
LINES = 40  # of the form; more areas are refused by their number


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a photo's page is, whose courtyard and what it shows, when it was taken or sent, where one came from."""

    title: str
    plate: str
    what: str
    at: dt.datetime
    back: str
    page: str
    picture: str
    is_expired: bool


def photo_page(uuid: str, sha256: str, problem: str = "", beneath: bytes = b"") -> str:
    """Of a check."""
    check = check_by_uuid(current_user.community_id, uuid) or abort(404)
    photo: CheckPhoto = photo_of(current_user.community_id, uuid, sha256) or abort(404)
    area = request.blueprint
    shown = Shown(
        title=_name(check.courtyard),
        plate=check.courtyard.number,
        what="",
        at=photo.taken_at,
        back=url_for(f"{area}.check", uuid=uuid),
        page=url_for(f"{area}.photo", uuid=uuid, sha256=sha256),
        picture=url_for(f"{area}.picture", uuid=uuid, sha256=sha256, size="large"),
        is_expired=photo.is_expired,
    )
    return _page(shown, sha256, problem, beneath)


def sent_photo_page(sha256: str, problem: str = "") -> str:
    """Of what somebody sent: a claim, a report, a proof of help, an objection, the sheet of an activity."""
    use = shown_by(sha256, request.args.get("of", ""))
    page = url_for("staff.any_photo", sha256=sha256, of=_mark(use))
    picture = url_for("staff.any_picture", sha256=sha256, size="large")
    return _page(_sent(use, sha256, _back(use), page, picture), sha256, problem)


def objection_photo_page(objection: Objection, sha256: str, problem: str = "", beneath: bytes = b"") -> str:
    """Of an objection that oversight reads."""
    of_it = ("objection", str(objection.id))
    use = next((use for use in uses_of(objection.community_id, sha256) if (use.kind, use.reference) == of_it), None)
    back = url_for("oversight.objection", key=objection.id)
    picture = url_for("oversight.objection_photo", key=objection.id, sha256=sha256, size="large")
    return _page(_sent(use or abort(404), sha256, back, request.path, picture), sha256, problem, beneath)


def _sent(use: Use, sha256: str, back: str, page: str, picture: str) -> Shown:
    photo = photo_with(current_user.community_id, sha256) or abort(404)
    yard = courtyard_by_id(current_user.community_id, use.courtyard_id) if use.courtyard_id else None
    return Shown(
        title=_name(yard) if yard else _title(use.kind),
        plate=yard.number if yard else "",
        what=_title(use.kind) if yard else "",
        at=photo.received_at,
        back=back,
        page=page,
        picture=picture,
        is_expired=photo.expired_at is not None,
    )


def _name(yard: Courtyard) -> str:
    return _("%(lane)s%(number)s号院", lane=yard.lane.name, number=yard.number)


def shown_by(sha256: str, mark: str = "") -> Use:
    """What authorises showing it: where somebody came from, else the newest that names it."""
    uses = uses_of(current_user.community_id, sha256) or abort(404)
    return next((use for use in uses if _mark(use) == mark), uses[-1])


def _mark(use: Use) -> str:
    return f"{use.kind}-{use.reference}"


def _title(kind: str) -> str:
    return {
        "check": _("检查的照片"),
        "deed": _("报加分的照片"),
        "help_task": _("帮扶的照片"),
        "put_right": _("住户报改好的照片"),
        "objection": _("异议的照片"),
        "sample": _("抽查的照片"),
    }.get(kind, _("活动签到表的照片"))


def _back(use: Use) -> str:
    if use.kind in ("check", "sample"):
        return url_for("staff.check", uuid=use.reference)
    if use.kind == "put_right":
        return url_for("staff.rechecks")
    if use.kind == "deed":
        deed = deed_by_id(current_user.community_id, int(use.reference))
        if deed and deed.state == WAITING:
            return url_for("staff.deeds", _anchor=f"deed-{deed.id}")
        return url_for("staff.decided", deed=use.reference)
    return url_for(f"staff.{use.kind}", key=use.reference)


def _page(shown: Shown, sha256: str, problem: str, beneath: bytes = b"") -> str:
    cover = cover_of(current_user.community_id, sha256)
    areas = from_data(cover.areas) if cover else ()
    return render_template(
        "staff/photo.html",
        shown=shown,
        sha256=sha256,
        cover=cover,
        areas=areas,
        lines=_said() if problem and request.form.getlist("left") else [_line(area) for area in areas],
        problem=_words(problem) if problem else "",
        wrong=problem,
        beneath=base64.b64encode(beneath).decode(),
        reason=request.form.get("reason", ""),
    )


def beneath(sha256: str) -> bytes:
    return large_picture(current_user.community_id, sha256)


def typed_areas() -> Areas | None:
    """Out of the form, in percents with at most one decimal; lines left empty are no areas. None for what is no
    number.
    """
    try:
        return tuple(Area(*map(_thousandths, line)) for line in _said() if any(line))
    except ValueError:
        return None


def _said() -> list[tuple[str, ...]]:
    columns = [[text.strip() for text in request.form.getlist(side)[:LINES]] for side in SIDES]
    return [line for line in zip(*columns, strict=False) if any(line)]


def _thousandths(text: str) -> int:
    value = float(text.replace("，", ".").replace("。", "."))
    if not 0 <= value <= 100:  # also what is no number at all, such as nan
        raise ValueError(text)
    return round(value * WHOLE / 100)


def _line(area: Area) -> tuple[str, ...]:
    return tuple(f"{getattr(area, side) / 10:g}" for side in SIDES)


def _words(code: str) -> str:
    return {
        "changed": _("别人刚刚改过这张照片，下面是现在的样子。看了再遮。"),
        "recused": _("自家或亲属的院子，要回避。请别的同事来遮。"),
        "too_many_areas": _("一张照片最多遮20处。"),
        "unsound_area": _("每处写四个数，0到100：离左边、离上边、宽、高，不能超出照片。"),
        "no_look_reason": _("写明为什么要看没有遮的照片，最多200个字。"),
    }.get(code, _("没有做成。刷新一下再试。"))

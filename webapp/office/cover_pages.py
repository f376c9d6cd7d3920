"""A check's photo on a page of its own: staff cover what nobody should recognise, oversight may look beneath."""

from __future__ import annotations

import base64

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from webapp.domain.evidence.cover import WHOLE, Area, Areas, from_data
from webapp.models import CheckPhoto
from webapp.pictures import large_picture
from webapp.queries.checks import check_by_uuid, photo_of
from webapp.queries.covers import cover_of

SIDES = ("left", "top", "width", "height")
LINES = 40  # of the form; more areas are refused by their number


def photo_page(uuid: str, sha256: str, problem: str = "", beneath: bytes = b"") -> str:
    community_id = current_user.community_id
    check = check_by_uuid(community_id, uuid) or abort(404)
    shown: CheckPhoto = photo_of(community_id, uuid, sha256) or abort(404)
    cover = cover_of(community_id, sha256)
    areas = from_data(cover.areas) if cover else ()
    return render_template(
        "staff/photo.html",
        check=check,
        photo=shown,
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

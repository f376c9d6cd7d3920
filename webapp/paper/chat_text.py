"""The notice as plain text for the owners' chat group: pasted by hand, in as many messages as it takes."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from webapp.i18n import label
from webapp.pages import day_words, month_words
from webapp.paper.columns import Row
from webapp.paper.notice import Notice

LONGEST = 2_048  # bytes of UTF-8 that a group's robot takes; people's messages take more
NUMBERED = 16  # bytes for "(10/12)" and its line


def chat_messages(notice: Notice) -> list[str]:
    """One text of at most LONGEST bytes, else several that say which of how many they are."""
    lines = [line for section in sections(notice) for line in [*section, ""]][:-1]
    whole = "\n".join(lines)
    if _size(whole) <= LONGEST:
        return [whole]
    parts = list(_parts(lines, LONGEST - NUMBERED))
    return [f"({number}/{len(parts)})\n{part}" for number, part in enumerate(parts, 1)]


def _parts(lines: list[str], most: int) -> Iterator[str]:
    """Whole lines, as many as fit; a line is shorter than a message."""
    part: list[str] = []
    for line in lines:
        if part and _size("\n".join([*part, line])) > most:
            yield "\n".join(part).strip("\n")
            part = []
        part.append(line)
    yield "\n".join(part).strip("\n")


def _size(text: str) -> int:
    return len(text.encode())


def sections(notice: Notice) -> Iterator[list[str]]:
    """Lines of each part, the title first; the last part says where to object and where it stands."""
    document = notice.document
    yield _heading(notice)
    if document["commended"]:
        doors = [_door(each["lane"], each["number"]) + each["name"] for each in document["commended"]]
        yield [_("表彰%(count)s户：", count=len(doors)), *_wrapped(doors, _("、"))]
    if notice.corrections:
        yield [_("更正："), *_corrections(notice)]
    for lane in document["lanes"]:
        yield [_("【%(lane)s】", lane=lane["name"] or _("全部")), *_wrapped([_row(row) for row in lane["rows"]], "  ")]
    if document["faults"]:
        counted = [f"{label(each)}{each['count']}" for each in document["faults"]]
        yield [_("各项扣分，共%(count)s处", count=notice.faults_total) + _("："), *_wrapped(counted, _("；"))]
    yield _ending(notice)


def _heading(notice: Notice) -> list[str]:
    title = _("%(community)s%(month)s门前三包积分公示", community=notice.community, month=month_words(notice.month))
    number = notice.document["number"]
    again = _("，第%(number)s次公示", number=number) if number > 1 else ""
    days = _("公示期%(first)s至%(last)s", first=day_words(notice.published_on), last=day_words(notice.open_until))
    full = _("，满分%(full)s分。按门牌排，不排名。", full=notice.document["full"])
    return [title + again, days + full]


def _corrections(notice: Notice) -> list[str]:
    return [
        _(
            "%(door)s由%(before)s改为%(after)s",
            door=_door(each.lane, each.number),
            before=_points(each.before),
            after=_points(each.after),
        )
        for each in notice.corrections
    ]


def _ending(notice: Notice) -> list[str]:
    objecting = _(
        "觉得不对，最晚%(day)s联系%(contact)s，或者到社区窗口说。",
        day=day_words(notice.open_until),
        contact=notice.contact,
    )
    lines = [objecting, _("网上看：%(address)s", address=notice.address)]
    return [*lines, _("指纹：%(root)s", root=notice.root.short)] if notice.root else lines


def _door(lane: str, number: str) -> str:
    return f"{lane}{_('%(number)s号', number=number)}" if number else lane


def _row(row: Row) -> str:
    """The number alone finds the door; where there is none, the masked name."""
    name = _("%(number)s号", number=row["number"]) if row["number"] else row["name"]
    return f"{name}{_('，')}{_points(row['total'])}" if not row["number"] else f"{name} {_figure(row['total'])}"


def _figure(total: int | None) -> str:
    return _("未评") if total is None else str(total)


def _points(total: int | None) -> str:
    return _("未评") if total is None else _("%(count)s分", count=total)


def _wrapped(words: list[str], between: str, most: int = 600) -> Iterator[str]:
    """Lines of at most `most` bytes, so that a long lane can go on in the next message."""
    line = ""
    for word in words:
        if line and _size(line + between + word) > most:
            yield line
            line = ""
        line = f"{line}{between}{word}" if line else word
    yield line

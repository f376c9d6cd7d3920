"""A publication as the group's robot says it: one text, and the long picture."""

from __future__ import annotations

from io import BytesIO

from flask_babel import gettext as _
from PIL import Image

from webapp.chat.robot import LARGEST_PICTURE, LONGEST_MARKDOWN
from webapp.paper.chat_text import sections
from webapp.paper.notice import Notice
from webapp.paper.notice_sheet import notice_picture

# What marks something up in the group, or calls somebody there; names and contacts are only text.
PLAIN = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］", "*": "＊", "`": "｀", "#": "＃", "_": "＿"})
QUALITIES = (85, 70, 55)


class TooLarge(Exception):
    """No picture of this notice is small enough."""


def group_markdown(notice: Notice) -> str:
    """At most LONGEST_MARKDOWN bytes: too long, it is cut at a line and a word says so; the ending always stays."""
    *body, ending = [_marked(section, notice) for section in sections(notice)]
    lines = [line for section in body for line in [*section, ""]]
    cut = _("（太长，后面的在网上看。）")
    if _size([*lines, *ending]) <= LONGEST_MARKDOWN:
        return "\n".join([*lines, *ending])
    while lines and _size([*lines, cut, "", *ending]) > LONGEST_MARKDOWN:
        lines.pop()
    return "\n".join([*lines, cut, "", *ending])


def group_picture(notice: Notice) -> bytes:
    """A PNG, or a JPEG where that would be too large. Raises TooLarge."""
    data = notice_picture(notice)
    if len(data) <= LARGEST_PICTURE:
        return data
    with Image.open(BytesIO(data)) as image:
        flat = image.convert("RGB")
    for quality in QUALITIES:
        packed = BytesIO()
        flat.save(packed, "JPEG", quality=quality, optimize=True)
        if packed.tell() <= LARGEST_PICTURE:
            return packed.getvalue()
    raise TooLarge


def _marked(section: list[str], notice: Notice) -> list[str]:
    """The first line of a section is its title; the address is a link."""
    plain = [line.translate(PLAIN) if notice.address not in line else line for line in section]
    if any(notice.address in line for line in section):
        return [f"[{_('网上看')}]({notice.address})" if notice.address in line else line for line in plain]
    return [f"**{plain[0]}**", *plain[1:]]


def _size(lines: list[str]) -> int:
    return len("\n".join(lines).encode())

"""What is wrong in a draft: where, in words, with the lines around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.document import Path, RuleBookError
from webapp.i18n import language
from webapp.office.manual import section_of
from webapp.rulebooks import data_of, load_rule_book

BESIDE = 2  # lines shown above and below the wrong one


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong; `at` is the number of its line, `section` where the manual speaks of it."""

    at: int
    place: str
    field: str
    message: str
    section: str
    lines: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, error: RuleBookError, lines: list[str], data: Any) -> Trouble:
        at = error.line or 1
        first = max(at - BESIDE, 1)
        around = tuple(enumerate(lines[first - 1 : at + BESIDE], start=first))
        field = error.field if error.path else ""
        return cls(at, place_words(error.path, data), field, error.message(language()), section_of(error.path), around)


def read_draft(text: str) -> tuple[RuleBook | None, list[Trouble]]:
    """The rule book, or everything that is wrong in the order of the text; neither for an empty one."""
    if not text.strip():
        return None, []
    try:
        return load_rule_book(text), []
    except RuleBookError as error:
        lines, data = text.split("\n"), data_of(text)
        return None, [Trouble.of(each, lines, data) for each in (error, *error.others)]


def place_words(path: Path, data: Any) -> str:
    """加分“建言献策”: the part of the rule book, and which member of its list."""
    if not path:
        return _("整份规则")
    part = part_words(str(path[0]))
    if len(path) > 1 and isinstance(path[1], int):
        return _("%(part)s“%(name)s”", part=part, name=_member(data, str(path[0]), path[1]))
    return part


def _member(data: Any, part: str, at: int) -> str:
    """What people call it, else its code, else which one it is."""
    try:
        member = data[part][at]
        label = member.get("short") or member.get("label")
        name = (label or {}).get("en" if language().startswith("en") else "zh") or member.get("code")
    except (AttributeError, KeyError, IndexError, TypeError):
        name = None
    return str(name) if name else _("第%(number)s个", number=at + 1)


def part_words(name: str) -> str:
    """A field at the top of a rule book."""
    return {
        "title": _("名称"),
        "subject": _("给谁记分"),
        "roll_up": _("成员归到哪里"),
        "base": _("基础分"),
        "floor": _("最低分"),
        "bonus_cap": _("加分上限"),
        "restore_days": _("改好的天数"),
        "publication_days": _("公示的天数"),
        "objection_days": _("提异议的天数"),
        "answer_days": _("答复异议的天数"),
        "appeal_days": _("转给监督的天数"),
        "groups": _("检查大类"),
        "items": _("检查项目"),
        "aggregation": _("几次检查怎么合"),
        "judges": _("几个人查"),
        "obstacles": _("查不了的原因"),
        "categories": _("加分扣分大类"),
        "deeds": _("加分"),
        "help_deed": _("帮扶记哪一种加分"),
        "breaches": _("扣分"),
        "escalations": _("先提醒"),
        "veto": _("一票否决"),
        "buckets": _("积分种类"),
        "commendation": _("表彰"),
        "ratings": _("评级"),
        "settlement": _("结算"),
        "exchange": _("兑换"),
        "budget": _("预算"),
        "return_reasons": _("退回的原因"),
    }.get(name, name)

"""Names as others may see them: masked on board and card, the surname alone on the phone."""

from __future__ import annotations

from enum import StrEnum

MASK = "**"
INTERPUNCT = "·"
# fmt: off
COMPOUND = frozenset({
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫",
    "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "轩辕", "钟离", "端木", "申屠",
    "太史", "闻人", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "呼延",
    "万俟", "赫连", "第五", "百里", "东郭", "南门", "西门", "公羊", "哥舒",
})
# fmt: on


class NameMask(StrEnum):
    """How a community's names are masked."""

    SURNAME = "surname"  # 王**
    ENDS = "ends"  # 王*远
    NUMBER = "number"  # nothing: the door number alone


def mask_name(name: str, mask: str = NameMask.SURNAME) -> str:
    """王志远 → 王**, 欧阳修 → 欧阳**, John Smith → J**; always two stars, so that the length says nothing.

    With ENDS the last character of a given name of two or more stands too (王*远, 王*), with NUMBER nothing does.
    """
    name = name.strip()
    if mask == NameMask.NUMBER:
        return ""
    if mask == NameMask.ENDS and _is_chinese(name):
        first = surname(name)
        return f"{first}*{name[-1] if len(name) > len(first) + 1 else ''}"
    return (surname(name) if _is_chinese(name) else name[:1]) + MASK


def surname(name: str) -> str:
    """王志远 → 王, 司马光 → 司马; of a name with an interpunct its first part, of a Western one its last word."""
    name = name.strip()
    if _is_chinese(name):
        return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]
    first = name.replace("•", INTERPUNCT).replace("・", INTERPUNCT).split(INTERPUNCT)[0].strip()
    return first if first != name else (name.split() or [""])[-1]


def _is_chinese(name: str) -> bool:
    """Whether it reads as surname and given name in Chinese characters."""
    return bool(name) and all("\u3400" <= letter <= "\u9fff" or letter >= "\U00020000" for letter in name)

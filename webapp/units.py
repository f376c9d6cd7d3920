"""The counting words that people type for goods (袋, 桶, 提), as English pages say them."""

from __future__ import annotations

from webapp.i18n import language

# One, and several. Pages show what is not here as it was typed.
ENGLISH = {
    "个": ("piece", "pieces"),
    "件": ("piece", "pieces"),
    "只": ("piece", "pieces"),
    "支": ("piece", "pieces"),
    "把": ("piece", "pieces"),
    "块": ("bar", "bars"),
    "条": ("strip", "strips"),
    "瓶": ("bottle", "bottles"),
    "桶": ("canister", "canisters"),
    "罐": ("tin", "tins"),
    "包": ("pack", "packs"),
    "袋": ("bag", "bags"),
    "盒": ("box", "boxes"),
    "箱": ("case", "cases"),
    "提": ("multipack", "multipacks"),
    "卷": ("roll", "rolls"),
    "双": ("pair", "pairs"),
    "对": ("pair", "pairs"),
    "副": ("pair", "pairs"),
    "套": ("set", "sets"),
    "本": ("copy", "copies"),
    "张": ("sheet", "sheets"),
    "台": ("unit", "units"),
    "杯": ("cup", "cups"),
    "碗": ("bowl", "bowls"),
    "斤": ("half kilo", "half kilos"),
    "公斤": ("kilo", "kilos"),
    "千克": ("kilo", "kilos"),
    "升": ("litre", "litres"),
    "次": ("time", "times"),
    "份": ("portion", "portions"),
    "床": ("piece", "pieces"),
}


def unit_words(unit: str, count: int = 1) -> str:
    """Of one piece, or of so many."""
    if not language().startswith("en") or unit not in ENGLISH:
        return unit
    one, several = ENGLISH[unit]
    return one if count == 1 else several

"""The text for the chat group: short enough to be pasted, else in numbered messages that leave nobody out."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.paper.chat_text import LONGEST, chat_messages
from webapp.paper.notice import Fingerprint, Notice


def notice(doors: int, lanes: int = 5) -> Notice:
    """A notice of so many doors in each of some lanes."""
    rows = [
        {"number": str(number), "name": "何**", "total": 17, "assessed": True, "commended": False, "adjusted": 0}
        for number in range(1, doors + 1)
    ]
    document = {
        "number": 1,
        "full": 20,
        "commended": [{"lane": "石阶巷", "number": "1", "name": "何**"}],
        "faults": [{"zh": "地面有垃圾", "en": "Litter", "count": 3}],
        "lanes": [{"name": f"{place}号巷", "rows": rows} for place in range(1, lanes + 1)],
    }
    day = dt.date(2026, 11, 2)
    return Notice(
        community="示例社区",
        contact="0000-0000",
        month="2026-10",
        address="https://example.org/c/shili/2026-10/",
        document=document,
        published_on=day,
        open_until=day + dt.timedelta(days=5),
        corrections=[],
        root=Fingerprint("9ae95e0ad6a981d5" * 4),
        ledger=None,
        base=10,
        bonus_cap=10,
        restore_days=3,
    )


def test_neighbourhood_of_103_doors_fits_one_message(app):
    [text] = chat_messages(notice(21))
    assert len(text.encode()) <= LONGEST
    assert text.startswith("示例社区2026年10月门前三包积分公示\n公示期11月2日至11月7日")
    assert "石阶巷1号何**" in text
    assert "https://example.org/c/shili/2026-10/" in text
    assert "指纹：9ae9 5e0a d6a9 81d5" in text


@pytest.mark.parametrize("doors", [60, 400])
def test_more_doors_take_numbered_messages_none_too_long_and_none_left_out(app, doors):
    texts = chat_messages(notice(doors))
    assert len(texts) > 1
    assert [text.split("\n")[0] for text in texts] == [f"({at}/{len(texts)})" for at in range(1, len(texts) + 1)]
    assert max(len(text.encode()) for text in texts) <= LONGEST
    together = "\n".join(texts)
    assert all(together.count(f"{number}号 17") >= 5 for number in range(1, doors + 1))

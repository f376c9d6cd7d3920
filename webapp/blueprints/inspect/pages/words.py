"""Days, times, sizes and labels in the reader's language; twin of `static/js/phone/views/words.js`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

MINUTE = 60_000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_english(language: str) -> bool:
    """True for 'en', 'en-GB'; everything else reads Chinese."""
    return language.startswith("en")


def label_of(label: Mapping[str, str], language: str) -> str:
    """The reader's side of a {zh, en} label."""
    return (label["en"] if is_english(language) else "") or label["zh"]


def day_words(day: str, language: str) -> str:
    """11月23日, of '2026-11-23'."""
    month, date = int(day[5:7]), int(day[8:10])
    return f"{date} {MONTHS[month - 1]}" if is_english(language) else f"{month}月{date}日"


def day_of(time: int, zone: str) -> str:
    """The community's date at an instant in milliseconds, as '2026-11-23'."""
    return _local(time, zone).date().isoformat()


def clock_words(time: int, zone: str) -> str:
    """9:58 in the community's time."""
    local = _local(time, zone)
    return f"{local.hour}:{local.minute:02d}"


def when_words(time: int, today: str, zone: str, language: str) -> str:
    """今天10:06, or 11月22日10:06."""
    day, clock = day_of(time, zone), clock_words(time, zone)
    if day == today:
        return f"today {clock}" if is_english(language) else f"今天{clock}"
    return f"{day_words(day, language)} {clock}" if is_english(language) else f"{day_words(day, language)}{clock}"


def size_words(size: int) -> str:
    """146 KB or 1.2 MB, of bytes; never rounded down to nothing."""
    kilobytes = (size + 1023) // 1024
    if kilobytes < 1024:
        return f"{kilobytes} KB"
    unit, tenths = ("MB", size * 10 // 1_048_576) if kilobytes < 1_048_576 else ("GB", size * 10 // 1_073_741_824)
    return f"{tenths // 10}.{tenths % 10} {unit}"


def age_words(age: int, language: str) -> str:
    """2小时10分, of milliseconds."""
    minutes = max(age, 0) // MINUTE
    if is_english(language):
        return _age_in_english(minutes)
    if minutes < 60:
        return f"{minutes}分钟" if minutes else "不到1分钟"
    hours = minutes // 60
    return f"{hours}小时{minutes % 60}分" if hours < 24 else f"{hours // 24}天"


def count_words(count: int, unit: Mapping[str, str], language: str) -> str:
    """3处, or 3 places."""
    return f"{count}{' ' if is_english(language) else ''}{label_of(unit, language)}"


def week_start(day: str) -> str:
    """The Monday of a day's week."""
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(days=date.weekday())).isoformat()


def _age_in_english(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min" if minutes else "under a minute"
    hours = minutes // 60
    if hours < 24:
        return f"{hours} h {minutes % 60} min"
    return "1 day" if hours < 48 else f"{hours // 24} days"


def _local(time: int, zone: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(time // 1000, ZoneInfo(zone))

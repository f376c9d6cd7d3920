"""Time on the wire: a wrong clock is measured, and every day and month is the community's."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
DAY_IN_MS = 86_400_000
SKEW_IN_MS = 10 * 60_000
# A phone that lay in a drawer for a year may still bring its work.
OLDEST_IN_MS = 366 * DAY_IN_MS


def moment(milliseconds: int) -> datetime:
    """The aware UTC datetime of a time on the wire."""
    return EPOCH + milliseconds * MILLISECOND


def milliseconds(moment: datetime) -> int:
    """The time on the wire of an aware datetime, cut to whole milliseconds."""
    return (moment - EPOCH) // MILLISECOND


def offset(device_time: int, arrival: int) -> int:
    """How far the phone's clock is behind the server's, in milliseconds; negative when it is ahead."""
    return arrival - device_time


def corrected(phone_time: int, clock_offset: int) -> int:
    """A time of the phone's clock on the server's."""
    return phone_time + clock_offset


def is_skewed(clock_offset: int, ahead: int = 0) -> bool:
    """Whether staff should be told that the clock was wrong; `ahead` is how far a corrected time lies in the future."""
    return abs(clock_offset) > SKEW_IN_MS or ahead > SKEW_IN_MS


def community_day(time: int, zone: str) -> date:
    """The date of a time in the community's time zone."""
    return moment(time).astimezone(ZoneInfo(zone)).date()


def month_of(day: date) -> str:
    """The month of a day, as `2026-11`."""
    return f"{day.year:04d}-{day.month:02d}"


def week_bounds(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def is_plausible(day: date, saved_at: int, clock_offset: int, arrival: int, zone: str) -> bool:
    """Whether a check's day can be right.

    Its own clock may be wrong, but the day must be the one that clock showed (a walk may run past midnight), and the
    corrected time must lie within a year of now: one in the future was saved before somebody put a fast clock right.
    """
    away = abs(arrival - corrected(saved_at, clock_offset))
    shown = community_day(saved_at, zone)
    return away <= OLDEST_IN_MS and abs((day - shown).days) <= 1

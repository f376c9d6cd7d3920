"""Which months of an account still run: not published, and not yet over."""

from __future__ import annotations

from webapp.domain.calendar_month import next_month, previous_month

MOST = 2  # the current month, and the last one while it is being scored


def running_months(this_month: str, newest_published: str, opened_in: str, closed_in: str | None) -> list[str]:
    """The months after the newest published one ("" for none) up to `this_month`, as far as the account reaches;
    the newest first.
    """
    first = max(next_month(newest_published) if newest_published else previous_month(this_month), opened_in)
    names = [min(this_month, closed_in or this_month)]
    while len(names) < MOST and previous_month(names[-1]) >= first:
        names.append(previous_month(names[-1]))
    return [name for name in names if name >= first]

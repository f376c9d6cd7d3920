"""Stars, bands and ranks of a span's totals, and who is commended."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.rules.ratings import Commendation, Level, Rating


def commended(rule: Commendation | None, totals: Mapping[int, int]) -> frozenset[int]:
    """The accounts with the best totals of at least `minimum`; all who tie with the last of them are in. A per cent is
    of all totals, also of those below the minimum.
    """
    if rule is None:
        return frozenset()
    enough = {key: total for key, total in totals.items() if rule.minimum is None or total >= rule.minimum}
    return frozenset(_best(enough, rule.places(len(totals)), "all"))


def rate(rule: Rating, totals: Mapping[int, int], groups: Mapping[int, str] | None = None) -> dict[int, str]:
    """The code of each account's level; who reaches none is left out. `groups` by account, where they matter."""
    if not rule.by_group:
        return _rate(rule, totals)
    by_group: dict[str, dict[int, int]] = {}
    for account, total in totals.items():
        by_group.setdefault((groups or {}).get(account, ""), {})[account] = total
    return {account: level for members in by_group.values() for account, level in _rate(rule, members).items()}


def _rate(rule: Rating, totals: Mapping[int, int]) -> dict[int, str]:
    reached: dict[int, str] = {}
    for level in rule.levels:
        for account in _reaches(level, totals, rule.ties):
            reached.setdefault(account, level.code)
    return reached


def _reaches(level: Level, totals: Mapping[int, int], ties: str) -> list[int]:
    if level.by == "from":
        return [account for account, total in totals.items() if total >= level.value]
    if level.by == "top":
        return _best(totals, level.value, ties)
    if level.by == "percent":
        return _best(totals, len(totals) * level.value // 100, ties)
    return list(totals)


def _best(totals: Mapping[int, int], places: int, ties: str) -> list[int]:
    """Who is within the best so many places; by `ties` all or none of those who tie beyond the last place are in."""
    ranked = sorted(totals.values(), reverse=True)
    if places <= 0 or not ranked:
        return []
    if places >= len(ranked):
        return list(totals)
    cut = ranked[places - 1]
    all_fit = ties == "all" or ranked[places] < cut
    return [account for account, total in totals.items() if total > cut or (total == cut and all_fit)]

"""The round: which courtyards are done this week, which is next; twin of `static/js/phone/views/round.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View, own_checks, standing
from webapp.blueprints.inspect.pages.words import week_start


def look_at(
    snapshot: Mapping[str, Any],
    drafts: Iterable[Mapping[str, Any]],
    checks: Iterable[Mapping[str, Any]],
    today: str,
    along: Sequence[Mapping[str, Any]] | None = None,
) -> list[View]:
    """Every courtyard in walking order with what is known of it today; `along` are the companions of the walk."""
    by_courtyard: dict[str, list[View]] = {}
    for check in own_checks(snapshot, checks):
        by_courtyard.setdefault(check["courtyard"], []).append(check)
    drafted = {draft["courtyard"]: draft for draft in drafts}
    findings: dict[str, list[Mapping[str, Any]]] = {}
    for finding in snapshot["findings"]:
        findings.setdefault(finding["courtyard"], []).append(finding)
    recused, monday = set(snapshot["recused"]), week_start(today)
    judges = snapshot["rule_book"].get("judges", 1)
    return [
        _look(courtyard, by_courtyard.get(courtyard["code"], []), today, monday, judges)
        | {
            "draft": drafted.get(courtyard["code"]),
            "finding": _most_urgent(findings.get(courtyard["code"], []), today),
            "is_recused": courtyard["code"] in recused,
            "companion": next((each["name"] for each in along or () if courtyard["code"] in each["recused"]), ""),
        }
        for courtyard in snapshot["courtyards"]
    ]


def next_of(looks: Sequence[View], code: str) -> View | None:
    """The first courtyard still to do after this one in walking order, beginning anew at the end."""
    places = [look["courtyard"]["code"] for look in looks]
    start = places.index(code) + 1 if code in places else 0
    after = [*looks[start:], *looks[:start]]
    return next((look for look in after if look["courtyard"]["code"] != code and is_waiting(look)), None)


def is_waiting(look: View) -> bool:
    """True while this courtyard is one to walk to: not done, nobody here recused, not given up for today's weather."""
    return not (look["is_done"] or look["is_recused"] or look["is_rained_off"] or look["companion"])


def last_visited(looks: Iterable[View], today: str) -> str:
    """The code of the courtyard where today's latest own check was made, or ''."""
    made = [look["latest"] for look in looks if look["latest"] and look["latest"]["day"] == today]
    return max(made, key=lambda check: check["id"])["courtyard"] if made else ""


def _look(courtyard: Mapping[str, Any], own: Sequence[View], today: str, monday: str, judges: int) -> View:
    counting = standing(own)
    week = [check for check in counting if check["day"] >= monday]
    latest = counting[-1] if counting else None
    returned = next((check for check in reversed(counting) if check["state"] == "returned"), None)
    judged = [check for check in week if check["judged"] != "weather"]
    return {
        "courtyard": courtyard,
        "latest": latest,
        "returned": returned,
        "is_done": returned is None and bool(judged or _done_by_others(courtyard["done"], own, judges)),
        "is_rained_off": latest is not None and latest["day"] == today and latest["judged"] == "weather",
        "this_week": judged[-1] if judged else None,
    }


def _done_by_others(done: Mapping[str, Any] | None, own: Iterable[View], judges: int) -> bool:
    """As many others have looked as the rule book asks for.

    A snapshot that does not count them is believed, unless the check it speaks of is one taken back since.
    """
    if done is None or "others" in done:
        return done is not None and done["others"] >= judges
    return not any(check["judged"] in {"withdrawn", "weather"} and check["day"] == done["day"] for check in own)


def _most_urgent(findings: Iterable[Mapping[str, Any]], today: str) -> Mapping[str, Any] | None:
    still_open = [finding for finding in findings if finding["until"] >= today]
    return min(still_open, key=lambda finding: (finding["until"], finding["item"]), default=None)

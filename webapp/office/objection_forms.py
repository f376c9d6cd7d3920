"""What the forms of objections send."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from webapp.domain.months.rulings import CHECK, DEED, FINDING, Effect
from webapp.operations.answer_objection import Answer

DEED_FIELD = "deed-"
LONGEST = 6  # digits of points


def answer_from(form: MultiDict[str, str]) -> Answer:
    """The reason is the phrase that was chosen and what was written."""
    said = (form.get("phrase", "").strip(), form.get("reason", "").strip())
    reason = "。".join(part for part in said if part)
    return Answer(form.get("seen", 0, int), form.get("outcome", ""), reason, tuple(_effects(form)))


def _effects(form: MultiDict[str, str]) -> Iterator[Effect]:
    for told in form.getlist("finding"):
        check, _, item = told.partition(" ")
        yield Effect(FINDING, check, item)
    for check in form.getlist("check"):
        yield Effect(CHECK, check)
    for name, verb in form.items():
        if name.startswith(DEED_FIELD) and verb in ("count", "out"):
            key = name.removeprefix(DEED_FIELD)
            points = _points(form.get(f"points-{key}", "").strip()) if verb == "count" else None
            yield Effect(DEED, key, points=points, out=verb == "out")


def _points(text: str) -> int | None:
    """Nothing leaves the deed's own points; what is no number counts as one outside the rule."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) <= LONGEST else -1

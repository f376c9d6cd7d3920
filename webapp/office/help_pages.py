"""The pages of help tasks, for staff alone: that a household is in difficulty is not told elsewhere."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_login import current_user

from webapp import clock
from webapp.domain.imports.attendees import Attendee, match
from webapp.domain.months.help_task import LISTED, State, Step, steps_from
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import WISH
from webapp.models import HelpTask
from webapp.office import help_words
from webapp.operations.help_out import may_confirm
from webapp.queries.attendees import attendees
from webapp.queries.help_tasks import help_tasks
from webapp.queries.holders import courtyard_holders
from webapp.queries.rule_books import rule_book_in_force


def list_page() -> dict[str, Any]:
    """What waits for the working group first."""
    groups = help_tasks(current_user.community_id)
    return _shared() | {"groups": [(state, groups[state]) for state in LISTED if state in groups]}


def task_page(task: HelpTask, problem: str = "", choices: tuple[Attendee, ...] = ()) -> dict[str, Any]:
    """One task with its evidence and what can be done now; what was typed stands again after a problem."""
    shared = _shared()
    steps = steps_from(task.state)
    verdict = may_confirm(current_user, task) if task.state in (State.PROVED, State.CONFIRMED) else None
    return shared | {
        "task": task,
        "steps": [step.value for step in steps],
        "verdict": verdict,
        "photos": [photo.sha256 for photo in task.check.photos if photo.item == task.item] if task.check else [],
        "finding": next((each for each in task.check.findings if each.item == task.item), None) if task.check else None,
        "choices": choices,
        "problem": problem,
        "failed": request.form.get("do", "") if problem or choices else "",
        "said": request.form if problem or choices else {},
        "kind": request.form.get("kind", "") or kind_for(shared["book"], task),
    }


def kind_for(book: RuleBook, task: HelpTask) -> str:
    """The deed that stands there chosen; a scheme that knows wishes has a kind of its own for them."""
    return WISH if task.is_wish and book.deed(WISH) else book.help_deed


def whom(typed: str, picked: str) -> list[Attendee]:
    """The people and households of the roster that may be meant."""
    today = clock.today(current_user.community)
    book = rule_book_in_force(current_user.community_id, f"{today:%Y-%m}")[1]
    everybody = [each for each in attendees(current_user.community_id, today, book) if each.household]
    return [each for each in everybody if each.key == picked] if picked else match(typed, everybody)


def _shared() -> dict[str, Any]:
    today = clock.today(current_user.community)
    return {
        "holders": courtyard_holders(current_user.community_id, today),
        "book": rule_book_in_force(current_user.community_id, f"{today:%Y-%m}")[1],
        "say": help_words,
        "today": today,
        "Step": Step,
    }

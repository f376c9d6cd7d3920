"""How long photos, boards, openings of cards and words of the audit trail are kept, and what goes next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.retention import Retention, bounds, first_on_board
from webapp.operations.set_retention import set_retention
from webapp.queries.boards import published_month_names
from webapp.queries.retention import count_expired, count_words, photos_going, retention_of

FIELDS = ("photo_months", "board_months", "visit_months", "words_months")


@dataclass(frozen=True, slots=True)
class Loss:
    """What shorter terms delete with the next run: photos, words of the trail; and months that leave the board."""

    photos: int = 0
    words: int = 0
    down: list[str] = field(default_factory=list)

    @property
    def is_some(self) -> bool:
        return bool(self.photos or self.words or self.down)


@blueprint.get("/keeping/")
def keeping():
    return _page(retention_of(current_user.community))


@blueprint.post("/keeping/")
def set_terms():
    """What would delete anything at once is asked about first, with its number."""
    wanted = _typed("")
    if not wanted.wrong() and request.form.get("sure") != _sure(wanted):
        loss = _loss(wanted)
        if loss.is_some:
            return _page(wanted, loss=loss), 422
    problem = set_retention(current_user, wanted, _typed("seen_"))
    if problem:
        return _page(wanted, problem), 409 if problem == "changed" else 422
    return redirect(url_for("admin.keeping", kept=1), 303)


def _typed(before: str) -> Retention:
    """A field that is no number is one out of bounds."""
    return Retention(*(request.form.get(before + name, 0, int) for name in FIELDS))


def _sure(wanted: Retention) -> str:
    """What the button of the second look sends: it agrees to these figures and no others."""
    return f"{wanted.photo_months}-{wanted.board_months}-{wanted.words_months}"


def _loss(wanted: Retention) -> Loss:
    community = current_user.community
    photos = wanted.photo_months < community.photo_months and count_expired(community, wanted.photo_months)
    words = wanted.words_months < community.words_months and count_words(community, wanted.words_months)
    return Loss(int(photos), int(words), _taken_down(wanted))


def _taken_down(wanted: Retention) -> list[str]:
    """Months on the board now that would not hang there any more."""
    community = current_user.community
    today = clock.today(community)
    now, then = (first_on_board(today, months) for months in (community.board_months, wanted.board_months))
    return [month for month in published_month_names(community) if now <= month < then]


def _page(typed: Retention, problem: str = "", loss: Loss | None = None) -> str:
    community = current_user.community
    return render_template(
        "admin/keeping.html",
        typed=asdict(typed),
        said=request.form,
        seen=asdict(retention_of(community)),
        bounds={name: bounds(name) for name in FIELDS},
        wrong=typed.wrong(),
        problem=problem,
        sure=_sure(typed),
        loss=loss or Loss(),
        going=photos_going(community),
        today=clock.today(community),
    )

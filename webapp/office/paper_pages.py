"""打印: what staff and oversight print, directly if it is little, else as a job whose paper is kept for a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from webapp import clock
from webapp.domain.numbering import normalise_number
from webapp.domain.rules.book import RuleBook
from webapp.jobs import JobState, progress_of, start_job
from webapp.models import Month, Publication
from webapp.operations.note_paper import note_paper
from webapp.paper.certificates import certificates_of
from webapp.paper.chat_text import chat_messages
from webapp.paper.kept_papers import Place, kept, new_token
from webapp.paper.notice import notice_of
from webapp.paper.order import CERTIFICATES, CHECKLISTS, HANDBOOKS, KINDS, PLATES, SLIPS, Order
from webapp.paper.plates import MOST_COLUMNS, MOST_ROWS
from webapp.paper.print_job import print_paper
from webapp.paper.print_order import NothingToPrint, batches_of, print_batches
from webapp.queries.account_labels import account_labels, parts_of
from webapp.queries.boards import final_month_names, published_month_names
from webapp.queries.publications import publications_of
from webapp.queries.routes import courtyards_on_the_way

STAFF = frozenset(KINDS)
OVERSIGHT = frozenset({SLIPS, CHECKLISTS})  # what shows no full name, and hangs on no door
AT_ONCE = {
    SLIPS: 12,
    HANDBOOKS: 2,
    CHECKLISTS: 30,
    PLATES: 40,
    CERTIFICATES: 15,
}  # doors that are printed within a second
LONGEST = 40
# Kinds of which somebody chooses the month: a certificate is not printed while its points are still in dispute.
OF_A_MONTH = {SLIPS: published_month_names, CERTIFICATES: final_month_names}


def month_prints(month: Month, book: RuleBook, publications: list[Publication]) -> dict[str, Any] | None:
    """For a month's page: the texts for the chat group and the lanes; None before it is published."""
    if not publications:
        return None
    community = current_user.community
    address = url_for("public.publication", slug=community.slug, month=month.name, _external=True)
    messages = chat_messages(notice_of(community, publications, address, book))
    return {
        "messages": [(text, len(text.encode())) for text in messages],
        "lanes": _parts(),
        "slug": community.slug,
    }


def paper_page(kinds: Collection[str], problem: str = "") -> str:
    community = current_user.community
    return render_template(
        "staff/paper.html",
        kinds=kinds,
        lanes=_parts(),
        months=published_month_names(community),
        final_months=final_month_names(community),
        this_month=f"{clock.today(community):%Y-%m}",
        columns=range(1, MOST_COLUMNS + 1),
        rows=range(1, MOST_ROWS + 1),
        problem=problem,
        given=request.form,
    )


def order_paper(kinds: Collection[str]) -> ResponseReturnValue:
    """The PDF itself, or the way to its job."""
    order = _order(kinds)
    doors = _doors(order)
    if order.number and not order.lane and doors > 1:
        return paper_page(kinds, "which_lane"), 422
    if doors > AT_ONCE[order.kind]:
        token = new_token()
        _community, *rest = astuple(order)
        note_paper(current_user, order.kind, order.month, doors)
        key = start_job(print_paper, order.community_id, current_user.id, token, *rest)
        return redirect(url_for(f"{request.blueprint}.paper_job", key=key, token=token), 303)
    try:
        batches = batches_of(order)
    except NothingToPrint:
        return paper_page(kinds, "none_commended" if order.kind == CERTIFICATES else "nothing"), 422
    pdf, doors = print_batches(order, batches), sum(batch.doors for batch in batches)
    note_paper(current_user, order.kind, order.month, doors)
    return pdf_answer(pdf, f"sanbao-{order.kind}.pdf")


def job_page(key: str, token: str, back: str) -> ResponseReturnValue:
    """How far it is; then where the paper lies. `back` is where it was ordered."""
    progress = progress_of(key)
    if progress is None or progress.community_id != current_user.community_id:
        abort(404)
    is_done = progress.state == JobState.DONE
    return render_template("staff/paper_job.html", progress=progress, token=token, is_done=is_done, back=back)


def kept_paper(token: str) -> Response:
    """Only for who ordered it."""
    pdf = kept(Place(current_user.community_id, current_user.id, token)) if is_token(token) else None
    return pdf_answer(pdf or abort(404), "sanbao.pdf")


def _order(kinds: Collection[str]) -> Order:
    form, community = request.form, current_user.community
    kind, lane, month = form.get("kind", ""), form.get("lane", ""), form.get("month", "")
    months = _months(kind)
    known = lane in ("", *_parts()) and (kind not in OF_A_MONTH or month in months)
    if kind not in kinds or not known:
        abort(400)
    return Order(
        community_id=community.id,
        kind=kind,
        language=str(get_locale()),
        root=url_for("public.home", _external=True).rstrip("/"),
        month=month if kind in OF_A_MONTH else months[0],
        lane=lane,
        number=normalise_number(form.get("number", "")[:LONGEST]),
        columns=_within("columns", 2, MOST_COLUMNS),
        rows=_within("rows", 5, MOST_ROWS),
    )


def _months(kind: str) -> list[str]:
    """Those that this kind is printed of."""
    community = current_user.community
    if kind in OF_A_MONTH:
        return OF_A_MONTH[kind](community)
    return [f"{clock.today(community):%Y-%m}"]


def _within(name: str, usual: int, most: int) -> int:
    return min(max(request.form.get(name, usual, int), 1), most)


def _doors(order: Order) -> int:
    if order.kind in (SLIPS, HANDBOOKS):
        labels = account_labels(order.community_id, clock.today(current_user.community)).values()
        return sum(order.names(label.part, label.name) for label in labels)
    if order.kind == CERTIFICATES:
        newest = next(iter(publications_of(order.community_id, order.month)), None)
        return len(list(certificates_of(current_user.community, newest, order))) if newest else 0
    yards = courtyards_on_the_way(order.community_id, order.month, order.lane)
    return sum(order.names(yard.lane.name, yard.number) for yard in yards)


def _parts() -> list[str]:
    return parts_of(current_user.community_id)


def is_token(token: str) -> bool:
    return len(token) == 32 and not set(token) - set("0123456789abcdef")


def pdf_answer(pdf: bytes, name: str) -> Response:
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

"""重算一遍: a month recomputed from its evidence as a job, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from flask import abort, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.domain.months.verification import Difference, Part
from webapp.jobs import JobState, progress_of, start_job
from webapp.office.paper_pages import job_page
from webapp.office.words import account_name
from webapp.paper.kept_papers import new_token
from webapp.queries.account_labels import account_labels
from webapp.queries.audit import AuditLine, verifications
from webapp.queries.boards import published_month_names
from webapp.reports.verification_report import print_verification
from webapp.verification.counts import Counts
from webapp.verification.verify_month import verify_month
from webapp.verification.words import counts_words, difference_words

MOST_RESULTS = 10


@dataclass(frozen=True, slots=True)
class Told:
    """What did not hold, and the account whose score it is about."""

    words: str
    account: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A recomputed month: `count` is how many differences there were, of which some are `told`."""

    line: AuditLine
    count: int
    told: list[Told]
    looked_at: str


@blueprint.get("/verify/")
def verification():
    known = published_month_names(current_user.community)
    outcomes = [_outcome(line) for line in verifications(current_user.community_id, MOST_RESULTS)]
    return render_template(
        "oversight/verify.html", known=known, outcomes=outcomes, wanted=request.args.get("month", "")
    )


@blueprint.post("/verify/")
def start_verification():
    month = request.form.get("month", "")
    if month not in published_month_names(current_user.community):
        abort(400)
    job = start_job(verify_month, current_user.community_id, month, current_user.id)
    return redirect(url_for("oversight.verification_job", name=month, key=job), 303)


@blueprint.post("/verify/report")
def order_report():
    """All months, or from one on, as a paper that only who orders it can open."""
    first = request.form.get("month", "")
    if first and first not in published_month_names(current_user.community):
        abort(400)
    token, root = new_token(), url_for("public.home", _external=True).rstrip("/")
    job = start_job(
        print_verification, current_user.community_id, current_user.id, token, str(get_locale()), root, first
    )
    return redirect(url_for("oversight.report_job", key=job, token=token), 303)


@blueprint.get("/verify/report/<key>/<token>/")
def report_job(key: str, token: str):
    return job_page(key, token, back=url_for("oversight.verification"))


@blueprint.get("/verify/<name>/<key>/")
def verification_job(name: str, key: str):
    progress = progress_of(key)
    if progress is None or progress.community_id != current_user.community_id:
        abort(404)
    if name not in published_month_names(current_user.community):
        abort(404)
    if progress.state == JobState.DONE:
        return redirect(url_for("oversight.verification", month=name), 303)
    return render_template("oversight/verify_job.html", month=name, progress=progress)


def _outcome(line: AuditLine) -> Outcome:
    details = line.event.details
    found = [Difference(**{**each, "part": Part(each["part"])}) for each in details["told"]]
    labels = account_labels(
        current_user.community_id,
        clock.today(current_user.community),
        {each.account for each in found if each.account is not None},
    )
    names = {key: account_name(label) for key, label in labels.items()}
    told = [Told(difference_words(each, names.get(each.account or 0, "")), each.account) for each in found]
    known = {field.name for field in fields(Counts)}
    counts = Counts(**{name: count for name, count in details["counts"].items() if name in known})
    return Outcome(line, details["differences"], told, counts_words(counts))

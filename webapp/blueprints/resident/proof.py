"""Check it yourself: that the household's figures are in the published fingerprint."""

from __future__ import annotations

import datetime as dt
import json

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident.views import household
from webapp.domain.months.proof import compare_root
from webapp.models import Account, Community
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of, months_of_account
from webapp.queries.proofs import Proven, proofs_of

GROUP, LINE = 4, 16


@blueprint.get("/proof/<month>/")
def proof(month: str) -> str:
    community, found = _find(month)
    typed = request.args.get("typed", "")[:200]
    return render_template(
        "resident/proof.html",
        community=community,
        month=month,
        proofs=found,
        published_on=lambda each: dt.date.fromisoformat(json.loads(each.publication.document)["published_on"]),
        grouped=grouped,
        typed=typed,
        compared=_compared(typed, found),
    )


@blueprint.get("/proof/<month>/<int:number>.json")
def proof_file(month: str, number: int) -> Response:
    """The numbers to recompute it with, and how, for whoever wants to do it with other tools."""
    community, found = _find(month)
    each = next((each for each in found if each.publication.number == number), None)
    if each is None or each.proof is None:
        abort(404)
    head = {"community": community.name, "about": _about(), "how": _how()}
    text = json.dumps(head | each.proof.as_data(), ensure_ascii=False, indent=1)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f"attachment; filename=sanbao-{month}-{number}.json"
    response.headers["Cache-Control"] = "no-store"
    return response


def grouped(digest: str) -> list[str]:
    """In lines of four groups of four, as on paper."""
    groups = [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]
    return [" ".join(groups[at : at + GROUP]) for at in range(0, len(groups), GROUP)]


def _find(month: str) -> tuple[Community, list[Proven]]:
    """Of a month on this card."""
    own = household()
    community = community_of(own)
    account: Account | None = account_of_household(own, f"{clock.today(community):%Y-%m}")
    if account is None or month not in [each.month.name for each in months_of_account(account).published]:
        abort(404)
    return community, proofs_of(account, month)


def _compared(typed: str, found: list[Proven]) -> str:
    """same as one of them, other than all, short, or "" when nothing was typed."""
    told = [compare_root(typed, each.publication.root) for each in found if each.publication.root]
    if not typed.strip() or not told:
        return ""
    return "same" if "same" in told else told[0]


def _about() -> str:
    return _("验一验自家公示的分用的数。里面有自家的分，别发给别人。")


def _how() -> list[str]:
    """In short; docs/proof.md says it with examples."""
    return [
        _("把 sanbao account 1、salt 和 shown 里的九个数排成十一行，每行前面写字节数和冒号；是1，否0，没有就空着。"),
        _("前面加一个字节00，算SHA-256，就是 leaf。"),
        _("照 path 一步步来：字节01，左边的，右边的，连起来再算SHA-256；side 说的是 digest 在哪一边。"),
        _("最后得到的，应当和 root 一样，也和公告栏上、群里的指纹一样。"),
    ]

"""Search and files of courtyards and households, as staff and oversight alike read them."""

from __future__ import annotations

from flask import abort, render_template, request
from flask_login import current_user

from webapp import clock
from webapp.models import Deed, RosterAct
from webapp.office import objection_words, roster_words
from webapp.queries import files, search
from webapp.queries.account_labels import account_labels
from webapp.queries.holders import courtyard_holders
from webapp.queries.roster_acts import acts_on, homes_told_of
from webapp.queries.rule_books import rule_book_in_force

LONGEST = 60


def search_page() -> str:
    """What is found by `q`, a kind at a time; without it, how to ask."""
    text = " ".join(request.args.get("q", "").split())[:LONGEST]
    community_id, today = current_user.community_id, clock.today(current_user.community)
    return render_template(
        "staff/files.html",
        q=text,
        courtyards=search.found_courtyards(community_id, text) if text else [],
        people=search.found_people(community_id, text) if text else [],
        checks=search.found_checks(community_id, text) if text else [],
        holders=courtyard_holders(community_id, today) if text else {},
        most=search.MOST,
        longest=LONGEST,
    )


def courtyard_page(key: int) -> str:
    courtyard = files.courtyard_by_id(current_user.community_id, key) or abort(404)
    tenures = files.tenures_of_courtyard(courtyard)
    homes = files.households_in(courtyard)
    deeds = files.deeds(courtyard.community_id, Deed.courtyard_id == courtyard.id)
    return render_template(
        "staff/file_courtyard.html",
        courtyard=courtyard,
        homes=homes,
        checks=files.checks_of_courtyard(courtyard),
        **_common(tenures, {home.id for home in homes}, deeds, acts_on(courtyard.community_id, [key])),
    )


def household_page(key: int) -> str:
    household = files.household_by_id(current_user.community_id, key) or abort(404)
    tenures = files.tenures_of_household(household)
    deeds = files.deeds(household.community_id, Deed.household_id == household.id)
    return render_template(
        "staff/file_household.html",
        household=household,
        **_common(tenures, {key}, deeds, acts_on(household.community_id, households=[key])),
    )


def _common(
    tenures: list[files.Tenure], homes: set[int], deeds: list[Deed], acts: list[RosterAct]
) -> dict[str, object]:
    community_id, today = current_user.community_id, clock.today(current_user.community)
    accounts = [each.account.id for each in tenures]
    bare = [each.account.id for each in tenures if not each.households]
    homes |= {home.id for each in tenures for home in each.households} | homes_told_of(acts)
    members = files.memberships(community_id, homes)
    book = rule_book_in_force(community_id, f"{today:%Y-%m}")[1]
    return {
        "tenures": tenures,
        "members": members,
        "acts": acts,
        "told_heads": {home: rows[0].person.name for home, rows in members.items() if rows},
        "roster_words": roster_words,
        "deeds": [(deed, book.rule_of(deed.kind)) for deed in deeds],
        "objections": files.objections_of_accounts(community_id, accounts),
        "redemptions": files.redemptions_of_accounts(community_id, accounts),
        "labels": account_labels(community_id, today, bare) if bare else {},
        "book": book,
        "say": objection_words,
        "most": files.MOST,
    }

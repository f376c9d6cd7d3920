"""Deeds and breaches of one account in one month: what each is worth, warned of or cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.values import Worth
from webapp.domain.scoring.carried import Tally
from webapp.domain.scoring.limited import Cuts, Limited
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import DeedClaim


def bonus_lines(book: RuleBook, claims: Iterable[DeedClaim], tally: Tally) -> tuple[Line, ...]:
    """A line for each deed in order of its day, then one for each limit that cut."""
    cuts, lines = Cuts(tally), []
    for claim in _in_order(claims):
        deed = book.deed(claim.kind)
        if deed is None and book.breach(claim.kind):
            continue
        worth = _worth(deed, claim)
        lines.append(_line(Kind.BONUS, claim, worth.asked, deed))
        limits = [*_limits(book, deed, "deeds"), Limited("bonus_cap", book.bonus)]
        _give(cuts, claim, worth, deed, limits)
    return (*lines, *cuts.lines(sign=1))


def breach_lines(book: RuleBook, claims: Iterable[DeedClaim], tally: Tally) -> tuple[Line, ...]:
    """A line for each breach in order of its day, with what follows from it, then one for each limit that cut."""
    cuts, lines = Cuts(tally), list[Line]()
    for claim in _in_order(claims):
        breach = book.breach(claim.kind)
        if breach is None:
            continue
        step = warning(book, breach.escalation, tally)
        if step:
            lines.append(_line(Kind.WARNING, claim, 0, breach, step=step))
            continue
        worth = _worth(breach, claim)
        lines.append(_line(Kind.BREACH, claim, -worth.asked, breach))
        _give(cuts, claim, worth, breach, list(_limits(book, breach, "breaches")))
        lines += _consequences(breach, claim, tally)
    return (*lines, *cuts.lines(sign=-1))


def warning(book: RuleBook, escalation: str, tally: Tally) -> str:
    """The warning that stands in for this breach, and count it; "" once all warnings have been given."""
    rule = book.escalation(escalation) if escalation else None
    if rule is None:
        return ""
    what = f"escalations.{rule.code}"
    had = tally.used(what, rule.within)
    if had >= len(rule.steps):
        return ""
    tally.add(what, rule.within, 1)
    return rule.steps[had].code


def _in_order(claims: Iterable[DeedClaim]) -> list[DeedClaim]:
    return sorted(claims, key=lambda each: (each.day, each.id))


def _worth(rule: Deed | Breach | None, claim: DeedClaim) -> Worth:
    """What another version of the rules knew is worth what it was then given."""
    return rule.value.worth(claim.chosen, claim.quantity) if rule else Worth(claim.chosen, claim.chosen)


def _give(cuts: Cuts, claim: DeedClaim, worth: Worth, rule: Deed | Breach | None, limits: list[Limited]) -> None:
    bucket = (rule.bucket if rule else "") or None
    if worth.asked > worth.given:
        cuts.cut(worth.asked - worth.given, f"{limits[0].place}.points", claim.id, bucket)
    cuts.give(worth.given, limits, source=claim.id, day=claim.day, bucket=bucket)


def _limits(book: RuleBook, rule: Deed | Breach | None, where: str) -> Iterator[Limited]:
    """The narrowest first: its own, then those of its category."""
    if rule is None:
        return
    yield Limited(f"{where}.{rule.code}", rule.limits)
    category = book.category(rule.category)
    if category:
        yield Limited(f"{where}.categories.{category.code}", category.limits)


def _line(kind: Kind, claim: DeedClaim, amount: int, rule: Deed | Breach | None, step: str | None = None) -> Line:
    return Line(
        kind,
        claim.kind,
        amount,
        day=claim.day,
        sources=(claim.id,),
        note=claim.text,
        count=claim.quantity,
        step=step,
        bucket=(rule.bucket if rule else "") or None,
    )


def _consequences(breach: Breach, claim: DeedClaim, tally: Tally) -> Iterator[Line]:
    if breach.ban:
        yield Line(Kind.BAN, breach.code, 0, day=claim.day, sources=(claim.id,), ends=tally.ban(breach.ban))
    if breach.zero:
        yield Line(Kind.ZERO, breach.code, 0, day=claim.day, sources=(claim.id,), bucket=breach.zero)
    if breach.veto:
        yield Line(Kind.VETO, breach.code, 0, day=claim.day, sources=(claim.id,))

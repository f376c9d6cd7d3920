"""What no field of a rule book can know by itself: names that lead nowhere, contradictions, awards without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.domain.rules.accounts import PARENTS, Subject
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.bounds import out_of_reach
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.document import Path, RuleBookError
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY

LISTS = (
    *("groups", "items", "obstacles", "categories", "deeds", "breaches", "escalations", "buckets", "ratings"),
    "return_reasons",
)


def wrong_in(book: RuleBook) -> Iterator[RuleBookError]:
    """Everything that is wrong."""
    for name in LISTS:
        yield from _repeated((name,), [part.code for part in getattr(book, name)])
    yield from _repeated(("breaches",), [part.code for part in book.breaches], among=[deed.code for deed in book.deeds])
    for path, codes in _inner_codes(book):
        yield from _repeated(path, codes)
    for path, code, known in _names(book):
        if code and code not in known:
            problem = "not_one_of" if known else "nothing_to_name"
            yield RuleBookError(path, problem, choices=", ".join(known), code=code)
    yield from _wrong_with_items(book)
    yield from _without_end(book)
    yield from _wrong_with_consequences(book)
    yield from _cleared_unsettled(book)
    yield from _wrong_with_roll_up(book)
    yield from out_of_reach(book)


def _repeated(path: Path, codes: list[str], among: Iterable[str] = ()) -> Iterator[RuleBookError]:
    for at, code in enumerate(codes):
        if code in codes[:at] or code in among:
            yield RuleBookError((*path, at, "code"), "repeated", code=code)


def _inner_codes(book: RuleBook) -> Iterator[tuple[Path, list[str]]]:
    """The lists within a part whose members are known by their codes."""
    for at, rating in enumerate(book.ratings):
        yield ("ratings", at, "levels"), [level.code for level in rating.levels]
    for at, escalation in enumerate(book.escalations):
        yield ("escalations", at, "steps"), [step.code for step in escalation.steps]
    if book.exchange:
        yield ("exchange", "coupons"), [coupon.code for coupon in book.exchange.coupons]


def _names(book: RuleBook) -> Iterator[tuple[Path, str, list[str]]]:
    """Every field that names another part: where it stands, what it names, what there is."""
    codes = {name: [part.code for part in getattr(book, name)] for name in LISTS}
    for at, item in enumerate(book.items):
        yield ("items", at, "group"), item.group, codes["groups"]
        yield ("items", at, "escalation"), item.escalation, codes["escalations"]
    for name in ("deeds", "breaches"):
        for at, each in enumerate(getattr(book, name)):
            yield (name, at, "category"), each.category, codes["categories"]
            yield (name, at, "bucket"), each.bucket, codes["buckets"]
    yield ("help_deed",), book.help_deed, codes["deeds"]
    for at, breach in enumerate(book.breaches):
        yield ("breaches", at, "escalation"), breach.escalation, codes["escalations"]
        yield ("breaches", at, "zero"), breach.zero, codes["buckets"]
    for at, bucket in enumerate(book.buckets):
        if bucket.match:
            others = [each.code for each in book.buckets if each.spendable and not each.match]
            yield ("buckets", at, "match", "with"), bucket.match.bucket, others
    if book.exchange:
        yield ("exchange", "who"), book.exchange.who, [EVERYBODY, COMMENDED, *codes["ratings"]]
        rating = book.rating(book.exchange.who)
        for at, level in enumerate(book.exchange.levels):
            yield ("exchange", "levels", at), level, [each.code for each in rating.levels] if rating else []


def _wrong_with_items(book: RuleBook) -> Iterator[RuleBookError]:
    if not (book.items or book.deeds or book.breaches):
        yield RuleBookError(("items",), "nothing_to_score")
    if book.items and book.subject != Subject.COURTYARD:
        yield RuleBookError(("subject",), "walks_are_of_courtyards", subject=book.subject)
    for at, group in enumerate(book.groups):
        if group.code not in [item.group for item in book.items]:
            yield RuleBookError(("groups", at, "code"), "unused", code=group.code)
    if book.judges > 1 and not book.items:
        yield RuleBookError(("judges",), "needs_items")
    cost = sum(item.most_cost(book.item_cost) for item in book.items)
    if cost > book.base:
        yield RuleBookError(("base", "full"), "costs_exceed_base", cost=cost, full=book.base)


def _without_end(book: RuleBook) -> Iterator[RuleBookError]:
    """Points that nothing limits would make the ledger worthless."""
    for at, deed in enumerate(book.deeds):
        if not (book.bonus.bounds_a_month or book.budget or _is_bounded(book, deed)):
            yield RuleBookError(("deeds", at, "points"), "awards_without_end")


def _is_bounded(book: RuleBook, deed: Deed) -> bool:
    category = book.category(deed.category)
    return deed.limits.bounds_a_month or bool(category and category.limits.bounds_a_month)


def _wrong_with_consequences(book: RuleBook) -> Iterator[RuleBookError]:
    for at, breach in enumerate(book.breaches):
        if breach.veto and not book.veto:
            yield RuleBookError(("breaches", at, "veto"), "veto_is_off")
    if book.veto and not any(breach.veto for breach in book.breaches):
        yield RuleBookError(("veto",), "unused", code="veto")
    used = {*(item.escalation for item in book.items), *(breach.escalation for breach in book.breaches)}
    for at, escalation in enumerate(book.escalations):
        if escalation.code not in used:
            yield RuleBookError(("escalations", at, "code"), "unused", code=escalation.code)
    if book.exchange and book.exchange.who == COMMENDED and book.commendation is None:
        yield RuleBookError(("exchange", "who"), "needs_commendation")
    if book.exchange and not any(bucket.spendable for bucket in book.buckets):
        yield RuleBookError(("exchange",), "not_spendable", code=book.buckets[0].code)


def _cleared_unsettled(book: RuleBook) -> Iterator[RuleBookError]:
    """What lapses must have been settled."""
    for at, bucket in enumerate(book.buckets):
        if bucket.clears and not bucket.clears.is_made_of(book.settlement):
            yield RuleBookError(("buckets", at, "clears"), "clears_unsettled")


def _wrong_with_roll_up(book: RuleBook) -> Iterator[RuleBookError]:
    up = book.roll_up
    if up is None:
        return
    if up.to not in PARENTS.get(book.subject, ()):
        yield RuleBookError(("roll_up", "to"), "wrong_subject", subject=book.subject, to=up.to)
    if up.base == "parent" and up.keeps == "member":
        yield RuleBookError(("roll_up", "base"), "no_base_of_parent")

"""Certificates (表彰证书) of a month that is final: a page for each of the commended, with the full name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp import clock
from webapp.domain.months.cycle import Action
from webapp.models import Community, Month, Publication
from webapp.models.account import COURTYARD
from webapp.paper.order import Order
from webapp.queries.account_labels import AccountLabel, account_labels

DIGITS = 3  # of the number within a month


@dataclass(frozen=True, slots=True)
class Certificate:
    """`number` is the same whenever and for whomever it is printed; `name` the holder's, else the account's."""

    number: str
    place: str
    name: str
    total: int


def certificates_of(community: Community, publication: Publication, order: Order) -> Iterator[Certificate]:
    """In the order of the last publication, which is what stands; named as on the day it was published."""
    day = clock.local(community, publication.published_at).date()
    document, labels = json.loads(publication.document), account_labels(community.id, day)
    rows = [row for lane in document["lanes"] for row in lane["rows"] if row["commended"]]
    for place, row in enumerate(rows, 1):
        label = labels.get(row["account"])
        if label is not None and order.names(label.part, label.name):
            number = f"{order.month.replace('-', '')}{place:0{DIGITS}}"
            yield Certificate(number, _place(label), label.holder or label.name, row["total"])


def final_day(community: Community, month: Month) -> dt.date | None:
    """The day from which nothing of the month changes any more; None before it."""
    ended = [step.at for step in month.steps if step.action == Action.FINALISE]
    return clock.local(community, ended[-1]).date() if ended else None


def _place(label: AccountLabel) -> str:
    """Beside the name; of a person's account only the branch or team."""
    if label.kind == COURTYARD:
        return _("%(lane)s%(number)s号院", lane=label.part, number=label.name)
    return f"{label.part} {label.name}".strip() if label.holder else label.part

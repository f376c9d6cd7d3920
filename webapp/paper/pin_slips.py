"""Tear-off slips with a household's code and its PIN: handed over folded, printed once, nowhere else on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from webapp.domain.names import mask_name
from webapp.models import Community, Household
from webapp.paper.codes import code
from webapp.paper.press import print_pdf

ALONE = (
    "@page { size: 148mm 105mm; margin: 9mm 10mm 6mm; @bottom-right { content: none } } "
    ".strip { height: auto; font-size: 13pt } .strip h2 { font-size: 13pt } .strip .who { font-size: 16pt } "
    ".strip dt, .strip .foot { font-size: 11pt } .strip dd { font-size: 24pt }"
)
TOGETHER = "@page { size: A4 portrait; margin: 8mm 14mm; @bottom-right { content: none } }"


@dataclass(frozen=True, slots=True)
class PinSlip:
    """`code` and `pin` in groups, as one reads them out; the QR code leads to the card with the code filled in."""

    place: str
    name: str
    code: str
    pin: str
    picture: Markup


def pin_slip(community: Community, household: Household, head: str, pin: str, root: str) -> PinSlip:
    """`root` is this installation's address, without a slash at its end; the PIN is not in the QR code."""
    return PinSlip(
        place_of(household),
        mask_name(head, community.name_mask) if head else "",
        f"{household.code[:4]} {household.code[4:]}",
        f"{pin[:3]} {pin[3:]}",
        code(f"{root}/card/?code={household.code}"),
    )


def print_slips(community: Community, day: dt.date, slips: Iterable[PinSlip], *, rules: str) -> bytes:
    return print_pdf("pins", rules, community=community.name, contact=community.contact, day=day, slips=list(slips))


def place_of(household: Household) -> str:
    """石阶巷27号, or the address in a compound."""
    yard = household.courtyard
    if yard is None:
        return f"{household.group_name} {household.address}".strip()
    return _("%(lane)s%(number)s号", lane=yard.lane.name, number=yard.number)

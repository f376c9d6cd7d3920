"""Wishes of the demo's households, one at every point of a wish's way, through the real operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp import clock
from webapp.demo.cards import Hand
from webapp.domain.months.help_task import Step
from webapp.models import HelpTask, Household, User
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.post_wish import post_wish

ASKED = "想学用手机挂号，哪家孩子有空教一教"
OPEN = "院里路灯坏了一个，想请人换个灯泡"
TAKEN = "衣柜要从里屋挪到外屋，一个人搬不动"
PROVED = "水龙头关不紧，想请会修的邻居看看"
CONFIRMED = "老花镜的螺丝掉了，想请人拧上"
REFUSED = "想借两万块钱修房子"
WHY_NOT = "借钱的事，微心愿里办不了。修房的补助，社区帮您问，请来窗口坐坐。"
DONE, THANKS = "换了垫圈，不漏了", "拧好了，还擦了镜片"

Taken = tuple[User | Household, Step, str]  # by whom, what, in which words


@dataclass(frozen=True, slots=True)
class Wishers:
    """Who wishes and who helps: `own` and `other` are households whose cards the demo opens, the rest anybody's."""

    own: Household
    other: Household
    third: Household
    fourth: Household


def make_wishes(hand: Hand, staff: User, who: Wishers) -> None:
    """What is told of a wish by its wisher, who took it, and everybody else: each finds one on its own card."""
    _wish(hand, who.own, REFUSED, 9, [(staff, Step.END, WHY_NOT)])
    _wish(
        hand,
        who.own,
        CONFIRMED,
        8,
        [
            (staff, Step.ADMIT, ""),
            (who.third, Step.TAKE, ""),
            (who.third, Step.PROVE, THANKS),
            (who.own, Step.THANK, ""),
            (staff, Step.CONFIRM, ""),
        ],
    )
    steps: list[Taken] = [(staff, Step.ADMIT, ""), (who.other, Step.TAKE, ""), (who.other, Step.PROVE, DONE)]
    _wish(hand, who.own, PROVED, 6, steps)
    _wish(hand, who.third, TAKEN, 4, [(staff, Step.ADMIT, ""), (who.other, Step.TAKE, "")])
    _wish(hand, who.fourth, OPEN, 3, [(staff, Step.ADMIT, "")])
    _wish(hand, who.own, ASKED, 0, [])


def _wish(hand: Hand, by: Household, words: str, days: int, steps: Sequence[Taken]) -> None:
    """Posted so many days ago; a step a day, in the morning."""
    with clock.at(hand.back(days, 8)):
        wish = post_wish(by, words, hand.token(words)).wish
    assert wish is not None, words
    for ago, (maker, step, said) in enumerate(steps, 1):
        with clock.at(hand.back(max(days - ago, 0), 9)):
            _take_step(hand, wish, maker, step, said)


def _take_step(hand: Hand, wish: HelpTask, maker: User | Household, step: Step, said: str) -> None:
    photos = [hand.photo(wish.household, clock.now())] if step == Step.PROVE else []
    act = HelpAct(step, wish.version, said, photos=photos, kind="volunteering", points=1)
    refusal = help_out(maker, wish.id, act)
    assert refusal is None, f"{step}: {refusal}"

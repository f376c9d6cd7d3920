"""Deleting what is kept of a household: who asks, who confirms, and what stands against it."""

from __future__ import annotations

from enum import StrEnum

ASKED, WITHDRAWN, DONE = "asked", "withdrawn", "done"
LEFT, WISHES = "left", "wishes"
REASONS = (LEFT, WISHES)
NAMELESS = "已删除"  # stands in the place of a name


class Obstacle(StrEnum):
    """What has to be settled before."""

    LIVES_HERE = "lives_here"
    TAKES_PART = "takes_part"
    MONTH_OPEN = "month_open"
    OBJECTION_OPEN = "objection_open"
    IN_HAND = "in_hand"
    HELP_OPEN = "help_open"
    GOODS_KEPT = "goods_kept"
    PUT_RIGHT_OPEN = "put_right_open"
    SIGNED_UP = "signed_up"

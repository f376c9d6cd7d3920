"""What can befall a request on its way, chosen by seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

CUTS = ("cut while sending", "cut before the answer", "cut in the answer")
DELAYS = ("stall", "slow")
ANSWERS = ("answer",)
LONGEST_STALL = 1.0
# One in five slow requests is very slow: a whole photo takes half a minute then.
RATES = (5_000, 50_000, 50_000, 500_000, 500_000)

PAGE = b"<!doctype html><title>Portal</title><h1>Welcome to this network</h1>"
LOGIN = "Location: /auth/sign-in?next=/inspect/\r\n"
STRANGE_ANSWERS = (
    ("500 Internal Server Error", ""),
    ("502 Bad Gateway", ""),
    ("401 Unauthorized", ""),
    ("413 Content Too Large", ""),
    ("302 Found", LOGIN),
    ("200 OK", ""),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`share` says where in the bytes it happens, from 0 to 1; `seconds` how long a stall lasts; `rate` is in bytes.

    `latency` is what each way takes, in seconds.
    """

    kind: str
    share: float = 0.0
    seconds: float = 0.0
    rate: int = 0
    latency: float = 0.0
    answer: bytes = b""


def strange_answer(status: str, header: str) -> bytes:
    """What a broken server, a proxy or a hotel's portal says instead of ours."""
    about = f"HTTP/1.1 {status}\r\n{header}Content-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n"
    return about.encode() + b"Connection: close\r\n\r\n" + PAGE


@dataclass
class Chance:
    """Draws faults until `cuts` cuts were drawn; then, or while it is not `raging`, the line is good."""

    seed: int
    cuts: int
    share: float = 0.6
    raging: bool = True
    drawn: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def cut_so_far(self) -> int:
        return sum(self.drawn.get(kind, 0) for kind in CUTS)

    def draw(self) -> Fault | None:
        if not self.raging or self.cut_so_far() >= self.cuts or self.random.random() >= self.share:
            return None
        fault = self._fault()
        name = fault.answer[9:12].decode() if fault.answer else fault.kind
        self.drawn[name] = self.drawn.get(name, 0) + 1
        return fault

    def _fault(self) -> Fault:
        kind = self.random.choice(CUTS * 2 + ANSWERS * 3 + DELAYS)
        share, seconds = self.random.random(), self.random.uniform(0.1, LONGEST_STALL)
        rate, strange = self.random.choice(RATES), self.random.choice(STRANGE_ANSWERS)
        if kind in ANSWERS:
            return Fault(kind, answer=strange_answer(*strange))
        return Fault(kind, share, seconds, rate if kind == "slow" else 0)

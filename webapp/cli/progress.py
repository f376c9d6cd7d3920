"""How far a long command is: a line every few seconds, to those who watch and not into the output."""

from __future__ import annotations

import time

import click

SECONDS_BETWEEN = 2.0
WORDS = {
    "tables": "数据表 tables",
    "photos": "照片 photos",
    "months": "重算了百分之 percent recomputed",
    "communities": "社区 communities",
    "check": "再读一遍，核对 reading it again",
}


class Progress:
    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def tell(self, what: str, done: int, total: int) -> None:
        """Called as often as one likes."""
        if time.monotonic() - self._said_at < SECONDS_BETWEEN:
            return
        self._said_at = time.monotonic()
        click.echo(f"{WORDS[what]} {done}/{total}" if total else WORDS[what], err=True)

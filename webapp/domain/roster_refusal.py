"""Why the roster is not changed as asked."""

from __future__ import annotations


class RosterRefused(Exception):
    """`code` names the reason, `field` what of the form it is about; `values` stand in the sentence."""

    def __init__(self, code: str, field: str = "", **values: object) -> None:
        super().__init__(code)
        self.code, self.field, self.values = code, field, values

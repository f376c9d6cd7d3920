"""Numbers of rows in addresses."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class RowKey(IntegerConverter):
    """`<int:…>` in an address: a number that no row can have, and no database look up, is not there."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST_KEY, **options})


def init_app(app: Flask) -> None:
    """Before the first address is made."""
    app.url_map.converters["int"] = RowKey

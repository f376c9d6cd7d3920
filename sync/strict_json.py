"""Reads JSON from strangers: no floats, no repeated keys, no numbers that JavaScript would round."""

import json
from collections.abc import Iterable
from typing import Any, Never

# 16 digits hold every integer that JavaScript keeps exactly; longer ones also make Python's int() slow.
LONGEST_INTEGER = 16


class NotReadable(ValueError):
    """The text is not JSON of this protocol; the message is a word of ours, never the sender's."""


def read_json(text: str) -> Any:
    """The value of a JSON text; raises NotReadable for everything else."""
    try:
        return json.loads(
            text,
            parse_int=_parse_integer,
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
            object_pairs_hook=_unique_keys,
        )
    except NotReadable:
        raise
    except RecursionError as error:
        raise NotReadable("too_deep") from error
    except ValueError as error:
        raise NotReadable("syntax") from error


def _parse_integer(digits: str) -> int:
    if len(digits.removeprefix("-")) > LONGEST_INTEGER:
        raise NotReadable("number_too_large")
    return int(digits)


def _refuse_float(digits: str) -> Never:
    raise NotReadable("float")


def _unique_keys(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotReadable("repeated_key")
    return found

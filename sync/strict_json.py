"""Reads JSON from strangers: no floats, no repeated keys, no numbers that JavaScript would round."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Never

# 16 digits hold every integer that JavaScript keeps exactly; longer ones also make Python's int() slow.
LONGEST_INTEGER = 16


class NotReadable(ValueError):
    """The text is not JSON of this protocol; the message is a word of ours, never the sender's."""


def read_json(text: str) -> Any:
    """The value of a JSON text; raises NotReadable for everything else."""
    return _read(text, _parse_integer, _refuse_float)


def read_envelope(text: str) -> Any:
    """The same for what only wraps frozen texts: a field that is not known may hold any number there."""
    return _read(text, _any_number, _any_number)


def _read(text: str, parse_int: Callable[[str], Any], parse_float: Callable[[str], Any]) -> Any:
    try:
        return json.loads(
            text,
            parse_int=parse_int,
            parse_float=parse_float,
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


def _any_number(digits: str) -> int | float:
    """A whole number as one, also where it is written as 1.0; those that JavaScript would round stay fractions."""
    number = float(digits)
    return int(number) if abs(number) < 10**LONGEST_INTEGER and number.is_integer() else number


def _refuse_float(digits: str) -> Never:
    raise NotReadable("float")


def _unique_keys(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotReadable("repeated_key")
    return found

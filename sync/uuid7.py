"""UUID version 7 (RFC 9562): sorts by the time it was made; twin of `phone/uuid7.js`."""

from dataclasses import dataclass

COUNTER_LIMIT = 1 << 12


@dataclass(frozen=True, slots=True)
class Uuid7:
    """An id with what the next one needs to sort after it."""

    text: str
    time: int
    counter: int


def next_uuid7(previous: Uuid7 | None, now: int, random: bytes) -> Uuid7:
    """The id made at `now` (milliseconds) from 10 random bytes; sorts after `previous` even if the clock went back."""
    time, counter = now, int.from_bytes(random[:2], "big") % (COUNTER_LIMIT // 2)
    if previous is not None and now <= previous.time:
        time, counter = previous.time, previous.counter + 1
        if counter == COUNTER_LIMIT:
            time, counter = previous.time + 1, 0
    tail = int.from_bytes(random[2:10], "big") & (2**62 - 1)
    digits = f"{time << 80 | 7 << 76 | counter << 64 | 2 << 62 | tail:032x}"
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return Uuid7("-".join(parts), time, counter)

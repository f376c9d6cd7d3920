"""The process that decodes photos: it knows no database, no settings and no secret, and may die of what it reads.

Run as a script, with Pillow and the standard library only. An order is the lengths of one photo to develop, or of two
small pictures to compare, and of the areas to cover, and their bytes; an answer is a length, a line of JSON and the
pictures made.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any, BinaryIO

import pillow_heif
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

try:
    import resource
except ImportError:  # Windows: only the time is bounded there, by the parent
    resource = None  # type: ignore[assignment]

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")  # a JPEG with further pictures behind it opens as one
WIDTHS = (320, 1280)
MEMORY = 1_500 << 20  # of addresses; the largest photo of a camera takes half of it while it is made small
CPU_SECONDS = 20
QUALITY = 82
DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
# What decoders raise on broken files; a photo's bytes are whatever a phone, or somebody with its token, sent.
BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
# The watermark is burnt into the lowest part and changes every week; what was photographed stands above it.
STRIP = 0.12
INSETS = (0.0, 0.03, 0.06)
SIDE = 8
WIDTH, HEIGHT, FIELD = 160, 120, 8
ABOVE = 104
STEPS = (0.01, 0.004)
Framing = tuple[float, float, float, float]  # what is cut off at the left, top, right and bottom, of the whole
BLOCKS = 8  # across a covered area: too few to know a face or a number again
COARSE = 12  # pixels of the large picture: no block is smaller
WHOLE = 1000
FLAT = 6.0  # grey values: a photo of nothing is like every other photo of nothing


def develop(data: bytes, areas: list[list[int]]) -> tuple[dict[str, Any], list[bytes]]:
    """What is said of the photo, and its pictures, the smallest first; a refusal has a reason and no pictures.

    Its prints are of the photo as it was taken: it is found again by them, whatever is covered.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # of a JPEG no more is read than is needed
            image.load()
            shown = flat(upright(image))
    except (MemoryError, Image.DecompressionBombError):
        return {"reason": "photo_too_many_pixels"}, []
    except BROKEN:
        return {"reason": "photo_broken"}, []
    shown.thumbnail((WIDTHS[-1], WIDTHS[-1]))
    told = {"prints": prints(shown)}
    for area in areas:
        cover(shown, area)
    return told, [saved(shown, width) for width in WIDTHS]


def cover(image: Image.Image, area: list[int]) -> None:
    """Coarse blocks first, which keep nothing of what was there, then a blur over their edges."""
    left, top, width, height = area
    box = (
        left * image.width // WHOLE,
        top * image.height // WHOLE,
        min(image.width, -(-(left + width) * image.width // WHOLE)),
        min(image.height, -(-(top + height) * image.height // WHOLE)),
    )
    across, down = box[2] - box[0], box[3] - box[1]
    longest = max(across, down)
    most = max(1, min(BLOCKS, longest // COARSE))
    blocks = max(1, most * across // longest), max(1, most * down // longest)
    coarse = image.crop(box).resize(blocks, Image.Resampling.BOX).resize((across, down), Image.Resampling.NEAREST)
    image.paste(coarse.filter(ImageFilter.GaussianBlur(max(1, longest // most // 3))), box)


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; one with broken EXIF is shown as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:
        return image


def flat(image: Image.Image) -> Image.Image:
    """Plain RGB: 16 bits as 8, what is clear as white, and nothing left of comments and profiles."""
    if image.mode in DEEP:
        image = image.convert("I")
        most = max(255.0, *(float(str(end)) for end in image.getextrema()))
        image = image.point(lambda value: value * (255 / most)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    plain = image.convert("RGB")
    plain.info.clear()  # a comment in it would be written again
    return plain


def saved(image: Image.Image, width: int) -> bytes:
    made = image.copy()
    made.thumbnail((width, width))
    buffer = io.BytesIO()
    made.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def prints(image: Image.Image) -> list[str]:
    """What the scene looks like, of the whole and of what is left when its edges are cut off; none of a flat one."""
    grey = image.convert("L")
    if ImageStat.Stat(grey.resize((2 * SIDE, 2 * SIDE))).stddev[0] < FLAT:
        return []
    return [gradients(inside(grey, inset), SIDE) for inset in INSETS]


def inside(image: Image.Image, inset: float) -> Image.Image:
    width, height = image.width, image.height * (1 - STRIP)
    return image.crop((int(width * inset), int(height * inset), int(width * (1 - inset)), int(height * (1 - inset))))


def gradients(image: Image.Image, side: int) -> str:
    """Whether each field is darker than its neighbour on the right, as hexadecimal digits."""
    small = image.resize((side + 1, side), Image.Resampling.LANCZOS).tobytes()
    rows = (small[start : start + side + 1] for start in range(0, len(small), side + 1))
    bits = "".join("1" if left < right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):0{side * side // 4}x}"


def difference(first: bytes, second: bytes) -> int:
    """How far apart two pictures are where they differ most, 0 to 255, at the framing that brings them nearest.

    A photo used again, even cut at its edges, differs little everywhere, another photo of the same wall much somewhere.
    """
    one, other = (Image.open(io.BytesIO(data), formats=("JPEG",)).convert("L") for data in (first, second))
    one = one.resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.LANCZOS)
    other = other.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).crop((0, 0, WIDTH, ABOVE))

    def tried(framing: Framing) -> tuple[int, Framing]:
        left, top, right, bottom = framing
        box = (2 * WIDTH * left, 2 * HEIGHT * top, 2 * WIDTH * (1 - right), 2 * HEIGHT * (1 - bottom))
        return furthest(one.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box), other), framing

    best = min(tried(framing) for framing in framings())
    for step in STEPS:
        while (better := min(tried(framing) for framing in beside(best[1], step)))[0] < best[0]:
            best = better
    return best[0]


def framings() -> Iterator[Framing]:
    """The whole, and what is left of it when up to 6 % are cut off each edge, or more off one than off the other."""
    for inset in (0.0, 0.02, 0.04, 0.06):
        moves = (-inset, 0.0, inset) if inset else (0.0,)
        for right, down in product(moves, moves):
            yield inset + right, inset + down, inset - right, inset - down


def beside(framing: Framing, step: float) -> Iterator[Framing]:
    """The same with one edge a step further in or out."""
    for edge, move in product(range(4), (-step, step)):
        moved = [max(0.0, cut + move * (place == edge)) for place, cut in enumerate(framing)]
        yield moved[0], moved[1], moved[2], moved[3]


def furthest(one: Image.Image, other: Image.Image) -> int:
    """The field that differs most, when one is made as bright as the other."""
    one = one.crop((0, 0, WIDTH, ABOVE))
    brighter = ImageStat.Stat(other).mean[0] / max(1, ImageStat.Stat(one).mean[0])
    one = one.point([min(255, int(value * brighter)) for value in range(256)])
    fields = ImageChops.difference(one, other).reduce(FIELD)
    return max(fields.tobytes())


def bound() -> None:
    """Bound what one photo may take; a process that goes beyond its time ends."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """One photo after the other, until there is nobody left to ask."""
    if hasattr(os, "nice"):
        os.nice(10)  # whoever waits for an answer of the server comes first
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = 80_000_000
    while len(head := orders.read(12)) == 12:
        bound()
        lengths = struct.unpack(">III", head)
        first, second, areas = (orders.read(length) for length in lengths)
        if second:
            said: dict[str, Any] = {"difference": difference(first, second)}
            pictures: list[bytes] = []
        else:
            said, pictures = develop(first, json.loads(areas or b"[]"))
        line = json.dumps({**said, "sizes": [len(picture) for picture in pictures]}).encode()
        answers.write(struct.pack(">I", len(line)) + line + b"".join(pictures))
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)

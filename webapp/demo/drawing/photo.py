"""A finished photo: background, fault, door number and the watermark with time, door and inspector's number."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from webapp.demo.drawing import things_above as above
from webapp.demo.drawing import things_on_the_ground as ground
from webapp.demo.drawing.pen import HEIGHT, WIDTH, Pen
from webapp.demo.drawing.scene import Scene, draw_scene

SCENES = 26
LOOKS = 2
QUALITY = 82
STRIP = 38
THINGS = {
    "门口有垃圾": ground.litter,
    "院内有垃圾": ground.cartons,
    "污水外流": ground.puddle,
    "地面有污迹": ground.stain,
    "桶未盖": ground.open_bins,
    "垃圾没分类": ground.mixed_bin,
    "桶边有垃圾": ground.bags_at_bin,
    "积雪未扫": ground.snow,
    "门前结冰": ground.ice,
    "积水未清": ground.puddle,
    "粪便未清": ground.droppings,
    "小广告未清": above.posters,
    "墙上乱画": above.scribble,
    "树上挂绳": above.cord,
    "树上钉钉": above.hook,
    "花木折断": above.broken_branch,
    "花池堆物": above.things_in_bed,
    "绿地有垃圾": above.litter_in_green,
    "柴草占道": ground.firewood,
    "建材占道": ground.bricks,
    "杂物占道": ground.sofa,
    "车辆堵路": ground.car,
    "乱停电动车": ground.electric_bikes,
    "占道摆摊": ground.stall,
    "私拉电线": above.wire,
    "私搭棚子": above.shed,
    "门前乱晾晒": above.washing,
    "通道堵塞": ground.cabinet,
    "设施损坏": above.broken_lamp,
}
WIDE = ("积雪未扫", "私拉电线", "私搭棚子")


@dataclass(frozen=True, slots=True)
class Shot:
    """What is photographed; `phrase` is empty when there is nothing wrong (any more). `taken_at` is local time.

    Without an inspector's number it is a household's own.
    """

    courtyard: int
    number: str
    phrase: str
    taken_at: dt.datetime
    inspector: str = ""


def take(shot: Shot) -> bytes:
    """The photo as a JPEG file; the same shot always gives the same bytes."""
    scene = _scene(shot.courtyard % SCENES)
    image = scene.image.copy()
    if shot.phrase in THINGS:
        _put(image, shot)
    draw = ImageDraw.Draw(image)
    # Pillow's own typeface knows no Chinese, and a fresh machine may have none that does: figures must do.
    draw.text(scene.plate, shot.number, font=_font(24), fill="white", anchor="mm")
    draw.rectangle((0, HEIGHT - STRIP, WIDTH, HEIGHT), fill="#262626")
    mark = f"{shot.number}   {shot.taken_at:%Y-%m-%d %H:%M}" + (f"   No.{shot.inspector}" if shot.inspector else "")
    draw.text((14, HEIGHT - STRIP // 2), mark, font=_font(22), fill="white", anchor="lm")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _put(image: Image.Image, shot: Shot) -> None:
    """The thing stands a little elsewhere in every photo, unless it reaches the photo's edge."""
    random = Random(f"{shot.courtyard} {shot.phrase} {shot.taken_at}")
    thing = _thing(shot.phrase, random.randrange(LOOKS))
    place = (0, 0) if shot.phrase in WIDE else (random.randint(-30, 30), random.randint(-6, 8))
    image.paste(thing, place, thing)


@cache
def _scene(number: int) -> Scene:
    return draw_scene(Random(f"scene {number}"))


@cache
def _thing(phrase: str, look: int) -> Image.Image:
    pen = Pen()
    THINGS[phrase](pen, Random(f"{phrase} {look}"))
    return pen.finished()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)

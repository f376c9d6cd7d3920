"""Pictures of door plates, as a phone's camera sees them, and a camera that shows one."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image, ImageEnhance

# Chromium takes a file of JPEG frames, one after another, for its camera.
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
VIEW = (1280, 720)
WALL = (176, 160, 140)


def plate(text: str, side: int = 360) -> Image.Image:
    """The code with its white margin, as it is printed."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="png", scale=8, border=4)
    return Image.open(buffer).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def seen(
    text: str, *, side: int = 360, turned: int = 0, light: float = 1.0, view: tuple[int, int] = VIEW
) -> Image.Image:
    """A plate on a wall: so large, turned by so many degrees, in so much light."""
    hung = plate(text, side).rotate(turned, expand=True, fillcolor=WALL, resample=Image.Resampling.BICUBIC)
    wall = Image.new("RGB", view, WALL)
    wall.paste(hung, ((view[0] - hung.width) // 2, (view[1] - hung.height) // 2))
    return ImageEnhance.Brightness(wall).enhance(light)


def save(picture: Image.Image, path: Path) -> Path:
    picture.save(path, "JPEG", quality=80)
    return path


def camera_showing(picture: Image.Image, path: Path) -> list[str]:
    """What Chromium must be started with so that its camera sees this."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    path.write_bytes(buffer.getvalue() * 5)
    return [*CAMERA, f"--use-file-for-fake-video-capture={path}"]

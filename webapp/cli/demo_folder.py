"""The demo's folder: what says that it is one, what is kept between starts, and what --fresh deletes."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from webapp.cli.installation import DATABASE
from webapp.demo.sign_ins import SignIns

STATE = "demo.json"
QUEUE = "jobs.sqlite3"
OWN = (
    *(f"{database}{part}" for database in (DATABASE, QUEUE) for part in ("", "-wal", "-shm")),
    *("photos", "pictures", "uploads", "secret-key", STATE),
)


@dataclass(frozen=True, slots=True)
class DemoState:
    """`today` is the pinned date, if any; `are_fixed` says that the sign-ins are those of a demo on loopback."""

    today: str | None = None
    is_filled: bool = False
    are_fixed: bool = False
    sign_ins: SignIns = field(default_factory=lambda: SignIns({}, {}))


@dataclass(frozen=True, slots=True)
class Content:
    """A file, or a folder with the number of files in it; `size` in bytes."""

    path: Path
    files: int
    size: int


def require_demo_folder(data: Path) -> None:
    """End the command with words unless the folder is new, empty or a demo's: nothing else is filled or deleted."""
    if data.exists() and not data.is_dir():
        raise click.ClickException(f"{data}不是文件夹。 {data} is not a folder.")
    if data.is_dir() and any(data.iterdir()) and not (data / STATE).is_file():
        raise click.ClickException(
            f"{data}里有别的东西，不是三包的演示数据，没有动它。换一个：--data 文件夹\n"
            f"{data} holds something else than a Sanbao demo; it was left alone. Another folder: --data DIR"
        )


def read_state(data: Path) -> DemoState | None:
    """What the last start left, None when there was none; a broken file ends the command with words."""
    path = data / STATE
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return DemoState(**{**kept, "sign_ins": SignIns(**kept["sign_ins"])})
    except (ValueError, TypeError, KeyError) as problem:
        raise click.ClickException(
            f"{path}读不出来。加--fresh从头再来。 It can't be read; --fresh starts anew."
        ) from problem


def write_state(data: Path, state: DemoState) -> None:
    """Readable by its owner alone: the demo's passwords stand in it, so that a later start can show them again."""
    path = data / STATE
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(state), ensure_ascii=False, indent=2), encoding="utf-8")


def contents(data: Path) -> list[Content]:
    """What clear() would delete."""
    return [_content(data / name) for name in OWN if (data / name).exists() or (data / name).is_symlink()]


def clear(found: list[Content]) -> None:
    """Delete exactly these; a link is deleted, not what it leads to."""
    for content in found:
        if content.path.is_dir() and not content.path.is_symlink():
            shutil.rmtree(content.path)
        else:
            content.path.unlink()


def _content(path: Path) -> Content:
    if path.is_symlink() or path.is_file():
        return Content(path, 1, path.lstat().st_size)
    sizes = [file.lstat().st_size for file in path.rglob("*") if not file.is_dir()]
    return Content(path, len(sizes), sum(sizes))

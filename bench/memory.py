"""How much memory the browser's renderers take, from the operating system's own books."""

from __future__ import annotations

import threading
import time
from pathlib import Path

KILOBYTE = 1024


def renderers(profile: Path) -> list[int]:
    """Process ids of the renderers of the browser that runs on this profile."""
    commands = {int(path.parent.name): _command(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
    browsers = [process for process, command in commands.items() if _is_browser(command, profile)]
    below = {child for browser in browsers for child in descendants(browser)}
    return [process for process in below if "--type=renderer" in commands.get(process, "")]


def _command(path: Path) -> str:
    try:
        return path.read_text().replace("\0", " ")
    except OSError:
        return ""


def _is_browser(command: str, profile: Path) -> bool:
    return f"--user-data-dir={profile}" in command and "--type=" not in command


def descendants(root: int) -> list[int]:
    """Ids of a process's children and their children, by /proc."""
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        children = [
            int(child)
            for each in Path(f"/proc/{process}/task").glob("*/children")
            for child in each.read_text().split()
        ]
        found += children
        waiting += children
    return found


def resident(processes: list[int]) -> int:
    """Bytes in memory of all of them together; one that has ended counts nothing."""
    total = 0
    for process in processes:
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4 * KILOBYTE
        except FileNotFoundError:
            continue
    return total


class Watch:
    """The most that processes took while it was open, over what they took before."""

    def __init__(self, processes: list[int]) -> None:
        self.processes, self.before = processes, resident(processes)
        self.most, self.open = self.before, True
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False
        self.thread.join()

    @property
    def growth(self) -> int:
        return self.most - self.before

    def _look(self) -> None:
        while self.open:
            self.most = max(self.most, resident(self.processes))
            time.sleep(0.005)

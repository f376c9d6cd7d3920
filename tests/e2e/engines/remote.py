"""A browser driven by the commands of W3C WebDriver, whatever carries them; what a finger and an eye need."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

# The key under which the standard hands out elements.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 30.0


class Refused(Exception):
    """The driver could not do what was asked."""


class Remote:
    """An engine gives `command`, `start` and `kill`; the rest is the same for all."""

    name: str

    def command(self, name: str, **parameters: Any) -> Any:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def kill(self) -> None:
        """End the browser as a phone does when memory runs out."""
        raise NotImplementedError

    def goto(self, address: str) -> None:
        self.command("Navigate", url=address)

    def reload(self) -> None:
        """As a pull on the page does; the driver's own command goes around the worker in Firefox."""
        self.evaluate("window.isLeft = true; location.reload()")
        self.see_that("return !window.isLeft && document.readyState === 'complete'")

    def back(self) -> None:
        self.command("Back")

    def evaluate(self, script: str, *arguments: Any) -> Any:
        """The value of a function's body, awaited when it is a promise."""
        return self.command("ExecuteScript", script=script, args=list(arguments))

    def tap(self, css: str) -> None:
        """As a finger would: in the middle of what is seen, and again while the page does not take it yet."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.see(css)
            try:
                element = self._find(css)
                self.evaluate("arguments[0].scrollIntoView({block: 'center'})", element)
                self.command("ElementClick", id=element[ELEMENT])
                return
            except Refused:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.1)

    def fill(self, css: str, text: str) -> None:
        self.see(css)
        self.command("ElementSendKeys", id=self._find(css)[ELEMENT], text=text)

    def upload(self, css: str, path: Path) -> None:
        """Choose a file, as a camera app hands it over."""
        self.see(css)
        self.command("ElementSendKeys", id=self._find(css)[ELEMENT], text=str(path))

    def text(self, css: str = "body") -> str:
        return self.evaluate("return document.querySelector(arguments[0])?.innerText || ''", css)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)

    def see(self, css: str, text: str = "", count: int | None = None, patience: float = PATIENCE) -> None:
        """Wait until it is seen, and says so."""
        script = (
            "const found = [...document.querySelectorAll(arguments[0])].filter((one) => one.getClientRects().length);"
            "return (arguments[2] === null ? found.length > 0 : found.length === arguments[2])"
            " && found.map((one) => one.innerText).join(' ').includes(arguments[1])"
        )
        self.see_that(script, css, text, count, patience=patience)

    def see_that(self, script: str, *arguments: Any, patience: float = PATIENCE) -> None:
        """Wait until a script says so; a page that is just being left can't answer."""
        deadline = time.monotonic() + patience
        while not self._said(script, *arguments):
            if time.monotonic() > deadline:
                shown = self._said("return location.href + ' ' + document.body.innerText")
                raise AssertionError(f"{self.name} does not show {arguments} but {shown}")
            time.sleep(0.1)

    def _said(self, script: str, *arguments: Any) -> Any:
        try:
            return self.evaluate(script, *arguments)
        except Refused:
            return None

    def _find(self, css: str) -> dict[str, str]:
        return self.command("FindElement", using="css selector", value=css)

"""The press: a template in, a PDF or a picture out. It fetches nothing from anywhere: what a sheet needs stands in it.

Texts are escaped like those of any page, and the document names no address that the press would follow.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from webapp.paths import assets

SHARED = {"notice": ("board",), "notice_long": ("board",)}  # styles of what several sheets include
LONGEST_WAIT = 30  # seconds that a sheet waits for the one before it
POINTS, WIDTH = 72 / 25.4, 1080  # points a millimetre; pixels of a picture for phones

# Neither Pango's fonts nor PDFium may be used by two threads at once; and a sheet takes a whole processor.
_press = Lock()


class Busy(ServiceUnavailable):
    """Others print; come again in a moment."""


def print_pdf(template: str, rules: str = "", **shown: Any) -> bytes:
    """The sheet as a PDF; `rules` is what its style needs beside its file in static/css/print, as a size."""
    return print_page(template, page_text(template, **shown), rules)


def print_page(template: str, text: str, rules: str = "") -> bytes:
    """The same of a text that is made already."""
    with _at_the_press(), _uncollected():
        return _printed(text, f"{_style(template)} {_page_numbers()} {rules}")


def page_text(template: str, **shown: Any) -> str:
    """The sheet's HTML. It knows no request and no person, so that a job prints it, too."""
    english = str(get_locale()).startswith("en")
    page = current_app.jinja_env.get_template(f"paper/{template}.html")
    return page.render(page={"language": "en" if english else "zh-CN"}, **shown)


def picture_of(pdf: bytes, margin: int) -> bytes:
    """The only page as a PNG of 1080 pixels in width, cut off `margin` millimetres below its last words."""
    import pypdfium2  # noqa: PLC0415 # only where a picture is made
    from PIL import Image  # noqa: PLC0415

    with _at_the_press(), pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        bottom = words.get_charbox(words.count_chars() - 1)[1] - margin * POINTS
        picture = page.render(scale=WIDTH / page.get_width(), crop=(0, bottom, 0, 0), may_draw_forms=False).to_pil()
        buffer = io.BytesIO()
        # Few colours: ink, the plate's blue, and the greys between them and paper.
        picture.quantize(64, Image.Quantize.FASTOCTREE).save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def bind(pdfs: Iterable[bytes]) -> bytes:
    """Several PDFs as one."""
    pdfs = list(pdfs)
    if len(pdfs) == 1:
        return pdfs[0]
    import pypdfium2  # noqa: PLC0415

    with _at_the_press(), pypdfium2.PdfDocument.new() as bound:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as part:
                bound.import_pages(part)
        buffer = io.BytesIO()
        bound.save(buffer)
        return buffer.getvalue()


@contextmanager
def _at_the_press() -> Iterator[None]:
    """Raises Busy when it is not free within LONGEST_WAIT."""
    if not _press.acquire(timeout=LONGEST_WAIT):
        raise Busy
    try:
        yield
    finally:
        _press.release()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: a sheet is a hundred thousand objects that live until it is printed, and
    looking through them again and again takes a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _printed(text: str, rules: str) -> bytes:
    from weasyprint import CSS, HTML  # noqa: PLC0415 # it loads Pango, which only printing needs

    from webapp.paper.fetcher import OwnPictures  # noqa: PLC0415

    style = CSS(string=rules, url_fetcher=OwnPictures())
    document = HTML(string=text, url_fetcher=OwnPictures(), media_type="print")
    pdf = document.write_pdf(stylesheets=[style], pdf_tags=True)
    assert isinstance(pdf, bytes), "without a target the PDF is the answer"
    return pdf


def numbered(words: str) -> str:
    """The style that writes `words` at each page's foot; a counter stands between quotes in them."""
    return f'@page {{ @bottom-right {{ content: "{words}" }} }}'


def _page_numbers() -> str:
    return numbered(_("第%(page)s页，共%(pages)s页", page='" counter(page) "', pages='" counter(pages) "'))


@cache
def _style(template: str) -> str:
    folder = assets() / "static" / "css" / "print"
    names = ("base", *SHARED.get(template, ()), template)
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)

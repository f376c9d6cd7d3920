"""Reading what was printed: the words of each page, and the addresses of its codes."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image


@dataclass(frozen=True, slots=True)
class Paper:
    """`pages` hold the words of each page, runs of white drawn together; `codes` what all QR codes say."""

    pages: list[str]
    codes: list[str]
    sizes: list[tuple[int, int]]

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def read_pdf(data: bytes) -> Paper:
    with pypdfium2.PdfDocument(data) as document:
        pages = [document[number] for number in range(len(document))]
        words = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]
        codes = [said for page in pages for said in codes_in(page.render(scale=2).to_pil())]
        sizes = [tuple(round(points / 72 * 25.4) for points in page.get_size()) for page in pages]
    return Paper(words, codes, sizes)


def read_png(data: bytes) -> tuple[tuple[int, int], list[str]]:
    """Its size, and what its codes say."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    return picture.size, codes_in(picture)


def codes_in(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]

"""The press opens no address, and what was just printed is not printed again."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from tests.factories.papers import read_pdf
from webapp.paper.codes import code
from webapp.paper.fetcher import Fetched, OwnPictures
from webapp.paper.shelf import Shelf

ADDRESSES = [
    "file:///etc/passwd",
    "http://127.0.0.1:1/picture.png",
    "https://example.org/",
    "ftp://example.org/",
    "data:text/css,p{color:red}",
    "data:image/svg+xml,<svg/>",
    "/etc/passwd",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_is_opened(address):
    with pytest.raises(Fetched):
        OwnPictures().fetch(address)


def test_sheet_that_names_addresses_is_printed_without_them():
    named = "".join(f"<img src='{address}'><link rel=stylesheet href='{address}'>" for address in ADDRESSES)
    page = f"<style>@import url(file:///etc/passwd); p {{ background: url(file:///etc/passwd) }}</style>{named}<p>words"
    assert read_pdf(HTML(string=page, url_fetcher=OwnPictures()).write_pdf()).text == "words"


def test_code_is_a_picture_of_the_sheet_itself_and_its_address_is_text():
    picture = code('https://example.org/c/a"><script>/2026-10/')
    assert "<script>" not in picture
    printed = HTML(string=f"<body>{picture}", url_fetcher=OwnPictures()).write_pdf()
    assert read_pdf(printed).codes == ['https://example.org/c/a"><script>/2026-10/']


def test_sheet_is_made_once_and_the_one_made_first_goes_first():
    shelf, made = Shelf(most=2), []

    def make(name: str) -> bytes:
        return shelf.take(name, lambda: made.append(name) or name.encode())

    assert [make(name) for name in "aabcbca"] == [b"a", b"a", b"b", b"c", b"b", b"c", b"a"]
    assert made == ["a", "b", "c", "a"]

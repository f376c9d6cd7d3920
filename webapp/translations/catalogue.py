"""Brings the catalogues up to date with the code: python -m webapp.translations.catalogue [english.json ...]

Collects every text, keeps the translations there are, adds those of the JSON files ({Chinese: English}), and compiles.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n"}}
PLACES = ("webapp", "templates")
LANGUAGES = ("zh_CN", "en")


def texts() -> Iterator[str]:
    """Every text that code and templates mark with _()."""
    for place in PLACES:
        for _file, _line, message, _comments, _context in extract_from_dir(ROOT / place, METHODS, OPTIONS):
            if isinstance(message, str):
                yield message


def path_of(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, added: dict[str, str]) -> Catalog:
    """The catalogue of exactly the texts there are; of no other, and without the dates that would change each time."""
    known = {message.id: message.string for message in read(language)}
    made = Catalog(locale=language, project="Sanbao", fuzzy=False)
    for text in sorted(set(texts())):
        made.add(text, added.get(text) or known.get(text) or "")
    return made


def write(catalogue: Catalog, language: str) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_output=True, no_location=True)
    lines = [line for line in path.read_text().splitlines(True) if "-Date:" not in line and "Generated-By" not in line]
    path.write_text("".join(lines))
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(language))


def main(files: list[str]) -> None:
    added: dict[str, str] = {}
    for file in files:
        added |= json.loads(Path(file).read_text())
    for language in LANGUAGES:
        catalogue = update(language, added if language == "en" else {})
        write(catalogue, language)
        missing = [message.id for message in catalogue if message.id and not message.string and language == "en"]
        print(language, len(catalogue), "texts,", len(missing), "without English" if language == "en" else "")
        for text in missing:
            print("  ", text)


if __name__ == "__main__":
    main(sys.argv[1:])

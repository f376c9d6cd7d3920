"""Every column that names a photo is known to what asks whether anything still does."""

from __future__ import annotations

from webapp import models  # noqa: F401
from webapp.extensions import db
from webapp.queries.photo_uses import NAMING

NAMES = ("sha256", "sheet", "picture")
# They say something of a photo that is there for another reason.
ABOUT = {"photo", "photo_print", "photo_likeness", "photo_cover", "photo_consent", "upload"}


def test_every_column_that_names_a_photo_is_asked():
    found = {
        (table.name, column.name)
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name in NAMES and table.name not in ABOUT
    }
    assert found == {(column.class_.__tablename__, column.key) for column in NAMING}

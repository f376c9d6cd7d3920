"""A household's own data as one file to take home: tables for people, JSON for programs, and its photos."""

from __future__ import annotations

import json
import tempfile
import zipfile
from typing import IO

from flask_babel import gettext as _

from webapp import clock
from webapp.database import release_connection
from webapp.models import Community, Household
from webapp.office.own_data import Sheet, address, photo_file, sheets, signature_file
from webapp.pictures import shown_picture
from webapp.queries import own_data
from webapp.queries.belongings import belongings_of
from webapp.tables.write import XLSX, write_table

MOST_PHOTOS = 400


def own_data_file(community: Community, household: Household) -> IO[bytes]:
    """A ZIP, open at its beginning; photos are the pictures that everybody may see, with what is covered covered."""
    own = belongings_of(household)
    tables = list(sheets(community, own))
    checks = [check.id for check in own_data.approved_checks_of(own)]
    photos = own_data.pictures_of(own, checks, MOST_PHOTOS)
    signatures = own_data.signatures_of(own)
    words = _words(community, household, tables, len(photos))
    release_connection()
    file = tempfile.TemporaryFile()  # noqa: SIM115, closed with the answer
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("说明") + ".txt", words)
        archive.writestr("data.json", _json(tables))
        for place, sheet in enumerate(tables, 1):
            archive.writestr(f"{place:02d} {sheet.name}.xlsx", b"".join(write_table(XLSX, sheet.headers, sheet.lines)))
        for sha256 in photos:
            picture = shown_picture(community.id, sha256)
            release_connection()
            if picture:
                archive.writestr(photo_file(sha256), picture)
        for receipt, png in signatures.items():
            archive.writestr(signature_file(receipt), png)
    file.seek(0)
    return file


def _json(tables: list[Sheet]) -> str:
    told = {sheet.name: [dict(zip(sheet.headers, line, strict=True)) for line in sheet.lines] for sheet in tables}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _words(community: Community, household: Household, tables: list[Sheet], photos: int) -> str:
    today = clock.today(community)
    return "\n".join(
        [
            _("%(community)s 给本户的数据", community=community.name),
            address(household) + _("，") + _("户码%(code)s", code=household.code),
            today.isoformat(),
            "",
            _("这里是系统里存的本户全部资料，别人家的没有。别人的名字不写全。"),
            *(f"{place:02d} {sheet.name}：{len(sheet.lines)}" for place, sheet in enumerate(tables, 1)),
            _("照片%(count)s张，遮过的地方照样遮着。", count=photos),
            _("data.json和表格内容一样，给程序用。"),
            _("哪里不对，找%(contact)s更正。", contact=community.contact),
        ]
    )

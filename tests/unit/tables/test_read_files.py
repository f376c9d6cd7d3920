"""Tables as offices keep them: encodings, separators, titles, merged headers, formulas, stray spaces, broken files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from webapp.domain.imports.kinds import PEOPLE, ROSTER, field_of
from webapp.domain.imports.table import Table
from webapp.tables.guard import guard, unguard
from webapp.tables.limits import MOST_ROWS, TableRefused
from webapp.tables.read import read_table
from webapp.tables.sheet import clean
from webapp.tables.write import FORMATS, write_table

PLAIN = "巷,门牌号,户主\n石阶巷,27,何桂芳\n"


def read(data: bytes, kind: str = ROSTER) -> Table:
    return read_table(data, partial(field_of, kind))


def records(table: Table) -> list[dict[str, str]]:
    return [cells for _, cells in table.records()]


def xlsx(*lines: tuple, merged: str = "") -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for cells in merged.split():
        book.active.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_csv_is_read_whatever_its_encoding(encoding):
    assert records(read(PLAIN.encode(encoding))) == [{"lane": "石阶巷", "number": "27", "holder": "何桂芳"}]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_whatever_parts_its_columns(sign):
    table = read(PLAIN.replace(",", sign).encode())
    assert records(table)[0]["holder"] == "何桂芳"
    assert records(read(f"sep={sign}\r\n{PLAIN.replace(',', sign)}".encode()))[0]["holder"] == "何桂芳"


def test_quoted_cell_holds_separators_and_lines():
    table = read('门牌号,户主\n27,"何桂芳,\n（大）"\n'.encode())
    assert records(table)[0]["holder"] == "何桂芳, （大）"


def test_header_is_found_below_titles_and_rows_keep_their_numbers():
    table = read("示例社区院落名册,,\n2026年10月,,\n,,\n巷,门牌号,户主\n,,\n石阶巷,27,何桂芳\n".encode())
    assert [(row.number, row.cells) for row in table.rows] == [(6, ("石阶巷", "27", "何桂芳"))]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_merged_header_rows_hold_for_the_columns_below(form):
    lines = [
        ("花名册",),
        ("院落", None, "户主", None, "备注"),
        ("巷", "门牌号", "姓名", "电话", None),
        ("石阶巷", 27, "何桂芳", "13800000000", "x"),
    ]
    if form == "xlsx":
        data = xlsx(*lines, merged="A1:E1 A2:B2 C2:D2 E2:E3")
    else:
        data = "\n".join(",".join(str(cell or "") for cell in line) for line in lines).encode()
    table = read(data)
    assert records(table) == [{"lane": "石阶巷", "number": "27", "name": "何桂芳"}]
    assert table.headers == ("巷", "门牌号", "姓名", "电话", "备注")


def test_cells_merged_downwards_name_their_own_column():
    data = xlsx(("巷", "门牌号", "家里的人", None), (None, None, "姓名", "年龄"), ("石阶巷", 27, "何桂芳", 70))
    assert read(data).fields == ("lane", "number", "name", "")


@pytest.mark.parametrize(
    "header", ["院号", "门 牌 号", "门牌号（必填）", "Door number", "COURTYARD", "门牌号*", "ｎｕｍｂｅｒ"]
)
def test_header_is_known_by_other_words_and_in_english(header):
    assert read(f"{header},户主\n27,何\n".encode()).fields[0] == "number"


def test_columns_of_people_are_known_in_english():
    assert read("Name,Team,Party branch\n何,红袖标队,一\n".encode(), PEOPLE).fields == ("name", "team", "branch")


def test_values_of_a_spreadsheet_are_as_people_would_write_them():
    data = xlsx(
        ("门牌号", "户主", "参加月份", "起", "党员"),
        (27.0, " 何桂芳\u3000", dt.datetime(2026, 3, 1), dt.date(2020, 1, 2), True),
        (None, None, None, None, None),
        ("３５－１", "李\u200b秀英", dt.datetime(2026, 3, 1, 9, 30), 1.5, False),
    )
    assert [row.cells for row in read(data).rows] == [
        ("27", "何桂芳", "2026-03-01", "2020-01-02", "是"),
        ("３５－１", "李秀英", "2026-03-01 09:30:00", "1.5", "否"),
    ]


def test_formulas_give_what_was_last_shown_and_are_never_evaluated():
    buffer = io.BytesIO()
    with Writer(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["门牌号", "户主"])
        sheet.write_formula(1, 0, "=20+7", None, 27)
        sheet.write_formula(1, 1, '=WEBSERVICE("http://127.0.0.1/")', None, "")
    assert read(buffer.getvalue()).rows[0].cells[0] == "27"
    assert read("门牌号,户主\n=20+7,何\n".encode()).rows[0].cells[0] == "=20+7"


def test_hidden_rows_and_columns_are_read_like_others_and_the_right_sheet_is_found():
    book = Workbook()
    book.active.append(("说明", "这里没有名册"))
    sheet = book.create_sheet("名册")
    for line in (("备注", "门牌号", "户主"), ("x", 27, "何桂芳"), ("y", 29, "欧阳兰")):
        sheet.append(line)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    assert [each["number"] for each in records(read(saved(book)))] == ["27", "29"]


def test_wrong_size_in_the_file_hides_no_rows():
    data = xlsx(("门牌号", "户主"), (27, "何桂芳"), (29, "欧阳兰"))
    wrong = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(wrong, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member).replace(b'ref="A1:B3"', b'ref="A1:A1"'))
    assert len(read(wrong.getvalue()).rows) == 2


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


REFUSED = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n", "empty"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old_excel"),
    "pdf": (b"%PDF-1.7\n", "pdf"),
    "html": (b"<html><table><tr><td>27</td></tr></table>", "not_a_table"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
    "bytes": (b"\xff\xff\xff\xff,1\n", "encoding"),
    "no header": ("没有,表头\n1,2\n".encode(), "no_header"),
    "ods": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "not_xlsx"),
    "docx": (zipped(**{"word/document.xml": b"x"}), "not_xlsx"),
    "broken": (zipped(**{"xl/workbook.xml": b"<not", "[Content_Types].xml": b"<"}), "unreadable"),
    "no archive": (b"PK\x03\x04 no archive", "unreadable"),
    "large": (b"x" * (9 << 20), "too_large"),
    "bomb": (zipped(**{"xl/workbook.xml": b"x", "xl/bomb.xml": b"0" * (97 << 20)}), "too_large"),
    "rows": (("门牌号,户主\n" + "27,何\n" * (MOST_ROWS + 1)).encode(), "too_many"),
    "columns": (("门牌号,户主" + "," * 300 + "x\n").encode(), "too_many"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_reason(name):
    data, code = REFUSED[name]
    with pytest.raises(TableRefused) as refused:
        read(data)
    assert refused.value.code == code


def test_cut_off_spreadsheet_is_refused():
    data = xlsx(("门牌号", "户主"), *((at, "何桂芳") for at in range(500)))
    for length in (len(data) // 2, len(data) - 30):
        with pytest.raises(TableRefused):
            read(data[:length])


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20).map(clean)


@pytest.mark.parametrize("form", FORMATS)
@given(names=st.lists(CELL, min_size=1, max_size=8))
def test_written_table_is_read_as_it_was(form, names):
    lines = [["石阶巷", str(at), name] for at, name in enumerate(names, 1)]
    data = b"".join(write_table(form, ["巷", "门牌号", "户主"], lines))
    assert [list(row.cells) for row in read(data).rows] == lines


@given(st.text())
def test_guarded_text_comes_back_and_never_begins_a_formula(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


HOSTILE = ["=1+1", "@SUM(A1)", "+8", "-5", "\t=1", "＝1+1", "{=1}", "http://127.0.0.1/", 7]


def test_no_cell_of_a_written_csv_is_a_formula_and_spreadsheets_see_its_encoding():
    data = b"".join(write_table("csv", ["=2+2"], [HOSTILE]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == [
        "'=2+2",
        "'=1+1,'@SUM(A1),'+8,'-5,'\t=1,'＝1+1,{=1},http://127.0.0.1/,7",
    ]


def test_no_cell_of_a_written_xlsx_is_a_formula_or_a_link():
    data = b"".join(write_table("xlsx", ["=2+2"], [HOSTILE]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert b"=1+1" in sheet or b"=1+1" in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml")

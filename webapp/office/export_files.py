"""Export files for admin and oversight: roster, people, ledger and checks, as XLSX or CSV."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping

from flask import Response, abort, render_template, send_file
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.domain.imports.kinds import DEEDS, FIELDS, PEOPLE, ROSTER
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Check, Deed, Finding
from webapp.office import file_words, words
from webapp.queries.exports import deed_line, every_check, every_deed, every_ledger_line, people_lines, roster_lines
from webapp.queries.rule_books import rule_book_in_force, rule_books
from webapp.tables.write import FORMATS, MEDIA_TYPES, Line, write_table

WHAT = (ROSTER, PEOPLE, "checks", DEEDS, "ledger")
HELD = frozenset(FIELDS[ROSTER]) - {"holder"}  # the holder's name stands in a row of its own


def export_page() -> str:
    return render_template("admin/export.html", what=WHAT, file_words=file_words)


def export_file(what: str, form: str) -> Response:
    return send_table(FILES, what, form)


def send_table(files: Mapping[str, Callable[[], tuple[list[str], Iterator[Line]]]], what: str, form: str) -> Response:
    """Made on disk first: whoever fetches it slowly keeps nobody from the database."""
    if what not in files or form not in FORMATS:
        abort(404)
    headers, lines = files[what]()
    name = f"sanbao-{current_user.community.slug}-{what}-{clock.today(current_user.community)}.{form}"
    file = tempfile.TemporaryFile()  # noqa: SIM115, closed with the answer
    file.writelines(write_table(form, headers, lines))
    file.seek(0)
    answer = send_file(file, MEDIA_TYPES[form], as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _roster() -> tuple[list[str], Iterator[Line]]:
    fields = [field for field in FIELDS[ROSTER] if field in HELD]
    lines = roster_lines(current_user.community_id, clock.today(current_user.community))
    return [file_words.field(field) for field in fields], (
        [_shown(field, line.get(field, "")) for field in fields] for line in lines
    )


def _people() -> tuple[list[str], Iterator[Line]]:
    lines = people_lines(current_user.community_id, clock.today(current_user.community))
    return [file_words.field(field) for field in FIELDS[PEOPLE]], (
        [_shown(field, line.get(field, "")) for field in FIELDS[PEOPLE]] for line in lines
    )


def _shown(field: str, text: str) -> str:
    """Codes in words; a name that happens to be a code stays a name."""
    coded = field in ("party_centre", "in_difficulty", "party_member", "household_kind", "relation")
    return file_words.value(text) if coded and text else text


def _ledger() -> tuple[list[str], Iterator[Line]]:
    books = rule_books(current_user.community_id)
    headers = [
        _("笔"),
        _("月份"),
        _("巷、小区或支部"),
        _("门牌、地址或名字"),
        _("户主"),
        _("事由"),
        _("分"),
        _("规则版本"),
    ]
    lines = every_ledger_line(current_user.community_id, clock.today(current_user.community))
    return [*headers, _("时间"), _("指纹")], (
        [
            row.sequence,
            row.month,
            label.part,
            label.name,
            label.holder,
            words.entry(row, books.get(row.rule_version)),
            row.amount,
            row.rule_version,
            clock.local(current_user.community, row.made_at).isoformat(" ", "seconds"),
            row.digest,
        ]
        for row, label in lines
    )


def _checks() -> tuple[list[str], Iterator[Line]]:
    _version, book = rule_book_in_force(current_user.community_id, f"{clock.today(current_user.community):%Y-%m}")
    headers = [_("日期"), _("巷"), _("门牌号"), _("巡查员"), _("查了哪里"), file_words.field("obstacle"), _("状态")]
    items = [f"{item.code} {item.short.text(language())}" for item in book.items]
    codes = [item.code for item in book.items]
    lines = every_check(current_user.community_id)
    return [*headers, *items, _("说明"), file_words.field("check_id")], (_check(check, codes, book) for check in lines)


def _check(check: Check, codes: list[str], book: RuleBook) -> Line:
    findings = {finding.item: finding for finding in check.findings}
    judged = check.judged in ("whole", "lane")
    said = [f"{code} {_('、').join([*each.phrases, each.note])}" for code, each in findings.items()]
    return [
        check.day.isoformat(),
        check.courtyard.lane.name,
        check.courtyard.number,
        check.inspector.name,
        words.judged(check.judged),
        _obstacle(check, book),
        words.check_state(check.state),
        *(_result(findings.get(code), book) if judged else "" for code in codes),
        _("；").join(each.rstrip(_("、")) for each in said),
        check.uuid,
    ]


def _deeds() -> tuple[list[str], Iterator[Line]]:
    books = rule_books(current_user.community_id)
    headers = [file_words.field(field) for field in FIELDS[DEEDS]]
    return [*headers, _("状态")], (_deed(deed, books) for deed in every_deed(current_user.community_id))


def _deed(deed: Deed, books: Mapping[int, RuleBook]) -> Line:
    line, book = deed_line(deed), books.get(deed.rule_version or 0)
    rule = book.rule_of(deed.kind) if book else None
    line["deed"] = rule.label.text(language()) if rule else deed.kind
    return [*(line.get(field, "") for field in FIELDS[DEEDS]), words.deed_state(deed.state)]


def _obstacle(check: Check, book: RuleBook) -> str:
    found = book.obstacle(check.obstacle or "")
    return found.label.text(language()) if found else ""


def _result(finding: Finding | None, book: RuleBook) -> str:
    """As it can be imported again: the result, and how bad or how many."""
    if finding is None:
        return words.result("pass")
    item = book.item(finding.item)
    grades = [each.label.text(language()) for each in item.severity if each.code == finding.severity] if item else []
    counts = [str(finding.count)] if finding.count is not None else []
    return " ".join([words.result(finding.result), *grades, *counts])


FILES = {ROSTER: _roster, PEOPLE: _people, "ledger": _ledger, "checks": _checks, DEEDS: _deeds}

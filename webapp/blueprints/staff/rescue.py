"""The last rescue: a file with what a phone could not send is taken in at the office."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from sync.rescue import MOST_BYTES
from webapp.blueprints.staff import blueprint
from webapp.database import release_connection
from webapp.operations.import_rescue import RescueRefused, import_rescue

FORM_BYTES = 1 << 16


@blueprint.get("/rescue/")
def rescue():
    return _page()


@blueprint.post("/rescue/")
def take_rescue():
    release_connection()  # a hundred megabytes may come slowly
    request.max_content_length = MOST_BYTES + FORM_BYTES
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge:
        return _page(problem=problem_words("too_large")), 413
    if file is None or not file.filename:
        return _page(problem=problem_words("no_file")), 422
    try:
        summary = import_rescue(current_user, file.stream)
    except RescueRefused as refused:
        return _page(problem=problem_words(refused.code)), 422
    return _page(summary=summary)


def _page(problem: str = "", summary=None) -> str:
    return render_template("staff/rescue.html", problem=problem, summary=summary)


def problem_words(code: str) -> str:
    """Why the whole file was not taken, and what to do."""
    return {
        "no_file": _("还没选文件。选巡查员发来的那一个，名字是sanbao开头、zip结尾。"),
        "too_large": _("文件太大，没有收。一个文件最多100 MB、5000件，分几次导出来。"),
        "unreadable": _("文件读不全，没有收。可能传到一半断了，让巡查员再发一次。"),
        "encrypted": _("文件加了密，没有收。让巡查员从手机上直接导出，不要另外加密。"),
        "compressed": _("文件重新压缩过，没有收。用手机导出来的原件。"),
        "strange_name": _("文件里有不该有的路径，没有收。用手机导出来的原件。"),
        "repeated_name": _("文件里有重名的内容，没有收。用手机导出来的原件。"),
        "no_manifest": _("这不是手机导出来的文件，没有收。"),
        "other_community": _("这是别的社区的文件，没有收。"),
        "unknown_phone": _("没有登记过这部手机，没有收。"),
    }[code]

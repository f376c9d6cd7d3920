"""Errors as people meet them: a page in their language, or a reason code below /api/."""

from __future__ import annotations

import errno
import logging
import math
import time

from flask import Flask, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, MethodNotAllowed

from sync import reasons
from webapp import metrics, queue, watch
from webapp.bodies import NoPlace
from webapp.extensions import db, limiter
from webapp.storage import StoreAway

log = logging.getLogger(__name__)

RETRY_AFTER = "5"
RETRY_WHEN_FULL = "60"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SQLITE_FULL = 13
POSTGRESQL_FULL = "53100"


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http_error)
    for away in (OperationalError, InterfaceError, NoConnectionFree):
        app.register_error_handler(away, answer_database_away)
    app.register_error_handler(DataError, answer_unstorable)
    app.register_error_handler(NoPlace, answer_no_place)
    app.register_error_handler(OSError, answer_system_error)
    app.register_error_handler(StoreAway, answer_store_away)
    for lost in queue.AWAY:
        app.register_error_handler(lost, answer_queue_away)
    app.register_error_handler(Exception, answer_crash)


def answer_http_error(error: HTTPException):
    """The page or the JSON of an HTTP error; a response made by the raiser is kept."""
    if error.response is not None:
        return error.response
    if request.path.startswith("/api/"):
        answer, status = answer_reason(_reason_for(error.code or 500), error.code or 500)
        return answer, status, _headers_of(error)
    title, words = in_words(error.code or 500)
    return render_template("errors/problem.html", title=title, words=words, status=error.code), error.code or 500


def _headers_of(error: HTTPException) -> dict[str, str]:
    """What programs need beside the reason: which methods there are, when to come again."""
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return {"Allow": ", ".join(sorted(error.valid_methods))}
    if error.code == 429:
        limit = limiter.current_limit
        # `reset_at` would be up to a second later than need be.
        return {"Retry-After": str(max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 60)}
    return {"Retry-After": RETRY_AFTER} if error.code == 503 else {}


def answer_reason(reason: reasons.Reason, status: int):
    message = reason.meaning_en if request.accept_languages.best_match(("zh", "en")) == "en" else reason.meaning_zh
    return jsonify(code=reason.number, reason=reason.name, message=message), status


def _reason_for(status: int) -> reasons.Reason:
    """The first reason of the catalogue with this status."""
    found = next((reason for reason in reasons.CATALOGUE if reason.status == status), None)
    return found or reasons.REASONS["server_trouble" if status >= 500 else "request_unreadable"]


def answer_database_away(error: DBAPIError | NoConnectionFree):
    """503 with the time after which to ask again; what the database lacks may be room."""
    driver = error.orig if isinstance(error, DBAPIError) else None
    g._login_user = AnonymousUserMixin()  # the page must not ask the database who is reading it
    if getattr(driver, "sqlite_errorcode", None) == SQLITE_FULL or getattr(driver, "sqlstate", None) == POSTGRESQL_FULL:
        return answer_no_room(error)
    return answer_away("database_away", _("数据库暂时没有答应"), driver or error)


def answer_unstorable(error: DataError):
    """A text or number that a database can't hold, as only programs send: their fault, and none of the server."""
    log.warning("unstorable", extra={"fields": _fields(error.orig or error)})
    db.session.rollback()
    return answer_http_error(BadRequest())


def answer_store_away(error: StoreAway):
    return answer_away("store_away", _("照片库暂时没有答应"), error.__cause__ or error)


def answer_queue_away(error: Exception):
    return answer_away("queue_away", _("后台任务暂时排不上"), error)


def answer_away(kind: str, title: str, error: BaseException):
    _tell(kind, error)
    return answer_later("try_again_later", (title, in_words(503)[1]), RETRY_AFTER)


def answer_no_place(_error: NoPlace):
    return answer_later("try_again_later", in_words(503), RETRY_AFTER)


def answer_system_error(error: OSError):
    return answer_no_room(error) if error.errno in NO_ROOM else answer_crash(error)


def answer_no_room(error: BaseException):
    """What could not be kept was not answered for: the phone has it, and sends it again."""
    _tell("no_room", error)
    return answer_later("no_room", no_room_in_words(), RETRY_WHEN_FULL)


def answer_later(reason: str, words: tuple[str, str], retry_after: str):
    """503 of the server as a whole: phones pause, and ask again after that many seconds."""
    if request.path.startswith("/api/"):
        body, status = answer_reason(reasons.REASONS[reason], 503)
    else:
        title, sentence = words
        body, status = render_template("errors/problem.html", title=title, words=sentence, status=503), 503
    return body, status, {"Retry-After": retry_after}


def _tell(kind: str, error: BaseException) -> None:
    metrics.TROUBLE.labels(kind).inc()
    log.error(kind, extra={"fields": _fields(error)})


def _fields(error: BaseException) -> dict[str, str]:
    return {"request": watch.request_number(), "route": watch.route(), "error": type(error).__name__}


def answer_crash(error: Exception):
    """A crash is logged under the request's number, which the page shows; the page says nothing else of it."""
    metrics.TROUBLE.labels("crash").inc()
    number = watch.request_number()
    log.error("crash", exc_info=error, extra={"fields": {"request": number, "route": watch.route()}})
    response = answer_http_error(InternalServerError())
    if isinstance(response, tuple) and isinstance(response[0], str):
        return response[0].replace("{number}", number), 500
    return response


def in_words(status: int) -> tuple[str, str]:
    """Heading and sentence for an HTTP status: what happened, what to do."""
    return {
        400: (_("这个请求看不懂"), _("退回上一页，再填一次。")),
        401: (_("还没有登录"), _("登录以后再来。")),
        403: (_("这一页不对您开放"), _("换一个有权限的账号，或者请管理员开通。")),
        404: (_("没有这一页"), _("地址可能抄错了，或者内容已经撤下。")),
        405: (_("这个地址不能这样用"), _("退回上一页再试。")),
        409: (_("别人刚刚改过"), _("打开最新的一页看看，再决定。")),
        413: (_("文件太大"), _("单张照片不超过8 MB。换一张小一点的再传。")),
        429: (_("试得太快"), _("过一会儿再试。")),
        503: (_("服务器暂时没有答应"), _("填的内容还在这台设备上，过几秒再试。")),
    }.get(status, (_("这一步没有做成"), _("已经记下，编号{number}。退回上一页再试一次。")))


def no_room_in_words() -> tuple[str, str]:
    return _("服务器的硬盘满了"), _("填的内容还在这台设备上。告诉管理员腾出地方，过一会儿再试。")

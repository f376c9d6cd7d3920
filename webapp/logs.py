"""Log lines as JSON, one object a line: what happened and where, never what people wrote."""

from __future__ import annotations

import datetime as dt
import json
import logging
import logging.config
import traceback
from typing import Any

FIELDS = "fields"
LEVELS = ("debug", "info", "warning", "error")


class JsonLines(logging.Formatter):
    """`extra={"fields": {...}}` adds to the object; of an exception stand its type and its places in the code."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> list[dict[str, Any]]:
    """The error and its causes. Their messages are left out: they quote what somebody typed."""
    told: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(told) < 5:
        frames = traceback.extract_tb(current.__traceback__)
        told.append(
            {
                "type": f"{type(current).__module__}.{type(current).__qualname__}",
                "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
            }
        )
        current = current.__cause__ or current.__context__
    return told


def dict_config(level: str) -> dict[str, Any]:
    """For logging.config and for granian: our own lines from `level` upward, those of libraries from warning upward."""
    handlers = {"lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}}
    others = {"handlers": ["lines"], "level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "webapp.logs.JsonLines"}},
        "handlers": handlers,
        "root": others,
        "loggers": {
            "webapp": {"level": level.upper(), "handlers": ["lines"], "propagate": False},
            "_granian": {"level": "ERROR", "handlers": ["lines"], "propagate": False},
            "granian.access": {"level": "CRITICAL", "handlers": ["lines"], "propagate": False},
            # Its lines name the caller's address.
            "flask-limiter": {"level": "CRITICAL", "handlers": ["lines"], "propagate": False},
        },
    }


def configure(level: str) -> None:
    """For processes that granian does not configure: the worker, and whatever else runs long."""
    logging.config.dictConfig(dict_config(level))

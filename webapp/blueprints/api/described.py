"""What OpenAPI says of each address: openapi.yaml beside this file, put into the document that flask-smorest makes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from apispec import BasePlugin

from sync.reasons import CATALOGUE

Json = dict[str, Any]
EMPTY_PROBLEM = ("head",)


@cache
def description() -> Json:
    return yaml.safe_load(Path(__file__).with_name("openapi.yaml").read_text(encoding="utf-8"))


def components() -> Json:
    return description()["components"]


class Described(BasePlugin):
    """Replaces what flask-smorest guessed of an address; what is not described only refuses, and is left out."""

    def operation_helper(self, path: str | None = None, operations: Json | None = None, **_: Any) -> None:
        described = description()["operations"].get(path)
        if described is None or operations is None:
            return
        operations.clear()
        operations.update({method: _operation(method, said) for method, said in described.items()})


def operations() -> list[Json]:
    """Every operation for the page that people read: method, path, what it asks and what it answers."""
    return [
        {
            "method": method.upper(),
            "path": path,
            "name": f"{method}-{number}",
            **said,
            "refused": _refused(said["refusals"]),
        }
        for number, (path, methods) in enumerate(description()["operations"].items())
        for method, said in methods.items()
    ]


def _operation(method: str, said: Json) -> Json:
    made: Json = {name: said[name] for name in ("summary", "description", "parameters", "security") if name in said}
    made.setdefault("security", [{"device": []}])
    if "body" in said:
        made["requestBody"] = _body(said["body"])
    made["responses"] = {status: _answer(answer) for status, answer in said["responses"].items()}
    made["responses"] |= {status: _problem(method, status) for status in said["refusals"]}
    return {"tags": ["wire"], **made}


def _body(said: Json) -> Json:
    media: Json = {"schema": _schema(said["schema"]) if "schema" in said else {"type": "string", "format": "binary"}}
    if "example" in said:
        media["example"] = said["example"]
    return {"required": not said.get("optional", False), "content": {said["type"]: media}}


def _answer(said: Json) -> Json:
    made: Json = {"description": said["description"]}
    names = said.get("headers", [])
    if names:
        made["headers"] = {_header(name): {"$ref": f"#/components/headers/{name}"} for name in names}
    if said.get("html"):
        made["content"] = {"text/html": {"schema": {"type": "string"}}}
    elif "schema" in said:
        made["content"] = {"application/json": {"schema": _schema(said["schema"]), "example": said["example"]}}
    return made


def _problem(method: str, status: str) -> Json:
    made: Json = {"description": description()["responses"][status]}
    if method not in EMPTY_PROBLEM:
        examples = {
            reason.name: {"value": {"code": reason.number, "reason": reason.name, "message": reason.meaning_zh}}
            for reason in _reasons(status)
        }
        made["content"] = {"application/json": {"schema": _schema("Problem"), "examples": examples}}
    if status in ("429", "503"):
        made["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    return made


def _refused(statuses: list[str]) -> list[Json]:
    told = description()["responses"]
    return [{"status": status, "words": told[status], "reasons": _reasons(status)} for status in statuses]


def _reasons(status: str) -> list[Any]:
    return [reason for reason in CATALOGUE if str(reason.status) == status]


def _schema(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _header(name: str) -> str:
    """UploadOffset → Upload-Offset; ETag stays."""
    return name if name == "ETag" else "".join(f"-{each}" if each.isupper() else each for each in name).lstrip("-")

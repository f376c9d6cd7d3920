"""Addresses, templates and statements: compiled once in a process for the apps of all its tests."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule


class SharedRule(Rule):
    """An address; its two functions get the rule itself as an argument, so that those of an equal rule will do."""

    _builders: dict[tuple, object] = {}  # noqa: RUF012, shared on purpose

    def _compile_builder(self, append_unknown: bool = True):
        key = (self.rule, self.host, self.subdomain, str(self.defaults), tuple(self._trace), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class SharedTemplates(BytecodeCache):
    """Compiled templates in memory; the key stands for the file, the checksum for its text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_statements: dict[str, tuple[Dialect, object]] = {}


def share_statements(engine: Engine) -> None:
    """Statements are kept by dialect, and every engine makes its own: from now on it uses the first one's."""
    kind = engine.dialect.name
    if kind not in _statements:
        engine.connect().close()  # what the dialect knows of its server it asks at the first connection
        _statements[kind] = engine.dialect, engine._compiled_cache
    engine.dialect, engine._compiled_cache = _statements[kind]


def compile_once() -> None:
    """For every app made from now on."""
    Flask.url_rule_class = SharedRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": SharedTemplates()}

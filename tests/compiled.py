"""Addresses, the wire's description, templates and statements: made once in a process for the apps of all its tests."""

from __future__ import annotations

import copy
from types import CodeType

from flask import Flask
from flask_smorest import Api
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Map, Rule
from werkzeug.routing.matcher import StateMachineMatcher


class SharedRule(Rule):
    """An address; its two functions get the rule itself as an argument, so that those of an equal rule will do."""

    _builders: dict[tuple, object] = {}  # noqa: RUF012, shared on purpose

    def _compile_builder(self, append_unknown: bool = True):
        key = (self.rule, self.host, self.subdomain, str(self.defaults), tuple(self._trace), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class SharedMap(Map):
    """All addresses of an app: found by the same tree as those of the first app that had them all, and no other."""

    _trees: dict[tuple, tuple[StateMachineMatcher, dict]] = {}  # noqa: RUF012, shared on purpose

    def __init__(self, *args, **options) -> None:
        self._added: list[Rule] = []
        self._settled = 0
        super().__init__(*args, **options)

    def add(self, rulefactory: Rule) -> None:
        """It is looked at when an address is asked for first."""
        self._added += rulefactory.get_rules(self)

    def update(self) -> None:
        with self._remap_lock:
            if self._settled != len(self._added):
                self._settle()
                self._settled = len(self._added)
        super().update()

    def _settle(self) -> None:
        kinds = tuple((name, id(kind)) for name, kind in self.converters.items())
        key = (kinds, self.host_matching, self.strict_slashes, *map(_all_of, self._added))
        if key not in self._trees:
            # Made anew from all of them: what another app shares is not added to.
            self._matcher, self._rules_by_endpoint = StateMachineMatcher(self.merge_slashes), {}
            for rule in self._added:
                super().add(copy.copy(rule))
            self._trees[key] = self._matcher, self._rules_by_endpoint
        self._matcher, self._rules_by_endpoint = self._trees[key]


def _all_of(rule: Rule) -> tuple:
    """What was asked of it, not what it was compiled to."""
    asked = (rule.rule, rule.endpoint, rule.subdomain, rule.host, rule.strict_slashes, rule.merge_slashes)
    kind = (rule.build_only, rule.alias, rule.websocket, rule.redirect_to, str(rule.defaults))
    return *asked, *kind, frozenset(rule.methods or ()), getattr(rule, "provide_automatic_options", None)


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


_described: dict[type[Api], Api] = {}
_describe, _register_and_describe = Api._init_spec, Api.register_blueprint


def _share_description(api: Api, **options) -> None:
    """That of the first app, once its addresses are in it."""
    if type(api) not in _described:
        _describe(api, **options)
        return
    first = _described[type(api)]
    api.spec, api.flask_plugin, api.ma_plugin = first.spec, first.flask_plugin, first.ma_plugin


def _register_undescribed(api: Api, blueprint, **options) -> None:
    if type(api) not in _described:
        _register_and_describe(api, blueprint, **options)
        _described[type(api)] = api
        return
    api._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = api
    api._app.register_blueprint(blueprint, **options)


def compile_once() -> None:
    """For every app made from now on."""
    Flask.url_map_class = SharedMap
    Api._init_spec, Api.register_blueprint = _share_description, _register_undescribed
    Flask.url_rule_class = SharedRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": SharedTemplates()}

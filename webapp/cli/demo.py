"""sanbao demo: an invented community to try everything with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from webapp import clock
from webapp.cli import demo_words as words
from webapp.cli.demo_folder import DemoState, clear, contents, read_state, require_demo_folder, write_state
from webapp.cli.installation import DATABASE, prepare, settings_for
from webapp.cli.options import data_option, host_option, port_option, worker_option
from webapp.cli.server import require_free_port, serve_forever
from webapp.config import LOOPBACK, Settings
from webapp.demo.calendar import ZONE
from webapp.demo.fill import fill
from webapp.demo.sign_ins import make_sign_ins, set_sign_ins
from webapp.extensions import db

LOOPBACK_KEY_HOST = "127.0.0.1"


@click.command()
@data_option
@host_option
@port_option
@worker_option
@click.option("--fresh", is_flag=True, help="删掉演示数据，从头再来。 Delete the demo data and start anew.")
@click.option("--yes", is_flag=True, help="--fresh删之前不再问。 Do not ask before --fresh deletes.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="演示里的今天，例如2026-03-01。 The date it is in the demo.",
)
def demo(
    *, data: Path, host: str, port: int, no_worker: bool, fresh: bool, yes: bool, today: dt.datetime | None
) -> None:
    """启动演示社区，人和事都是编的。 Serve the demo community; everything in it is invented."""
    require_free_port(host, port)
    require_demo_folder(data)
    if fresh:
        _start_anew(data, yes)
    state = _state_of(data, today)
    settings = _settings(data, state)
    with prepare(settings).app_context():
        state = _with_sign_ins(_filled(settings, state), are_fixed=host in LOOPBACK)
        db.engine.dispose()
    write_state(data, state)
    words.greet(host, port, state.sign_ins)
    serve_forever(settings, host, port, has_worker=not no_worker)


def _start_anew(data: Path, yes: bool) -> None:
    found = contents(data)
    if not found:
        return
    words.list_contents(found)
    if not yes:
        click.confirm("删掉，从头再来？ Delete them and start anew?", abort=True)
    clear(found)


def _state_of(data: Path, today: dt.datetime | None) -> DemoState:
    """What is kept of the last start; a new folder is marked as a demo's before anything is put into it."""
    kept = read_state(data)
    if kept is not None and not kept.is_filled:
        raise click.ClickException(
            f"上次没有编完。加--fresh从头再来。 {data} was left half filled; --fresh starts anew."
        )
    state = kept or DemoState()
    state = replace(state, today=f"{today:%Y-%m-%d}") if today else state
    data.mkdir(parents=True, exist_ok=True)
    write_state(data, state)
    return state


def _settings(data: Path, state: DemoState) -> Settings:
    """Always the folder's own database, photos and queue, and its own key: it is as random as any that is given."""
    database = f"sqlite:///{data.resolve() / DATABASE}"
    today = _day_in_utc(dt.date.fromisoformat(state.today)) if state.today else None
    own = {"database_url": database, "redis_url": None, "bucket": None}
    return settings_for(data, LOOPBACK_KEY_HOST, **own, today=today, log_level="warning")


def _day_in_utc(today: dt.date) -> str:
    """The date to pin the clock to, which counts in UTC, so that the community's wall calendar shows `today`."""
    now = dt.datetime.now(dt.UTC)
    return f"{today - (now.astimezone(ZONE).date() - now.date())}"


def _filled(settings: Settings, state: DemoState) -> DemoState:
    if state.is_filled:
        return state
    words.announce_filling()
    fill(clock.now(), settings.photos)
    return replace(state, is_filled=True)


def _with_sign_ins(state: DemoState, are_fixed: bool) -> DemoState:
    """Fixed passwords are for loopback only: they change when the demo begins to be seen by others, or ceases to."""
    if state.sign_ins.passwords and state.are_fixed == are_fixed:
        return state
    sign_ins = make_sign_ins(are_fixed)
    set_sign_ins(sign_ins)
    return replace(state, are_fixed=are_fixed, sign_ins=sign_ins)

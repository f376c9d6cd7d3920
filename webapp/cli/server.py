"""Serve an installation by granian: few processes, many threads, a worker beside it, a clean end on a signal."""

from __future__ import annotations

import gc
import os
import socket
from contextlib import nullcontext
from functools import partial

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from webapp import create_app, logs
from webapp.cli.children import end_with_parent, kept_running
from webapp.cli.worker import run_worker
from webapp.config import Settings

THREADS = 64
SECONDS_TO_FINISH = 10


def require_free_port(host: str, port: int) -> None:
    """End the command with words when somebody listens there already, or the address is not this machine's."""
    try:
        _try_to_bind(_address(host), port)
    except OSError as problem:
        other = port % 65535 + 1
        raise click.ClickException(
            f"{host}的{port}端口用不了，多半有别的程序在用。换一个：--port {other}\n"
            f"Can't listen on {host} port {port}: {problem.strerror}. Another port: --port {other}"
        ) from problem


def _address(host: str) -> str:
    """The number behind a name such as localhost; Granian takes nothing else."""
    return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])


def _try_to_bind(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there the option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address, port))


def serve_forever(settings: Settings, host: str, port: int, has_worker: bool = True, processes: int = 1) -> None:
    """Returns when the server was asked to stop; requests under way are finished first, then the worker's job."""
    with kept_running(run_worker, settings) if has_worker else nullcontext():
        _serve(settings, host, port, processes)


def _serve(settings: Settings, host: str, port: int, processes: int) -> None:
    server = Granian(
        "sanbao",
        address=_address(host),
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        workers_kill_timeout=SECONDS_TO_FINISH,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=logs.dict_config(settings.log_level),
        log_access=False,
    )
    server.serve(target_loader=partial(_load, settings), wrap_loader=False)


def _load(settings: Settings) -> Flask:
    """The app, made in the process that serves it."""
    end_with_parent()
    # What is loaded stays: nothing of it is to be collected, neither now nor in the middle of a request.
    gc.disable()
    app = create_app(settings)
    gc.collect()
    gc.freeze()
    gc.enable()
    return app

"""The command line in processes of its own: start, stop, start again, start anew, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.e2e.running import SURROUNDINGS
from tests.waiting import wait_until

STARTED_WITHIN = 60


def sanbao(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    """The command run to its end."""
    return subprocess.run(
        command(*arguments), input=given, capture_output=True, text=True, env=SURROUNDINGS, timeout=60, check=False
    )


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "webapp.cli", *map(str, arguments)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as problem:
        return problem.code
    except OSError:
        return 0


class Started:
    """A server that serves until it is stopped."""

    def __init__(self, name: str, folder: Path, *options: object) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder.parent / f"{folder.name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command(name, "--data", folder, "--port", self.port, *options), stdout=log, stderr=log, env=SURROUNDINGS
            )
        wait_until(self.has_begun, within=STARTED_WITHIN, saying=self.said)
        assert self.process.poll() is None, self.said()

    def has_begun(self) -> bool:
        """Or ended."""
        return status(f"{self.address}/readyz") == 200 or self.process.poll() is not None

    def said(self) -> str:
        return self.log.read_text()

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit status."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def password_of(self, username: str) -> str:
        found = re.search(rf"{username}  (\S+)", self.said())
        assert found, self.said()
        return found[1]

    def lets_in(self, username: str, password: str) -> bool:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = urllib.parse.urlencode({"username": username, "password": password}).encode()
        request = urllib.request.Request(
            f"{self.address}/auth/sign-in", form, {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        )
        try:
            with opener.open(request, timeout=10) as answer:
                return "/auth/sign-in" not in answer.url
        except urllib.error.HTTPError:
            return False


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    started = Started("demo", tmp_path_factory.mktemp("first") / "data", "--today", "2026-03-04")
    yield started
    started.end()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder, filled by its first start; copied for every test that goes on with one."""
    folder = tmp_path_factory.mktemp("untouched") / "data"
    assert Started("demo", folder, "--today", "2026-03-04").end() == 0
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    return shutil.copytree(untouched, tmp_path / "data")


def test_demo_starts_on_a_new_folder_and_is_well(first):
    assert status(f"{first.address}/healthz") == 200
    assert status(f"{first.address}/readyz") == 200
    assert status(f"{first.address}/") == 200


def test_today_sets_the_demos_date(first):
    assert status(f"{first.address}/c/shili/2026-02/") == 200
    assert status(f"{first.address}/c/shili/2026-03/") == 404


def test_demo_prints_sign_ins_that_work(first):
    for username in ("xuncha1", "xuncha2", "gongzuo1", "gongzuo2", "jiandu", "guanli"):
        assert first.lets_in(username, first.password_of(username))
    assert not first.lets_in("xuncha1", "another password")


def test_a_port_in_use_is_named_in_words(first, tmp_path):
    refused = sanbao("demo", "--data", tmp_path / "other", "--port", first.port)
    assert refused.returncode == 1
    assert f"{first.port}端口用不了" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "other").exists()


def test_demo_ends_cleanly_and_keeps_what_is_there(folder):
    kept = (folder / "sanbao.sqlite3").stat().st_ino
    again = Started("demo", folder)
    assert (folder / "sanbao.sqlite3").stat().st_ino == kept
    assert "正在编" not in again.said()
    assert again.lets_in("gongzuo1", "sanbao-demo")
    assert json.loads((folder / "demo.json").read_text())["today"] == "2026-03-04"
    assert again.end(signal.SIGINT) == 0


def test_a_killed_server_leaves_nobody_on_its_port(folder):
    killed = Started("demo", folder)
    killed.end(signal.SIGKILL)
    wait_until(lambda: status(f"{killed.address}/healthz") == 0, within=10)


def test_beyond_loopback_the_passwords_are_random_and_back_on_it_they_are_not(folder):
    reachable = Started("demo", folder, "--host", "0.0.0.0")
    given = reachable.password_of("jiandu")
    assert given != "sanbao-demo"
    assert reachable.lets_in("jiandu", given)
    assert not reachable.lets_in("jiandu", "sanbao-demo")
    reachable.end()
    alone = Started("demo", folder)
    assert alone.lets_in("jiandu", "sanbao-demo")
    alone.end()


def test_fresh_says_what_it_deletes_and_asks(folder):
    refused = sanbao("demo", "--data", folder, "--port", free_port(), "--fresh", given="n\n")
    assert refused.returncode == 1
    assert re.search(r"sanbao\.sqlite3  1个文件 files  \d+ bytes", refused.stdout)
    assert re.search(r"photos  \d{3}个文件 files  \d{7,8} bytes", refused.stdout)
    assert (folder / "sanbao.sqlite3").exists()


def test_fresh_starts_anew_and_leaves_alone_what_is_not_the_demos(folder):
    (folder / "notes.txt").write_text("mine")
    before = (folder / "secret-key").read_text()
    anew = Started("demo", folder, "--fresh", "--yes", "--today", "2026-05-01")
    assert "正在编" in anew.said()
    assert (folder / "secret-key").read_text() != before
    assert (folder / "notes.txt").read_text() == "mine"
    anew.end()


def test_verify_recomputes_the_ledger(folder):
    verified = sanbao("verify", "--data", folder)
    assert verified.returncode == 0
    assert re.search(r"示例社区：都对得上。规则1版、账\d{4}笔", verified.stdout)


def test_demo_and_fresh_refuse_a_folder_of_something_else(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    refused = sanbao("demo", "--data", tmp_path, "--port", free_port(), "--fresh", "--yes")
    assert refused.returncode == 1
    assert "不是三包的演示数据" in refused.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_demo_that_was_left_half_filled_says_so(tmp_path):
    state = {"today": None, "is_filled": False, "are_fixed": False, "sign_ins": {"passwords": {}, "pins": {}}}
    (tmp_path / "demo.json").write_text(json.dumps(state))
    refused = sanbao("demo", "--data", tmp_path, "--port", free_port())
    assert refused.returncode == 1
    assert "--fresh" in refused.stderr


def test_serve_starts_empty_on_loopback_and_demo_leaves_its_folder_alone(tmp_path):
    folder = tmp_path / "real"
    assert sanbao("init", "--data", folder).returncode == 0
    real = Started("serve", folder)
    assert status(f"{real.address}/readyz") == 200
    assert real.end() == 0
    assert "不是三包的演示数据" in sanbao("demo", "--data", folder, "--port", free_port(), "--fresh", "--yes").stderr


@pytest.mark.parametrize("key", [None, "short"])
def test_serve_refuses_a_missing_or_weak_key_when_others_can_reach_it(tmp_path, key):
    environment = SURROUNDINGS | ({"SANBAO_SECRET_KEY": key} if key else {})
    refused = subprocess.run(
        command("serve", "--data", tmp_path / "real", "--host", "0.0.0.0", "--port", free_port()),
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    assert "SANBAO_SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr

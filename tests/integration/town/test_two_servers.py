"""Two servers and a worker over PostgreSQL, S3 and Redis: phones meet both, one is killed, and nothing is lost."""

from __future__ import annotations

import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.buckets import keys_in
from tests.factories.jobs import CLOCK, READY, count_to, done, with_jobs
from tests.factories.users import PASSWORD, make_user
from tests.integration.faults.evidence import require_acknowledged, require_all, require_honest_offsets
from tests.integration.faults.phones import Notes
from tests.integration.town.town import Wanderer
from tests.waiting import wait_until
from webapp import schedule
from webapp.extensions import db
from webapp.jobs import JobState, progress_of, start_job
from webapp.models import Community, Upload

WITHIN = 120
CHECKS = 24


def test_walks_sent_to_both_are_whole_though_one_was_killed(town, servers):
    notes = Notes()
    ports = [server.port for server in servers]
    place = town.place
    phones = [Wanderer(ports, token, place.codes, seed, notes) for seed, token in enumerate(place.tokens, 1)]
    for phone in phones:
        phone.start()

    def have_sent(number: int) -> bool:
        assert [phone.trouble for phone in phones if phone.trouble] == []
        return len(notes.receipts) >= number

    wait_until(lambda: have_sent(CHECKS // 3), within=WITHIN)
    servers[0].kill()
    known = Notes(acknowledged=dict(notes.acknowledged), receipts=set(notes.receipts))
    require_acknowledged(place, known)
    wait_until(lambda: have_sent(2 * CHECKS // 3), within=WITHIN)
    servers[0].start()
    wait_until(lambda: have_sent(CHECKS), within=WITHIN)
    for phone in phones:
        phone.stop_making()
    for phone in phones:
        phone.join(WITHIN)
        assert phone.trouble is None, phone.trouble
        assert not phone.is_alive()
    require_all(place, notes)
    require_honest_offsets(notes)
    assert {key.rpartition("/")[2] for key in keys_in(place.settings.bucket) if key.startswith("photos/")} == set(
        notes.pictures
    )
    with place.opened():
        unfinished = db.session.query(Upload).filter_by(received=False).count()
    # Only what the killed server had begun and told nobody of may still wait for the sweep.
    assert unfinished <= len(phones)


class Person:
    """A browser that keeps its cookies; a proxy in front of the servers names the host and the caller."""

    def __init__(self, address: str = "203.0.113.9") -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._told = {
            "X-Forwarded-For": address,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "sanbao.example",
            "Origin": "https://sanbao.example",
        }

    def ask(self, address: str, **form: str) -> tuple[int, str]:
        """Status, and the path to which the answer led."""
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self._opener.open(urllib.request.Request(address, data, self._told), timeout=30) as answer:
                return answer.status, urllib.parse.urlsplit(answer.url).path
        except urllib.error.HTTPError as problem:
            return problem.code, urllib.parse.urlsplit(problem.url).path


def test_a_sign_in_at_one_server_holds_at_the_other(town, servers):
    with town.place.opened():
        make_user(db.session.query(Community).one(), "staff", username="gongzuo")
    one, other = (server.address for server in servers)
    person = Person()
    person.ask(f"{one}/auth/sign-in", username="gongzuo", password=PASSWORD)
    assert person.ask(f"{other}/staff/") == (200, "/staff/")
    assert Person().ask(f"{other}/staff/") == (200, "/auth/sign-in")


def test_servers_count_a_guessers_tries_together_and_by_the_address_the_proxy_names(town, servers):
    guesser = Person("203.0.113.66")
    tried = [
        guesser.ask(f"{servers[number % 2].address}/auth/sign-in", username=f"nobody{number}", password="wrong")[0]
        for number in range(24)
    ]
    assert tried == [422] * 20 + [429] * 4
    assert Person("203.0.113.67").ask(f"{servers[0].address}/auth/sign-in", username="nobody", password="x")[0] == 422


def test_servers_count_the_tries_at_one_name_together(town, servers):
    guesser = Person("203.0.113.68")
    tried = [
        guesser.ask(f"{servers[number % 2].address}/auth/sign-in", username="somebody", password="wrong")[0]
        for number in range(7)
    ]
    assert tried == [422] * 5 + [429] * 2


def test_a_workers_job_is_seen_by_all_and_the_clocks_jobs_run_once(town, monkeypatch):
    monkeypatch.setattr(schedule, "ON_DEMAND", ())
    monkeypatch.setattr(schedule, "BY_THE_CLOCK", ())
    names = ("first", "second")
    began = minute()
    workers = [town.worker(name) for name in names]
    with with_jobs(town.place.settings).app_context():
        identities = [start_job(count_to, 1, last) for last in (3, 4)]
        wait_until(lambda: all(progress_of(each).state == JobState.DONE for each in identities), within=WITHIN)
    wait_until(lambda: all(READY in done(town.folder / name) for name in names), within=WITHIN)
    wait_until(lambda: any(CLOCK in done(town.folder / name) for name in names), within=WITHIN)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(WITHIN) == 0
    noted = [line for name in names for line in done(town.folder / name)]
    assert sorted(line for line in noted if "counted" in line) == ["1 counted to 3", "1 counted to 4"]
    assert noted.count(CLOCK) <= minute() - began + 1


def minute() -> int:
    return int(time.time() // 60)

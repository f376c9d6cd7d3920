"""What comes at once shares a transaction; what is wrong with one of them is not the others' loss."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import event

from sync import tus
from tests.contract.pictures import make_picture
from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from tests.functional.api.test_files import digest
from webapp.extensions import db
from webapp.models import Photo, Upload
from webapp.operations.receive_upload import begin_upload
from webapp.operations.take_together import take_together
from webapp.operations.transaction import transaction
from webapp.queries.uploads import Owner

TOGETHER = 6


class Bad(Exception):
    """What is wrong with one of them."""


def waiting(app) -> int:
    return sum(len(queue.waiting) for queue in app.extensions.get("sanbao_together", {}).values())


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.01)


def begin(app, pool: ThreadPoolExecutor, work: Callable[[int], object], numbers: Sequence[int]) -> list[Future]:
    """Each in a thread and a context of its own."""

    def run(number: int) -> object:
        with app.app_context():
            return work(number)

    return [pool.submit(run, number) for number in numbers]


def test_those_who_come_meanwhile_are_taken_in_one_go_and_a_bad_one_goes_by_itself(app):
    gate, groups = threading.Event(), []

    def take(_community: int, items: Sequence[int]) -> list[int]:
        groups.append(sorted(items))
        assert gate.wait(60)
        if 3 in items:
            raise Bad
        return [10 * item for item in items]

    with ThreadPoolExecutor(TOGETHER) as pool:
        [first] = begin(app, pool, lambda number: take_together(take, 1, number), [0])
        wait_for(lambda: groups == [[0]])
        others = begin(app, pool, lambda number: take_together(take, 1, number), range(1, TOGETHER))
        wait_for(lambda: waiting(app) == TOGETHER - 1)
        gate.set()
        done = dict(enumerate([first, *others]))
        with pytest.raises(Bad):
            done.pop(3).result(60)
        assert {number: each.result(60) for number, each in done.items()} == {0: 0, 1: 10, 2: 20, 4: 40, 5: 50}
    assert groups[1] == [1, 2, 3, 4, 5]
    assert sorted(groups[2:]) == [[1], [2], [3], [4], [5]]


def test_who_joins_while_the_group_leaves_stays_in_line(app):
    """As a thread may at any moment."""
    seen = []

    class Line(list):
        def __getitem__(self, wanted):
            found = super().__getitem__(wanted)
            if isinstance(wanted, slice) and not seen:
                self.append("late")
                seen.append(True)
            return found

    take_together(lambda _community, items: items, 1, "first")
    [queue] = app.extensions["sanbao_together"].values()
    queue.waiting = Line(["mine"])
    assert queue.take_out("mine") == ["mine"]
    assert list(queue.waiting) == ["late"]


def test_photos_that_come_at_once_cost_one_commit(app):
    device = make_device(make_user(make_community(), "inspector"))[0]
    owner = Owner.of(device)
    pictures = [make_picture(number) for number in range(TOGETHER)]
    db.session.rollback()

    def send(number: int) -> str:
        data = pictures[number]
        create = tus.Create(length=len(data), sha256=digest(data), type="image/jpeg", metadata="", has_body=True)
        return begin_upload(owner, create, iter([data]))[1].sha256

    commits = []
    with ThreadPoolExecutor(TOGETHER) as pool:
        with transaction(owner.community_id):
            sent = begin(app, pool, send, range(TOGETHER))
            # One has the turn and waits for this transaction; the others wait for the turn.
            wait_for(lambda: waiting(app) == TOGETHER - 1)
            event.listen(db.engine, "commit", commits.append)
        assert [each.result(60) for each in sent] == [digest(data) for data in pictures]
    assert len(commits) == 3, "the one that kept them waiting, the first, and the others together"
    assert db.session.query(Photo).count() == db.session.query(Upload).count() == TOGETHER

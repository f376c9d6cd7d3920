"""The second size: two servers and workers over one PostgreSQL, one S3 and one Redis, and phones that meet both."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import SECRET
from tests.e2e.running import Server
from tests.integration.faults.phones import Answer, Notes, Phone
from tests.integration.faults.places import Place

WORKER = "from tests.factories.jobs import run_worker_with_jobs; run_worker_with_jobs()"


@dataclass(frozen=True, slots=True)
class Town:
    """`folder` has a data folder for each process: nothing that counts lies in them."""

    place: Place
    folder: Path

    def server(self, name: str) -> Server:
        (self.folder / name).mkdir()
        return Server(self.folder / name, "serve", environment=self.environment())

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        """It knows the jobs of the tests, too."""
        command = [sys.executable, "-c", WORKER, str(self.folder / name)]
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log, start_new_session=True)

    def environment(self) -> dict[str, str]:
        settings = self.place.settings
        bucket, redis_url = settings.bucket, settings.redis_url
        assert bucket is not None
        assert redis_url is not None
        return {
            "PATH": "/usr/bin:/bin",
            "SANBAO_DATABASE_URL": settings.database_url,
            "SANBAO_SECRET_KEY": SECRET,
            "SANBAO_REDIS_URL": redis_url,
            "SANBAO_S3_BUCKET": bucket.name,
            "SANBAO_S3_ENDPOINT": bucket.endpoint,
            "SANBAO_S3_KEY_ID": bucket.key_id,
            "SANBAO_S3_SECRET": bucket.secret,
            "SANBAO_LOG_LEVEL": "warning",
            "SANBAO_PROXIES": "1",
        }


class Wanderer(Phone):
    """Each of its requests meets one of the servers, as behind a proxy that knows of no phones."""

    def __init__(self, ports: list[int], token: str, codes: list[str], seed: int, notes: Notes) -> None:
        super().__init__(ports[0], token, codes, seed, notes)
        self._ports, self._way = ports, random.Random(seed)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer | None:
        self.port = self._way.choice(self._ports)
        return super().ask(method, path, headers, body)

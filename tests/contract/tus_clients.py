"""Three tus clients that others wrote, each driven by the same order."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import aiotus
import yarl
from aiotus.core import upload_buffer
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

OWN = Path(__file__).with_name("tus_js_client.mjs")
DONE = 200


@dataclass
class Order:
    """What to send where; `url` is an upload that was begun. `checksum` is made as the client lets one make it."""

    address: str
    token: str
    picture: bytes
    sha256: str = ""
    url: str | None = None
    chunk: int = 0
    retries: int = 0
    checksum: str = ""
    during: bool = False
    metadata: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sha256 = self.sha256 or hashlib.sha256(self.picture).hexdigest()
        self.metadata = {"filename": "石阶巷27号.jpg", "sha256": self.sha256, "type": "image/jpeg"}

    @property
    def endpoint(self) -> str:
        return f"{self.address}/api/v1/files/"

    @property
    def headers(self) -> dict[str, str]:
        said = {"Upload-Checksum": self.checksum} if self.checksum else {}
        return {"Authorization": f"Bearer {self.token}", **said}


def tuspy(order: Order) -> int:
    client = TusClient(order.endpoint, headers=order.headers)
    more = {"chunk_size": order.chunk} if order.chunk else {}
    try:
        client.uploader(
            file_stream=io.BytesIO(order.picture),
            metadata=order.metadata,
            url=order.url,
            retries=order.retries,
            retry_delay=0.3,
            **more,
        ).upload()
    except TusCommunicationError as refused:
        return refused.status_code or 0
    return DONE


def tus_js_client(order: Order) -> int:
    node = shutil.which("node")
    assert node, "Node 20 or newer is needed on the path"
    job = {
        "endpoint": order.endpoint,
        "headers": order.headers,
        "metadata": order.metadata,
        "picture": base64.b64encode(order.picture).decode(),
        "url": order.url,
        "chunk": order.chunk,
        "retries": order.retries,
        "during": order.during,
    }
    ran = subprocess.run([node, OWN], input=json.dumps(job), capture_output=True, text=True, timeout=60, check=True)
    return json.loads(ran.stdout)["status"]


def tus_js_client_at_creation(order: Order) -> int:
    """The same client, which sends the first bytes with its POST."""
    order.during = True
    return tus_js_client(order)


def aiotus_(order: Order) -> int:
    """In a thread of its own: where a browser was driven before, the main thread's loop still runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _aiotus(order)).result()


async def _aiotus(order: Order) -> int:
    more = {"chunksize": order.chunk} if order.chunk else {}
    retrying = aiotus.RetryConfiguration(retry_attempts=order.retries + 1, max_retry_period_seconds=0.1)
    file, session = io.BytesIO(order.picture), aiohttp.ClientSession()
    async with session:
        metadata = {key: value.encode() for key, value in order.metadata.items()}
        try:
            if order.url:
                await upload_buffer(session, yarl.URL(order.url), file, headers=order.headers, **more)
                return DONE
            if order.retries:
                url = await aiotus.upload(
                    order.endpoint, file, metadata, session, retrying, headers=order.headers, **more
                )
                return DONE if url else 0
            created = await aiotus.creation.create(
                session, yarl.URL(order.endpoint), file, metadata, headers=order.headers
            )
            await upload_buffer(session, created, file, headers=order.headers, **more)
        except aiohttp.ClientResponseError as refused:
            return refused.status
    return DONE


CLIENTS: dict[str, Callable[[Order], int]] = {
    "tuspy": tuspy,
    "tus-js-client": tus_js_client,
    "tus-js-client with creation": tus_js_client_at_creation,
    "aiotus": aiotus_,
}

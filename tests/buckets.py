"""An S3 of the tests' own, played by moto over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import requests
from moto.server import ThreadedMotoServer

from webapp.config import Bucket


@contextmanager
def s3_bucket(name: str = "sanbao") -> Iterator[Bucket]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    bucket = Bucket(name, f"http://{host}:{port}", "us-east-1", "key", "secret")
    # It remembers what another of this process kept.
    requests.post(f"{bucket.endpoint}/moto-api/reset", timeout=10).raise_for_status()
    client_of(bucket).create_bucket(Bucket=name)
    yield bucket
    server.stop()


def client_of(bucket: Bucket):
    """Another client than the program's, to look at what lies there."""
    return boto3.client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name=bucket.region,
        aws_access_key_id=bucket.key_id,
        aws_secret_access_key=bucket.secret,
    )


def keys_in(bucket: Bucket) -> list[str]:
    found = client_of(bucket).list_objects_v2(Bucket=bucket.name)
    return [each["Key"] for each in found.get("Contents", [])]

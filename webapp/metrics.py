"""What is counted for Prometheus. `sanbao serve` gives all its processes one folder, so that they add up."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "sanbao_requests", "Requests answered, by rule of the address.", ["route", "method", "status"], registry=REGISTRY
)
LATENCY = Histogram(
    "sanbao_request_seconds",
    "From the request's first line to its answer.",
    ["route"],
    buckets=SECONDS,
    registry=REGISTRY,
)
DATABASE = Histogram(
    "sanbao_request_database_seconds",
    "Of that, spent in the database: statements and commits.",
    ["route"],
    buckets=SECONDS,
    registry=REGISTRY,
)
ENTRIES = Counter("sanbao_entries_received", "Entries of deliveries, by outcome.", ["outcome"], registry=REGISTRY)
UPLOAD_BYTES = Counter("sanbao_upload_bytes", "Bytes of photos kept from uploads.", registry=REGISTRY)
PHOTOS = Counter(
    "sanbao_photos_received",
    "Requests of uploads that ended: kept, or the status that refused them.",
    ["outcome"],
    registry=REGISTRY,
)
JOBS = Counter("sanbao_jobs", "Jobs that ended, by name and outcome.", ["job", "outcome"], registry=REGISTRY)
TROUBLE = Counter("sanbao_trouble", "Requests that met a fault of the server.", ["kind"], registry=REGISTRY)


def counted() -> bytes:
    """The counters of all processes that share the folder, else of this one, in Prometheus' text format."""
    if not os.environ.get(SHARED_FOLDER):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)

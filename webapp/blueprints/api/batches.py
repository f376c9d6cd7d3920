"""POST /api/v1/batches: a delivery of entries."""

from __future__ import annotations

from flask import request

from sync.delivery import load_delivery
from sync.encoding import GZIP, decode_body
from sync.limits import DEFAULT_LIMITS
from sync.reasons import REASONS, Rejection
from webapp import clock, metrics
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.token import current_device
from webapp.database import release_connection
from webapp.errors import answer_reason
from webapp.operations.intake import Sender
from webapp.operations.receive_carried import receive_carried
from webapp.operations.receive_delivery import receive_delivery


@blueprint.post("/batches")
def batches():
    if (request.content_length or 0) > DEFAULT_LIMITS.delivery_bytes:
        return answer_reason(REASONS["delivery_too_large"], 413)
    device = current_device()
    sender = Sender.of(device.user, device)
    release_connection()
    body = decode_body(request.get_data(), request.headers.get("Content-Encoding", ""), DEFAULT_LIMITS.delivery_bytes)
    delivery = body if isinstance(body, Rejection) else load_delivery(body)
    if isinstance(delivery, Rejection):
        answer, status = answer_reason(delivery.reason, delivery.reason.status or 400)
        return answer, status, {"Accept-Encoding": GZIP} if status == 415 else {}
    if delivery.carried is None:
        receipts = receive_delivery(sender, delivery.device_time, delivery.entries)
    else:
        receipts = receive_carried(sender, delivery.carried, delivery.device_time, delivery.entries)
    for receipt in receipts:
        metrics.ENTRIES.labels(receipt.outcome.value).inc()
    return {"server_time": clock.now_milliseconds(), "receipts": [receipt.to_json() for receipt in receipts]}

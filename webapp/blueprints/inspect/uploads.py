"""Photos that come with a plain form."""

from __future__ import annotations

import os
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from webapp.models import User
from webapp.operations.receive_photo import PhotoRefused
from webapp.operations.save_form import keep_form_photo


def pictures_of_form(user: User, draft: dict[str, Any], limits: dict[str, int]) -> list[str]:
    """Keep the form's pictures and name them in the draft's faults; the notices of what could not be taken."""
    sent = [
        (code, upload)
        for code, item in draft["items"].items()
        if item["result"] == "fault"
        for upload in request.files.getlist(f"photo-{code}")
        if upload.filename
    ]
    if len(sent) > limits["photos_per_check"]:
        return ["too_many_photos"]
    if any(_size(upload) > limits["photo_bytes"] for _, upload in sent):
        return ["photo_too_large"]
    notices = []
    for code, upload in sent:
        try:
            draft["items"][code]["photos"].append(keep_form_photo(user, upload.read()))
        except PhotoRefused:
            notices = ["not_a_picture"]
    return notices


def _size(upload: FileStorage) -> int:
    size = upload.stream.seek(0, os.SEEK_END)
    upload.stream.seek(0)
    return size

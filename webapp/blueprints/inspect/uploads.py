"""Photos that come with a plain form."""

from __future__ import annotations

from typing import Any

from flask import request

from webapp.models import User
from webapp.operations.save_form import keep_form_photo
from webapp.pictures import NotAPicture


def pictures_of_form(user: User, draft: dict[str, Any], most: int) -> list[str]:
    """Keep the form's pictures and name them in the draft's faults; the notices of what could not be taken."""
    sent = [
        (code, upload)
        for code, item in draft["items"].items()
        if item["result"] == "fault"
        for upload in request.files.getlist(f"photo-{code}")
        if upload.filename
    ]
    if len(sent) > most:
        return ["too_many_photos"]
    notices = []
    for code, upload in sent:
        try:
            draft["items"][code]["photos"].append(keep_form_photo(user, upload.read()))
        except NotAPicture:
            notices = ["not_a_picture"]
    return notices

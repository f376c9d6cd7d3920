"""Photos that come with forms of cards and of oversight: kept at once, so that a form that is refused keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webapp.models import Household, User
from webapp.operations.keep_photos import keep_photos

MOST = 3
MOST_BYTES = 8 << 20
SENT_FOR = 86_400  # seconds that a form may be mended


@dataclass(frozen=True, slots=True)
class Uploads:
    """Hashes of what is here; `sent` says the same to the form that is shown again, signed for whoever sent it.

    `problem` is the code of why something else that was chosen is not here; `people_agree` is the form's tick.
    """

    photos: tuple[str, ...]
    sent: tuple[str, ...]
    problem: str | None = None
    people_agree: bool = False


NONE = Uploads((), ())


def read_uploads(by: Household | User, most: int = MOST, name: str = "photo") -> Uploads:
    """The photos of the form that was sent; nothing of them is in any use yet."""
    signer = _signer(by)
    photos = dict.fromkeys(_sent_before(signer, most))
    files = [file for file in request.files.getlist(name) if file.filename]
    problem = "too_many_photos" if len(photos) + len(files) > most else None
    for file in files[: most - len(photos)]:
        data = file.read(MOST_BYTES + 1)
        kept, refusal = ([], "photo_too_large") if len(data) > MOST_BYTES else keep_photos(by.community_id, [data])
        photos |= dict.fromkeys(kept)
        # The browser sends a file of no bytes for one that it could not read.
        problem = problem or refusal or (None if kept else "photo_broken")
    agreed = "people_agree" in request.form
    return Uploads(tuple(photos), tuple(signer.dumps(sha256) for sha256 in photos), problem, agreed)


def photo_problem(code: str, most: int = MOST) -> str:
    """What is wrong with the photos, and what to do; "" when it is about something else."""
    return {
        "too_many_photos": _("最多%(most)s张。多出来的没有收，看看留哪几张。", most=most),
        "photo_too_large": _("有一张超过8 MB，没有收。换一张小一点的。"),
        "photo_too_many_pixels": _("有一张尺寸太大，没有收。换一张小一点的。"),
        "photo_not_an_image": _("有一个文件不是照片，没有收。选JPG、PNG、HEIC或WebP的照片。"),
        "photo_broken": _("有一张照片不完整，打不开。换一张，或者重拍。"),
        "photo_has_more": _("有一张照片后面夹带了别的文件，没有收。重拍一张。"),
        "no_photo": _("还没有照片。拍一张。"),
    }.get(code, "")


def is_about_photos(code: str) -> bool:
    """Whether the problem stands at the field of the photos."""
    return code.startswith("photo_") or code in ("too_many_photos", "no_photo")


def _sent_before(signer: URLSafeTimedSerializer, most: int) -> list[str]:
    """Only what the same household or user sent: a hash alone opens nothing."""
    found = []
    for token in request.form.getlist("sent")[:most]:
        try:
            found.append(signer.loads(token, max_age=SENT_FOR))
        except BadSignature:
            continue
    return found


def _signer(by: Household | User) -> URLSafeTimedSerializer:
    whose = "household" if isinstance(by, Household) else "user"
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"photo-of-{whose}-{by.id}")

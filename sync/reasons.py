"""The catalogue of reasons: a number never changes its meaning, and a name is what programs read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused, in words for people, and what the phone does about it."""

    number: int
    name: str
    meaning_zh: str
    meaning_en: str
    phone: str

    @property
    def status(self) -> int | None:
        """The HTTP status of a refused request; None for a reason that only receipts carry."""
        return self.number // 10 if self.number >= FIRST_OF_REQUESTS else None

    @property
    def staff(self) -> str:
        """What staff see of it, one of STAFF_SEE."""
        if self.name in _DISMISSED_ONLY:
            return "dismiss"
        if self.name in _OF_A_STOPPED_PHONE:
            return "take"
        return "mend" if self.status is None else "nothing"


FIRST_OF_REQUESTS = 4000

# What the phone does. `keep`: the check stays on the phone, shown as 社区在处理. `pause`: sending rests until somebody
# signs in. `split`: the delivery is sent in smaller parts. `resume`: ask for the offset. `anew`: send the photo from
# its first byte. `aside`: leave this photo and go on with the next. `later`: the same again after a while.
PHONE_ACTS = ("keep", "pause", "split", "resume", "anew", "aside", "later")

# What staff see. `mend`: it stands in the quarantine, to be mended and taken in, or dismissed. `take`: it stands there
# and needs no mending. `dismiss`: it stands there and can only be dismissed. `nothing`: the phone settles it by itself.
STAFF_SEE = ("mend", "take", "dismiss", "nothing")
_DISMISSED_ONLY = ("seal_broken", "entry_dismissed")
_OF_A_STOPPED_PHONE = ("device_revoked", "maker_stopped")

CATALOGUE = (
    # 10xx: the entry can't be understood.
    Reason(1001, "entry_digest_differs", "内容和指纹对不上", "The text does not match its digest", "keep"),
    Reason(1002, "entry_not_json", "内容读不出来", "The text is not readable JSON", "keep"),
    Reason(1003, "entry_kind_unknown", "不认识这种记录", "This kind of entry is unknown", "keep"),
    Reason(1004, "entry_invalid", "有一栏不合规定", "A field breaks the rules", "keep"),
    # 11xx: the courtyard.
    Reason(1101, "unknown_courtyard", "没有这个院子", "There is no such courtyard", "keep"),
    Reason(1102, "courtyard_not_enrolled", "这户还没参加", "The courtyard has not joined", "keep"),
    Reason(1103, "courtyard_not_assigned", "这户不归这位巡查员查", "The courtyard is somebody else's to check", "keep"),
    Reason(1104, "not_your_courtyard", "自家或亲属的院子，要回避", "One's own or a relative's courtyard", "keep"),
    Reason(1105, "companion_recused", "同行的人要回避这户", "A companion may not check this courtyard", "keep"),
    Reason(1106, "companion_unknown", "认不出同行的人", "A companion is not known here", "keep"),
    # 12xx: the rule book.
    Reason(1201, "unknown_rule_version", "没有这一版规则", "There is no such version of the rule book", "keep"),
    Reason(1202, "items_differ", "有项目没写，或多出了项目", "Items are left out, or added", "keep"),
    Reason(1203, "obstacle_differs", "查不了的原因和规则对不上", "The obstacle does not fit the rule book", "keep"),
    Reason(1204, "unseen_item_judged", "没进院，院里的项目不能判", "An item out of sight was judged", "keep"),
    Reason(1205, "too_many_photos", "照片超过了张数", "The check names too many photos", "keep"),
    Reason(1206, "severity_differs", "轻重或件数和规则对不上", "Severity or count does not fit the rule book", "keep"),
    Reason(1207, "deed_unknown", "规则里没有这种好事", "The rule book has no such deed", "keep"),
    Reason(1208, "deed_points_differ", "分数不在规则的范围里", "The points are outside the rule", "keep"),
    # 13xx: the walk, its day, and what is replaced.
    Reason(1301, "walk_belongs_to_other", "这次巡查是别人的", "The walk belongs to somebody else", "keep"),
    Reason(1302, "day_implausible", "日期不对", "The day can't be right", "keep"),
    Reason(1303, "replaced_check_differs", "要替换的检查是另一户的", "The check to replace is another yard's", "keep"),
    Reason(1304, "seal_broken", "封印对不上，不能证明是那部手机存的", "The seal is not that phone's", "keep"),
    Reason(1305, "deed_decided", "社区已经定了，撤不回", "The deed to replace is decided already", "keep"),
    Reason(1306, "entry_dismissed", "社区看过了，这次不算", "Staff have looked, and it does not count", "keep"),
    Reason(1307, "maker_stopped", "存它的手机停用了，留给社区处理", "The phone that made it was stopped", "keep"),
    # 4xxx and 5xxx: a whole request is refused; the first three digits are its HTTP status.
    Reason(4000, "delivery_unreadable", "这一包读不出来", "The delivery can't be read", "split"),
    Reason(4001, "upload_unreadable", "照片的说明读不出来", "The upload's headers can't be read", "aside"),
    Reason(4002, "request_unreadable", "这个请求读不出来", "The request can't be read", "later"),
    Reason(4003, "checksum_unknown", "不认识这种校验", "This kind of checksum is unknown", "aside"),
    Reason(4010, "sign_in_again", "要重新登录", "Sign in again", "pause"),
    Reason(4011, "device_revoked", "这部手机停用了，内容留给社区处理", "This phone was stopped", "pause"),
    Reason(4030, "not_allowed", "没有这个权限", "This is not allowed", "later"),
    Reason(4040, "not_found", "没有这个地址", "There is nothing here", "later"),
    Reason(4041, "upload_unknown", "这次上传找不到了，从头再发", "The upload is unknown", "anew"),
    Reason(4050, "method_unknown", "这个地址不这样用", "This address is not used that way", "later"),
    Reason(4090, "upload_offset_differs", "接的位置不对", "The offset differs", "resume"),
    Reason(4100, "upload_expired", "这次上传过期了，从头再发", "The upload has expired", "anew"),
    Reason(4120, "tus_version_differs", "上传协议的版本不对", "The version of the upload protocol differs", "aside"),
    Reason(4130, "delivery_too_large", "这一包太大", "The delivery is too large", "split"),
    Reason(4131, "photo_too_large", "照片太大", "The photo is too large", "aside"),
    Reason(4132, "upload_overrun", "发来的比说好的多", "More bytes came than were announced", "anew"),
    Reason(4150, "upload_type_differs", "上传的内容类型不对", "The content type differs", "aside"),
    Reason(4151, "photo_not_an_image", "这不是照片", "This is not a picture", "aside"),
    Reason(4152, "photo_type_differs", "照片不是说好的格式", "The picture is of another kind than announced", "aside"),
    Reason(4153, "photo_broken", "照片不完整，打不开", "The picture breaks off", "aside"),
    Reason(4154, "photo_has_more", "照片后面夹带了别的文件", "Another file hangs on the picture", "aside"),
    Reason(4155, "photo_too_many_pixels", "照片的尺寸太大，打不开", "The picture has too many pixels", "aside"),
    Reason(4156, "encoding_unknown", "这种压缩不认识", "This compression is unknown", "later"),
    Reason(4290, "too_many_requests", "发得太密，等一会儿再发", "Too many requests", "later"),
    Reason(4600, "photo_hash_differs", "照片和指纹对不上，要再发一次", "The photo does not match its hash", "anew"),
    Reason(4601, "chunk_checksum_differs", "这一段和校验对不上", "The chunk does not match its checksum", "resume"),
    Reason(5000, "server_trouble", "社区的服务器出了问题，等一会儿再发", "The server has a problem", "later"),
    Reason(5030, "try_again_later", "社区的服务器忙，等一会儿再发", "The server is busy", "later"),
    Reason(5031, "no_room", "社区的服务器硬盘满了，腾出地方以后再发", "The server's disk is full", "later"),
)

REASONS = {reason.name: reason for reason in CATALOGUE}

# Of the whole text, its envelope or its sender: no field of the text is to blame.
_OF_NO_FIELD = ("entry_digest_differs", "entry_not_json", "seal_broken", "maker_stopped", "device_revoked")


@dataclass(frozen=True, slots=True)
class Rejection:
    """An expected refusal; `detail` names our own fields, never the sender's words, so that it may be logged."""

    reason: Reason
    detail: str = ""
    id: str | None = None

    @property
    def field(self) -> str | None:
        """The path of a field of the text that is wrong, as `results.3.note`; None where none is to blame."""
        return None if self.reason.name in _OF_NO_FIELD else self.detail or None


def rejection(name: str, detail: str = "", id: str | None = None) -> Rejection:
    """A Rejection by the reason's name."""
    return Rejection(REASONS[name], detail, id)

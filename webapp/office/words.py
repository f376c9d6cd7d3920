"""Codes of checks, months and refusals in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask_babel import gettext as _

from sync.reasons import REASONS, Rejection
from webapp import entry_words, rule_words
from webapp.domain.evidence.doubts import Doubt
from webapp.domain.goods.commitments import Commitments, Standing
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.explanations import graded
from webapp.i18n import language
from webapp.models import Finding, ReceivedEntry
from webapp.models.account import COURTYARD
from webapp.office import event_words
from webapp.queries.account_labels import AccountLabel
from webapp.queries.review_desk import DeskCheck

line_title, consequence = rule_words.line_title, rule_words.consequence
entry = entry_words.entry
worth, yuan = rule_words.worth, rule_words.yuan


# Only what is shown is translated: a queue has hundreds of rows.
DOUBTS: dict[Doubt, Callable[[DeskCheck], str]] = {
    Doubt.INCOMPLETE: lambda desk: _("照片还差%(count)s张", count=len(desk.missing)),
    Doubt.UNREADABLE: lambda desk: _("有%(count)s张照片打不开", count=len(desk.unreadable)),
    Doubt.REUSED: lambda _desk: _("照片以前用过"),
    Doubt.RIVAL: lambda _desk: _("有两次重查，留一次"),
    Doubt.SAMPLED: lambda _desk: _("监督抽查，看法不同"),
    Doubt.DIFFERS: lambda _desk: _("两人结论不同"),
    Doubt.FAR: lambda _desk: _("离院子远"),
    Doubt.FAST: lambda _desk: _("几乎没看就存了"),
    Doubt.CHANGED: lambda _desk: _("和上次很不一样"),
    Doubt.SKEWED: lambda _desk: _("手机时间不准"),
    Doubt.LATE: lambda _desk: _("迟到，本来的月份已经确认"),
    Doubt.NO_PHOTO: lambda _desk: _("不合格没有照片"),
    Doubt.REDONE: lambda _desk: _("退回以后重查的"),
}


def doubt(code: Doubt, desk: DeskCheck) -> str:
    """A few words for the queue."""
    return DOUBTS[code](desk)


def doubt_meaning(code: Doubt) -> str:
    """What staff should look at."""
    return {
        Doubt.INCOMPLETE: _("照片还在巡查员的手机上。到齐以后才能通过。"),
        Doubt.UNREADABLE: _("照片收到了，也留着，只是显示不了。退回去，让巡查员重拍。"),
        Doubt.REUSED: _("和早先一次检查的照片是同一张。对照着看，再决定。"),
        Doubt.RIVAL: _("同一次检查有两次更正，只能通过一次，另一次退回。"),
        Doubt.SAMPLED: _(
            "监督去看过，有几项和检查不一样。先弄清楚，再决定；已经决定的，分数不会自己变，住户可以提异议。"
        ),
        Doubt.DIFFERS: _("同一周另一位巡查员没有记这项不合格。先看清楚，再通过。"),
        Doubt.FAR: _("存的时候手机离这个院子100米以上，误差已经扣掉。可能存错了院子。"),
        Doubt.FAST: _("打开到存好不到2秒。看看照片，再决定。"),
        Doubt.CHANGED: _("至少4项和上次相反。可能真变了，也可能有一次没看仔细。"),
        Doubt.SKEWED: _("手机的钟和服务器差10分钟以上，时间已经按差值改正。"),
        Doubt.LATE: _("这次检查收到得太晚，记到现在这个月，不算进这个月的得分。"),
        Doubt.NO_PHOTO: _("住户可能会问凭什么扣分。"),
        Doubt.REDONE: _("看一看退回的原因是不是解决了。"),
    }[code]


def said(item: Item, finding: Finding) -> str:
    """What the inspector said of an item: how bad or how many, the phrases, the note."""
    phrases = _("、").join(finding.phrases)
    return _("。").join(part for part in (graded(item, finding), phrases, finding.note) if part)


def result(code: str) -> str:
    return {
        "pass": _("合格"),
        "fault": _("不合格"),
        "fixed": _("当场改好"),
        "third_party": _("别人造成"),
        "not_applicable": _("没有这项"),
        "not_assessed": _("没查"),
        "set_aside": _("异议成立"),
        "dismissed": _("审核认为不算"),
    }.get(code, code)


def aside(entry: ReceivedEntry) -> str:
    """Why an entry was put aside."""
    if entry.outcome == "conflict":
        return _("同一次检查发来了两份不同的内容")
    return reason(entry.reason or "")


def reason(name: str) -> str:
    """A reason of the wire, as staff read it."""
    found = REASONS.get(name)
    return name if found is None else found.meaning_en if language() == "en" else found.meaning_zh


def wrong_field(rejection: Rejection) -> str:
    """The field as the form calls it, else its path in the text; "" where the reason itself says what is wrong."""
    if rejection.reason.name != "entry_invalid":
        return ""
    named = {
        "courtyard": _("院子"),
        "saved_at": _("存的时间"),
        "opened_at": _("存的时间"),
        "judged": _("查了哪里"),
        "obstacle": _("为什么没查全"),
        "results": _("每一项的结果"),
        "deed": _("哪种好事"),
        "points": _("记几分"),
        "happened_on": _("哪天的事"),
        "note": _("说明"),
    }
    return named.get(rejection.detail.partition(".")[0], rejection.detail)


def judged(code: str) -> str:
    return {
        "whole": _("整院"),
        "lane": _("只看门外"),
        "weather": _("没有查成，不算数"),
        "withdrawn": _("巡查员撤销了"),
    }.get(code, code)


def check_state(code: str) -> str:
    return {
        "received": _("照片没到齐"),
        "complete": _("待审"),
        "approved": _("已通过"),
        "returned": _("已退回"),
    }.get(code, code)


def deed_state(code: str) -> str:
    return {
        "waiting": _("等决定"),
        "accepted": _("记上了"),
        "refused": _("没有记"),
        "withdrawn": _("撤回"),
    }.get(code, code)


def household_kind(code: str) -> str:
    return {"owner": _("院主户"), "registered": _("登记户"), "tenant": _("租客户")}.get(code, code)


def membership_role(code: str) -> str:
    return {"head": _("户主"), "member": _("家人"), "tenant": _("租客")}.get(code, code)


def month_state(code: str) -> str:
    return {
        "open": _("进行中"),
        "scored": _("已评分"),
        "reviewed": _("等监督确认"),
        "confirmed": _("监督已确认"),
        "published": _("公示中"),
        "final": _("已定稿"),
        "settled": _("已表彰，可兑换"),
        "archived": _("已归档"),
    }.get(code, code)


def verb(code: str) -> str:
    """What a reviewer did."""
    return {"approve": _("通过了"), "amend": _("改判通过了"), "return": _("退回了"), "reopen": _("撤回了决定")}.get(
        code, code
    )


def month_step(code: str) -> str:
    """What was done to a month."""
    return {
        "score": _("评分"),
        "review": _("复核，送监督"),
        "reopen": _("有新的决定，回到进行中"),
        "confirm": _("监督确认"),
        "stop": _("监督退回"),
        "publish": _("公示"),
        "agree": _("监督同意更正"),
        "republish": _("更正公示"),
        "finalise": _("定稿"),
        "settle": _("表彰兑换"),
        "archive": _("归档"),
        "verified": _("从证据重算了一遍"),
    }.get(code, code)


def refusal(code: str) -> str:
    """Why a step was not taken, and what to do."""
    return {
        "own_check": _("自己查的，要由别人审。"),
        "own_entry": _("自己发来的，要由别人处理。"),
        "own_repair": _("自己放进来的，要由别人审。"),
        "own_typing": _("自己补录的，要由别人审。"),
        "no_dismissal_text": _("写一句为什么不算，巡查员能看到。"),
        "entry_dismissed": _("这次检查定过不算了，再发来的只能不算。"),
        "seal_broken": _("封印对不上，不知道是谁查的，只能不算。"),
        "own_walk": _("自己同行的巡查，要由别人审。"),
        "own_deed": _("自己记的好事，要由别人认定。"),
        "points_differ": _("分数不在规则的范围里。"),
        "no_household": _("选一户，分记到哪家的档案里。"),
        "no_deed_text": _("写一句为什么不认定，住户和记的人能看到。"),
        "no_less_text": _("少记要写一句原因，住户能看到。"),
        "no_undo_text": _("写一句为什么撤回。"),
        "undo_at_help": _("这一条是帮扶任务的，在帮扶任务里撤回。"),
        "recused": _("自家或亲属的院子，要回避。换一位来审。"),
        "own_review": _("自己评分或复核的月份，要由另一位确认。"),
        "changed": _("别人刚刚改过。下面是现在的样子，看了再决定。"),
        "incomplete": _("照片还没到齐，先不能通过。"),
        "month_closed": _("这个月监督已经确认，不能再改。"),
        "no_reason": _("选一个原因，巡查员才知道怎么重查。"),
        "no_text": _("选了其他，写一句原因。"),
        "no_changes": _("没有改任何一项。要照原样通过，回去点通过。"),
        "not_milder": _("只能改轻，不能改重。要加重，退回重查。"),
        "no_amend_text": _("写一句为什么改，住户和巡查员能看到。"),
        "wrong_state": _("这一步别人已经做了，或者还没轮到。下面是现在的样子。"),
        "wrong_role": _("这一步要由另一个角色来做。"),
        "ambiguous_checks": _("有院子的重查通过了两次。退回一次，再评分。"),
        "not_begun": _("这个月还没有开始。"),
        "notice_running": _("公示还没到期，到期的第二天才能定稿。"),
        "objections_open": _("还有异议没有了结，或者还可以转监督，先不能定稿。"),
        "not_republished": _("有更正还没有重新公示，先不能定稿。"),
        "earlier_running": _("前面的月份还在公示，或者异议没有了结，会影响这个月。等它了结再确认。"),
        "nothing_to_correct": _("没有要更正的了，可能别人刚刚重新公示过。"),
        "not_agreed": _("更正要监督先同意。看过以后又有新的答复，也要再同意一次。"),
        "own_answer": _("自己答复过的更正，要由另一位来同意。"),
        "own_agreement": _("自己同意的更正，要由另一位来公示。"),
    }.get(code, code)


def role(code: str) -> str:
    return {
        "inspector": _("巡查员"),
        "staff": _("工作小组"),
        "oversight": _("居务监督"),
        "admin": _("管理员"),
    }.get(code, code)


def roles(codes: Iterable[str]) -> str:
    return _("、").join(role(code) for code in codes)


def event(code: str) -> str:
    """An action of the audit trail."""
    what, _part, step = code.partition("_")
    if what == "month":
        return month_step(step)
    if what == "check":
        return verb(step)
    return event_words.event(code)


def account_name(label: AccountLabel) -> str:
    """石阶巷27号院, 梅园小区 3号楼501, 第一支部 王例."""
    if label.kind == COURTYARD:
        return _("%(lane)s%(number)s号院", lane=label.part, number=label.name)
    return f"{label.part} {label.name}".strip()


def part_name(book: RuleBook, name: str) -> str:
    """A part of a score's tree: one of the fixed parts, a category, a group of items."""
    part = book.category(name) or book.group(name)
    return {
        "total": _("合计"),
        "base": _("基础分"),
        "items": _("检查"),
        "breaches": _("扣分"),
        "members": _("成员"),
        "deeds": _("加分"),
        "floor": _("最低分"),
    }.get(name) or (part.label.text(language()) if part else name)


def record_problem(code: str) -> str:
    """Why a deed or breach was not recorded."""
    return {
        "no_account": _("请选是谁的。"),
        "recused": _("自己家和亲属家的事，要由别人来记。"),
        "day_implausible": _("日期要在一年以内，不能是以后的日子。"),
        "no_kind": _("那个月的规则里没有这一种。"),
        "points_differ": _("分数不在规则的范围里。"),
        "no_quantity": _("请写数量。"),
    }.get(code, code)


def standing(commitments: Commitments) -> str:
    return {
        Standing.COVERED: _("钱够。"),
        Standing.TIGHT: _("现在够，三个月后就不够了。"),
        Standing.SHORT: _("钱不够：还差%(yuan)s元。", yuan=yuan(-commitments.left)),
    }[commitments.standing]


def fund_problem(code: str) -> str:
    """Why money was not entered."""
    return {"bad_amount": _("请写一个数目，像500或者-120.50。"), "no_words": _("请写是什么钱。")}.get(code, code)


def draft_problem(code: str) -> str:
    """Why a draft was not kept or not put in force."""
    return {
        "empty": _("还没有写内容。"),
        "too_long": _("太长了，没有存。一份规则最多50万字。"),
        "not_text": _("这个文件不是文字，没有存。请用UTF-8或者GBK编码的YAML文件。"),
        "no_draft": _("草稿已经没有了，可能别人刚刚定下或者删掉了。"),
        "changed": _("有人刚刚改过草稿。请先看一遍现在的内容，再定下。"),
        "bad_month": _("请选一个月份。"),
        "month_used": _("这个月已经用了现在的规则，不能再换。请选后面的月份。"),
    }.get(code, code)

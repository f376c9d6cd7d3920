"""Files in the reader's words: what columns are called, why a file or a row is not taken, what values mean."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.imports.check_rows import ITEM
from webapp.domain.imports.judged_row import Fate, Problem
from webapp.office import words


def kind(code: str) -> str:
    return {
        "roster": _("名册：院落、住户、家里的人"),
        "people": _("队伍：党员、志愿者和各自的队伍"),
        "ledger": _("账本：每一笔分"),
        "checks": _("检查：每次巡查的结果"),
        "deeds": _("加分扣分：登记的每一件事"),
    }[code]


def field(code: str) -> str:
    """The header of a column, as it is exported; a file may use other words for it."""
    return {
        "grid": _("网格号"),
        "lane": _("巷"),
        "number": _("门牌号"),
        "enrolled_from": _("参加月份"),
        "enrolled_until": _("退出月份"),
        "party_centre": _("党员中心户"),
        "compound": _("小区"),
        "address": _("楼栋单元"),
        "household_code": _("户码"),
        "household_kind": _("户类型"),
        "in_difficulty": _("困难户"),
        "holder": _("户主"),
        "relation": _("与户主关系"),
        "name": _("姓名"),
        "party_member": _("党员"),
        "since": _("起"),
        "until": _("止"),
        "branch": _("支部"),
        "team": _("队伍"),
        "day": _("日期"),
        "inspector": _("巡查员"),
        "judged": _("查了哪里"),
        "obstacle": _("没查全的原因"),
        "faults": _("问题项"),
        "check_id": _("检查编号"),
        "deed": _("事项"),
        "figure": _("分或数量"),
        "text": _("说明"),
    }.get(code, code.removeprefix(ITEM))


def value(code: str) -> str:
    """A value that stands as a code in a file's plan; any other is what it says."""
    return {
        "": _("没有"),
        "yes": _("是"),
        "no": _("否"),
        "owner": _("院主"),
        "registered": _("登记"),
        "tenant": _("租客"),
        "head": _("户主"),
        "member": _("成员"),
    }.get(code, code)


def fate(code: Fate) -> str:
    return {
        Fate.NEW: _("新的"),
        Fate.CHANGED: _("有改动"),
        Fate.UNCHANGED: _("没有变"),
        Fate.BAD: _("有问题"),
    }[code]


def refused(code: str) -> str:
    """Why a whole file is not taken, and what to do."""
    return {
        "no_file": _("还没选文件。"),
        "empty": _("文件里没有内容。"),
        "too_large": _("文件太大，没有收。最多8 MB，去掉图片和别的工作表再传。"),
        "too_many": _("行或列太多，没有收。最多2万行、200列，分几个文件传。"),
        "old_excel": _("这是老格式（.xls）或者加了密码的文件，没有收。在表格软件里另存为.xlsx，不设密码，再传。"),
        "pdf": _("这是PDF，不是表格，没有收。传原来的表格，存成.xlsx或.csv。"),
        "not_xlsx": _("这不是.xlsx表格（可能是.ods、.docx或压缩包），没有收。另存为.xlsx或.csv再传。"),
        "not_a_table": _("这不是表格，没有收。存成.xlsx或.csv再传。"),
        "locked": _("文件加了密码，没有收。去掉密码再传。"),
        "unreadable": _("文件读不全，没有收。可能坏了，在表格软件里打开，另存一份再传。"),
        "encoding": _("文字的编码认不出来，没有收。存成.xlsx，或者UTF-8的.csv再传。"),
        "no_header": _(
            "没有找到表头，没有收。名册要有“门牌号”或“楼栋单元”一列，队伍要有“姓名”一列，检查要有“日期”和“门牌号”，加分扣分要有“日期”“事项”和是谁。"
        ),
    }[code]


def problem(found: Problem) -> str:
    """Why a row is not taken, and what to do."""
    about = value(found.about) if found.about else ""
    return (
        {
            "no_day": _("看不懂这个日期。写成2026-03-01。"),
            "no_month": _("看不懂这个月份。写成2026-03。"),
            "month_unclear": _("分不清是1月还是10月。写成2026-01或2026-10。"),
            "no_yes": _("写是或否。"),
            "too_long": _("太长了。"),
            "identity_number": _("像是身份证号，没有读，也没有存。删掉再传。"),
            "no_number": _("看不懂这个门牌号。写成27、35-1、35甲这样。"),
            "number_is_day": _("表格软件把门牌号当成了日期。这一列改成文本格式，重写，例如35-1。"),
            "no_kind": _("户类型写院主、登记或租客。"),
            "unknown_code": _("没有这个户码%(about)s。新的一户不要填户码。", about=about),
            "no_place": _("没有写住在哪里：填门牌号，或者楼栋单元。"),
            "code_elsewhere": _("户码%(about)s是另一个地方的。", about=about),
            "no_grid": _("新的院子要写网格。"),
            "no_lane": _("要写巷，不同的巷里门牌号会一样。"),
            "two_households": _("这里有两户都有%(about)s，分不清是哪一户。填户码。", about=about),
            "owner_taken": _("%(about)s已经有院主。别的家写登记或租客。", about=about),
            "owner_stays": _("%(about)s是院主。换院主不在这里改。", about=about),
            "repeated": _("和第%(about)s行是同一个人。要是两个人，名字后面加字分开，例如（大）（小）。", about=about),
            "team_of_yard": _("住院子的分记在院子上，不归队伍。"),
            "two_heads": _("这一户已经有户主%(about)s。", about=about),
            "until_before_since": _("结束比开始早。"),
            "no_head": _("户主%(about)s自己那一行没有，或者有问题。先补上。", about=about),
            "differs_above": _("和上面的行不一样，上面是%(about)s。", about=about),
            "no_name": _("没有写姓名。"),
            "several_of_name": _("有几个人叫%(about)s。填户码，或者填门牌号、楼栋单元，分清是哪一位。", about=about),
            "not_there": _("那里没有叫%(about)s的人。", about=about),
        }.get(found.code)
        or _of_records(found.code, about)
        or words.reason(found.code)
    )


def _of_records(code: str, about: str) -> str | None:
    """Why a row of checks or deeds is not taken."""
    return {
        "day_to_come": _("这一天还没到。"),
        "no_courtyard": _("没有这个院子。"),
        "no_inspector": _("写巡查员的姓名或编号；有同名的，写编号。"),
        "no_result": _("写合格、不合格、当场改好、别人造成、没有这项或没查。"),
        "no_obstacle": _("规则里没有%(about)s这个原因。", about=about),
        "no_item": _("没有%(about)s这一项。", about=about),
        "checked_above": _("第%(about)s行是同一天、同一位巡查员、同一个院子。", about=about),
        "check_frozen": _("这次检查已经有了，结果不一样。存下的检查不改，要改就退回重查。"),
        "not_whole": _("没查整院的，要写没查全的原因。"),
        "no_deed": _("规则里没有%(about)s这一项。写它的名称或编号。", about=about),
        "no_deed_then": _("那个月的规则里没有这一项。"),
        "no_who": _("没有写是谁：填姓名、队伍、门牌号、楼栋单元或户码。"),
        "no_account_of": _("没有%(about)s的账户。先在名册或队伍里收进来。", about=about),
        "no_account": _("没有这个账户。"),
        "no_household_code": _("没有这个户码%(about)s。", about=about),
        "several_teams": _("有几个支部都有%(about)s。填支部。", about=about),
        "not_taking_part": _("那个月还没有参加，或者已经退出。"),
        "deed_above": _("和第%(about)s行是同一件事。真是两件，说明写得不一样。", about=about),
        "no_points": _("分写成数字，例如3；几个人评的，用顿号隔开。"),
        "points_out_of_range": _("分要在%(about)s之间。", about=about),
        "points_differ": _("分不在规则的范围里。"),
        "no_quantity": _("要写数量，从1起。"),
        "no_count": _("数量写成整数，例如3。"),
        "no_minutes": _("看不懂这个时长。写分钟，或者1.5小时、1:30。"),
        "too_long_ago": _("这一天太早，一年以前的不收。"),
        "recused": _("是自己家或亲属的，要别人来登记。"),
    }.get(code)


def problems(found: list[Problem]) -> str:
    """All that is wrong with a row, each with its column."""
    said = [(field(each.field) + _("：") if each.field else "") + problem(each) for each in found]
    return _("；").join(said)

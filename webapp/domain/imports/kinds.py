"""The files that can be imported, their columns, and the words that headers use for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

ROSTER, PEOPLE, CHECKS, DEEDS = "roster", "people", "checks", "deeds"
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ROSTER: (
            "grid",
            "lane",
            "number",
            "enrolled_from",
            "enrolled_until",
            "party_centre",
            "compound",
            "address",
            "household_code",
            "household_kind",
            "in_difficulty",
            "team",
            "holder",
            "relation",
            "name",
            "party_member",
            "since",
            "until",
        ),
        PEOPLE: (
            "name",
            "household_code",
            "lane",
            "number",
            "compound",
            "address",
            "party_member",
            "branch",
            "team",
            "since",
            "until",
        ),
        CHECKS: (
            "day",
            "lane",
            "number",
            "inspector",
            "judged",
            "obstacle",
            "faults",
            "check_id",
        ),  # and the rule book's items
        DEEDS: (
            "day",
            "lane",
            "number",
            "compound",
            "address",
            "household_code",
            "name",
            "branch",
            "team",
            "deed",
            "figure",
            "text",
        ),
    }
)
# What a file must have at least: one of each group.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        ROSTER: (("number", "address"),),
        PEOPLE: (("name",),),
        CHECKS: (("day",), ("number",)),
        DEEDS: (("day",), ("deed",), ("number", "address", "household_code", "name", "team")),
    }
)
_WORDS = {
    "grid": "网格 网格号 网格编号 所属网格 grid grids",
    "lane": "巷 巷子 街巷 巷名 路 路名 街道路巷 所在巷 lane street",
    "number": "门牌号 门牌 院号 院子 院落 院落号 院子号 院落编号 门号 doornumber number courtyard housenumber",
    "enrolled_from": "参加月份 参加 参加时间 起始月份 开始月份 从哪个月起 enrolledfrom joined from joinedin",
    "enrolled_until": "退出月份 退出 退出时间 结束月份 enrolleduntil left",
    "party_centre": "党员中心户 中心户 partymemberscentre partycentre partycenter",
    "compound": "小区 小区名 小区名称 所在小区 compound estate",
    "address": "楼栋单元 楼栋单元室 楼栋房号 房号 室号 楼栋 楼栋单元房号 地址 住址 家庭住址 address unit building",
    "household_code": "户码 户编码 家庭编号 householdcode code",
    "household_kind": "户类型 户别 住户类型 householdkind kind householdtype type",
    "in_difficulty": "困难户 困难家庭 indifficulty difficulty",
    "holder": "户主 院主 户主姓名 院主姓名 房主 owner holder headofhousehold householder head",
    "relation": "与户主关系 关系 家庭关系 角色 relation relationtohead relationship role",
    "name": "姓名 名字 居民姓名 成员 成员姓名 家庭成员 志愿者 志愿者姓名 党员姓名 name fullname membername resident",
    "party_member": "党员 是否党员 政治面貌 partymember party",
    "since": "住进日期 入住日期 迁入日期 加入日期 加入时间 入队日期 起 since movedin",
    "until": "搬走日期 迁出日期 离开日期 退出日期 退队日期 止 until movedout",
    "branch": "支部 党支部 所在支部 所属支部 小组 branch partybranch group",
    "day": "日期 巡查日期 检查日期 巡查日 date day",
    "inspector": "巡查员 检查人 检查员 网格员 inspector",
    "judged": "查了哪里 whatwaschecked",
    "obstacle": "没查成的原因 没查全的原因 为什么没查全 障碍 obstacle whynotallwaschecked",
    "faults": "问题 问题项 问题项目 不合格项 不合格项目 扣分项 扣分项目 faults",
    "check_id": "检查编号 checkid",
    # A word for hours is no word for the figure, which is in minutes where its cell says no more.
    "deed": "事项 事由 加分事项 扣分事项 加分扣分事项 加分项目 加分项 扣分项 行为 what deed breach item",
    "figure": "分或数量 分 分数 分值 积分 数量 次数 分钟 分钟数 figure points count quantity minutes",
    "text": "说明 备注 内容 经过 text note remark remarks",
    "team": "队伍 志愿队 志愿服务队 小队 团队 志愿者队伍 所属队伍 team volunteerteam",
}
_ASIDE = re.compile(r"\([^)]*\)|[\s*:_\-.,、/'’]+")
_BY_WORD: dict[str, list[str]] = {}
for _field, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_field)


def header_word(header: str) -> str:
    """A header without width, case, spaces, signs and what stands in brackets."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", header).lower())


def field_of(kind: str, header: str) -> str:
    """The column of this kind of file that the header names, or ""."""
    return next((field for field in _BY_WORD.get(header_word(header), ()) if field in FIELDS[kind]), "")


def missing_fields(kind: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Of the first group that no column answers, the columns of which one is needed."""
    return next((group for group in NEEDED[kind] if not set(group) & set(fields)), ())

"""Actions of the audit trail in the reader's words, by the desk they are of."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.office import roster_words, user_words


def event(code: str) -> str:
    """Months and checks have words of their own."""
    known = {**_phones(), **_deeds(), **_goods(), **_objections(), **_community(), **_privacy()}
    return known.get(code) or roster_words.event(user_words.event(code))


def _phones() -> dict[str, str]:
    """Phones, what they send, and paper."""
    return {
        "device_registered": _("手机登录"),
        "device_revoked": _("停用手机"),
        "device_renamed": _("给手机改名"),
        "sign_in_code_made": _("给了登录码"),
        "sign_in_code_used": _("用登录码登录"),
        "checks_carried": _("替人带来检查"),
        "rescue_imported": _("导入手机文件"),
        "pin_set": _("设了户密码"),
        "pin_printed": _("印了密码条"),
        "card_read_out": _("窗口查询积分卡"),
        "entry_readmitted": _("收下搁置的记录"),
        "entry_dismissed": _("搁置的记录不算"),
        "paper_typed": _("补录纸质检查"),
        "paper_ordered": _("打印"),
        "sheet_added": _("附上巡查表的照片"),
    }


def _deeds() -> dict[str, str]:
    """Deeds, activities, help tasks."""
    return {
        "deed_accepted": _("认定加分"),
        "deed_refused": _("不认定加分"),
        "deed_reopened": _("撤回加分的决定"),
        "deed_recorded": _("记一笔加分或扣分"),
        "deed_claimed": _("住户自己报加分"),
        "help_take": _("领帮扶任务"),
        "help_give_back": _("退回帮扶任务"),
        "help_finish": _("帮扶做好了"),
        "help_prove": _("交帮扶证明"),
        "help_send_back": _("帮扶证明不够"),
        "help_confirm": _("确认帮扶"),
        "help_reopen": _("撤回帮扶的确认"),
        "help_end": _("帮扶任务不用做了"),
        "help_admit": _("让大家看到心愿"),
        "help_thank": _("许愿的人说做到了"),
        "wish_posted": _("住户许了心愿"),
        "claim_taken_back": _("住户撤回报的加分"),
        "put_right_reported": _("住户报改好"),
        "put_right_withdrawn": _("住户撤回报改好"),
        "recheck_arranged": _("安排复查"),
        "recheck_declined": _("不安排复查"),
        "activity_signed_up": _("住户报名活动"),
        "activity_signed_off": _("住户取消报名"),
        "activity_signed_in": _("住户扫码签到"),
        "activity_made": _("记一次活动"),
        "activity_changed": _("改活动"),
        "activity_sheet_kept": _("签到表留底"),
        "activity_paper_code_used": _("用纸上的签到码"),
        "activity_paper_code_stopped": _("停用纸上的签到码"),
        "activity_posted": _("按签到表记分"),
        "activity_taken_back": _("收回活动记的分"),
    }


def _goods() -> dict[str, str]:
    """Goods and the counter."""
    return {
        "redeemed": _("兑换"),
        "redemption_undone": _("撤回兑换"),
        "good_kept": _("改物品目录"),
        "good_waiting": _("登记等货"),
        "good_kept_for": _("预留物品"),
        "good_turn_came": _("等货轮到了"),
        "good_turn_called_back": _("货又不够，没有轮到"),
        "good_released": _("取消预留"),
        "good_collector_named": _("写明谁来代领"),
        "receipt_signed": _("在收据上签名"),
        "stock_bought": _("物品买进"),
        "stock_donated": _("物品捐赠"),
        "stock_counted": _("物品盘点"),
        "stock_spoilt": _("物品报损"),
    }


def _objections() -> dict[str, str]:
    """Objections and samples."""
    return {
        "sample_thrown": _("掷数抽查"),
        "sample_looked": _("抽查看过"),
        "objection_taken": _("登记异议"),
        "objection_answer": _("答复异议"),
        "objection_appeal": _("异议转监督"),
        "objection_refer": _("异议转监督"),
        "objection_admit": _("收下过期的异议"),
        "objection_final": _("监督答复异议"),
        "objection_withdraw": _("住户撤回异议"),
    }


def _community() -> dict[str, str]:
    """What the community keeps, shows and says."""
    return {
        "photo_expired": _("照片按期删了"),
        "retention_set": _("改保留期限"),
        "district_set": _("改所属街道"),
        "free_days_entered": _("写不巡查的日子"),
        "free_days_removed": _("去掉不巡查的日子"),
        "name_mask_set": _("改名字怎么写"),
        "document_written": _("写公开文件"),
        "document_withdrawn": _("撤回公开文件"),
        "document_restored": _("重新挂出公开文件"),
        "file_imported": _("导入名册文件"),
        "robot_kept": _("改群机器人的密钥"),
        "robot_forgotten": _("去掉群机器人"),
        "group_asked": _("请群机器人发公示"),
        "group_sent": _("群机器人发出了公示"),
        "group_failed": _("群机器人没有发出公示"),
    }


def _privacy() -> dict[str, str]:
    """What somebody asked of their own data, and what nobody should recognise."""
    return {
        "photo_covered": _("遮住照片里的人或车牌"),
        "photo_uncovered": _("不再遮照片"),
        "photo_looked_uncovered": _("看没有遮的照片"),
        "own_data_given": _("给本户一份数据"),
        "consent_withdrawn": _("本户撤回照片"),
        "erasure_asked": _("提出删除一户的资料"),
        "erasure_withdrawn": _("不删一户的资料了"),
        "household_erased": _("删除了一户的资料"),
    }

"""What can be wrong in a rule book, in both languages; braces are filled by whoever finds it."""

from __future__ import annotations

PROBLEMS: dict[str, tuple[str, str]] = {
    "unreadable": (
        "从这里起不是YAML，看看缩进、冒号和引号",
        "this is not YAML from here on; look at indents, colons and quotes",
    ),
    "not_a_mapping": ("这里要写字段：{known}", "write fields here: {known}"),
    "not_a_cap": (
        "要写每个时段的上限，像month: 10；时段有：{known}",
        "write a limit for each period, such as month: 10; periods are {known}",
    ),
    "unknown_field": ("没有这个字段；可以写的有：{known}", "there is no such field; there are {known}"),
    "misspelt_field": (
        "没有这个字段，是不是要写{near}？可以写的有：{known}",
        "there is no such field; perhaps {near} is meant; there are {known}",
    ),
    "missing": ("少了这个字段", "this field is missing"),
    "repeated": ("{code}写了两次", "{code} stands here twice"),
    "not_a_list": ("这里要写一个列表，至少{least}个", "write a list of at least {least}"),
    "not_a_text": (
        "要写1到{longest}个字，字母、空格、标点也算",
        "write a text of 1 to {longest} characters, blanks counted",
    ),
    "not_an_integer": ("要写{least}到{most}的整数", "write a whole number from {least} to {most}"),
    "not_yes_or_no": ("要写true或false", "write true or false"),
    "not_one_of": ("要从这些里选一个：{choices}", "write one of {choices}"),
    "nothing_to_name": (
        "办法里还没有可以在这里写的；先加上{code}，或者删掉这个字段",
        "the rule book has nothing yet that could stand here: add {code} to it, or delete this field",
    ),
    "not_a_month": ("要写月份，像2026-01", "write a month such as 2026-01"),
    "one_of_these_fields": ("只写这些里的一个：{choices}", "write exactly one of the fields {choices}"),
    "not_both": ("{field}和{other}只能写一个", "write {field} or {other}, not both"),
    "out_of_order": ("要从小到大写", "write the smallest first"),
    "best_first": ("要从高到低写，otherwise写在最后", "write the best first, and otherwise last"),
    "least_first": ("要从轻到重写", "write the mildest first"),
    "costs_exceed_base": (
        "全部项目加起来扣{cost}分，比满分{full}还多；提高full，或者让项目少扣一些",
        "all items together cost {cost}, more than the full base of {full}; raise full, or make items cheaper",
    ),
    "never_whole": (
        "一次最少{least}分，可是上限是{cap}分，永远给不全",
        "one is worth {least} at least, but the cap is {cap}: it could never be credited in full",
    ),
    "never_reached": (
        "要{value}分才到，可是{months}个月里最多只能有{most}分；降低它，或者提高base、放宽上限",
        "this takes {value} points, but {months} months hold no more than {most}: lower it, or raise base or the caps",
    ),
    "shorter_exceeds_longer": (
        "{shorter}的上限{less}比{longer}的上限{more}还大",
        "the cap of a {shorter}, {less}, is above the cap of a {longer}, {more}",
    ),
    "awards_without_end": (
        "没有什么限制这个加分：请写cap或times，或者给它的category写cap，或者写bonus_cap",
        "nothing limits these points: write cap or times here, a cap of its category, or bonus_cap",
    ),
    "veto_is_off": (
        "这里写了veto，可是办法的veto没有打开；要用就在最外层写veto: true",
        "a veto stands here, but the rule book's own veto is off; to use it write veto: true at the top",
    ),
    "unused": ("{code}没有用到；用上它，或者删掉", "nothing uses {code}; use it or delete it"),
    "not_spendable": ("{code}这种积分不能兑换", "points of {code} can't be spent"),
    "needs_commendation": (
        "只有受表扬的能兑换，可是没有写commendation；补上它，或者写who: everybody",
        "only the commended may redeem, but there is no commendation: add one, or write who: everybody",
    ),
    "nothing_to_score": (
        "没有项目，也没有加分扣分的事项，什么都评不了",
        "there are neither items nor deeds nor breaches: nothing could be scored",
    ),
    "needs_items": ("没有检查项目，不能写这个", "this needs items to check"),
    "clears_unsettled": (
        "clears的每一轮要正好是几个settlement，不然没结算的就清零了",
        "a span of clears must be whole spans of settlement, else it ends in the middle of one",
    ),
    "no_base_of_parent": (
        "base: parent只能和keeps: parent一起用",
        "base: parent goes with keeps: parent alone",
    ),
    "walks_are_of_courtyards": (
        "检查查的是院子，{subject}没有检查；写subject: courtyard，或者删掉items",
        "what is checked is a courtyard, no {subject}: write subject: courtyard, or delete items",
    ),
    "wrong_subject": ("{subject}的积分不能汇到{to}", "points of a {subject} can't roll up to a {to}"),
}

"""Invented names: common surnames with given names of three generations, none of them given twice."""

from __future__ import annotations

from random import Random


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _names(
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 "
    "梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 "
    "苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 "
    "范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 "
    "欧阳 上官"
)
ELDER_MEN = _names(
    "守田 长林 德顺 福来 玉堂 树根 进宝 世昌 广禄 宝山 茂生 青山 有根 兆丰 先觉 殿元 金斗 洪亮 书远 大海 "
    "满仓 有才 石头 铁柱"
)
ELDER_WOMEN = _names(
    "桂芳 秀英 玉兰 素英 月娥 凤琴 淑珍 翠花 春梅 兰芝 玉梅 金凤 银环 桂香 彩云 巧莲 喜鹊 荷花 秋菊 小满 "
    "腊梅 惠贞 爱莲 雪珍"
)
MEN = _names(
    "志远 卫东 建平 家旺 守业 立新 国栋 永强 庆余 振华 少川 保平 春生 万山 向阳 建业 学礼 连成 新民 宏伟 "
    "成林 兴旺 明山 水生 开元 克勤 会来 耕田 双全 守信"
)
WOMEN = _names(
    "丽华 红霞 春燕 海燕 晓云 巧凤 爱华 冬梅 秋萍 玉洁 秀芝 秋莲 桂荣 小芹 艳萍 雅琴 建英 新荣 彩霞 银花 "
    "淑云 凤英 来娣 翠萍 香莲 素云 月华 金枝 巧云 杏花"
)
YOUNG_MEN = _names("浩然 子轩 宇航 思远 嘉乐 俊熙 晨阳 子木 天佑 文博 泽宇 明轩 家瑞 星辰 乐山 小川")
YOUNG_WOMEN = _names("雨桐 欣怡 梓涵 诗琪 佳宁 可心 思雨 梦瑶 若溪 知夏 心悦 安琪 晓萌 小禾 亦可 静文")
GIVEN = {
    "elder": ELDER_MEN + ELDER_WOMEN,
    "middle": MEN + WOMEN,
    "young": YOUNG_MEN + YOUNG_WOMEN,
}


class Names:
    """Gives names one after another; `random` decides which."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def surname(self) -> str:
        return self._random.choice(SURNAMES)

    def make(self, generation: str, surname: str | None = None) -> str:
        """A name nobody has yet, of the generation elder, middle or young."""
        while True:
            name = (surname or self.surname()) + self._random.choice(GIVEN[generation])
            if name not in self._given:
                self._given.add(name)
                return name

"""Who does what in the demo: six users, where those of them live who live here, and whose yards they keep out of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Official:
    """A user. `lives_at` and `relative_at` count courtyards from 0 in walking order; who lives here has their name."""

    username: str
    number: str
    role: str
    title: str
    name: str = ""
    lives_at: int | None = None
    relative_at: int | None = None
    relation: str = ""
    grids: tuple[str, ...] = ()

    @property
    def recused(self) -> frozenset[int]:
        return frozenset(at for at in (self.lives_at, self.relative_at) if at is not None)


# The third grid is walked by both inspectors, and it is there that they and their relatives live: each checks the
# other's. The fixed names are of people from outside.
OFFICIALS = (
    Official("xuncha1", "01", "inspector", "巡查员", "", 48, 57, "姐姐家", ("1", "2", "3")),
    Official("xuncha2", "02", "inspector", "巡查员", "", 52, 44, "表弟家", ("3", "4", "5")),
    Official("gongzuo1", "03", "staff", "工作小组", "", 27, 8, "舅舅家"),
    Official("gongzuo2", "04", "staff", "工作小组", "程知秋"),
    Official("jiandu", "05", "oversight", "监督委员会", "", 90),
    Official("guanli", "06", "admin", "管理员", "丁立夏"),
)
BY_NAME = {official.username: official for official in OFFICIALS}
INSPECTORS = tuple(official for official in OFFICIALS if official.role == "inspector")

"""Where the pages of a running server are."""

from __future__ import annotations

from collections.abc import Iterator

ON_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
PAGES = (
    ("/", "公示栏", "notice board"),
    ("/inspect/", "巡查", "inspectors"),
    ("/staff/", "审核", "staff"),
    ("/oversight/", "监督", "oversight"),
    ("/admin/", "管理", "administration"),
    ("/card/", "积分卡", "household card"),
)


def addresses(host: str, port: int) -> Iterator[str]:
    """One line for each audience; of a server on all addresses, the one on this machine."""
    shown = ON_THIS_MACHINE.get(host, f"[{host}]" if ":" in host else host)
    for path, chinese, english in PAGES:
        yield f"  {chinese}  http://{shown}:{port}{path}  {english}"

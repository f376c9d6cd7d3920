"""What `sanbao demo` says: Chinese first, English after it."""

from __future__ import annotations

import click

from webapp.cli.addresses import addresses
from webapp.cli.demo_folder import Content
from webapp.config import LOOPBACK
from webapp.demo.officials import OFFICIALS
from webapp.demo.sign_ins import SignIns

ENGLISH = {"inspector": "inspector", "staff": "staff", "oversight": "oversight committee", "admin": "administrator"}


def announce_filling() -> None:
    click.echo("正在编一个演示社区，要几秒…… Inventing a community; this takes a few seconds …")


def list_contents(found: list[Content]) -> None:
    """What will be deleted, to the byte."""
    click.echo("要删掉这些： These will be deleted:")
    for each in found:
        click.echo(f"  {each.path}  {each.files}个文件 files  {each.size} bytes")


def greet(host: str, port: int, sign_ins: SignIns) -> None:
    """Addresses and sign-ins."""
    click.echo("示例社区开好了，人和事都是编的。 The demo community is up; everybody and everything in it is invented.")
    for line in addresses(host, port):
        click.echo(line)
    click.echo("登录 Sign-ins:")
    for official in OFFICIALS:
        password = sign_ins.passwords[official.username]
        click.echo(f"  {official.title}  {official.username}  {password}  {ENGLISH[official.role]}")
    click.echo("积分卡的户码和密码 Household codes with their PINs:")
    for code, pin in sign_ins.pins.items():
        click.echo(f"  {code[:4]} {code[4:]}  {pin}")
    if host not in LOOPBACK:
        click.echo(
            "别的设备也能连上，所以密码是随机的。手机要离线用，得有HTTPS，见README。\n"
            "Others can reach this, so the passwords are random. Phones work offline over HTTPS only; see the README."
        )
    click.echo("按Ctrl+C结束。 Ctrl+C ends it.")

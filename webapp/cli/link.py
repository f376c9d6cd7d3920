"""sanbao link: a link with which somebody chooses a new password, where no administrator can give one."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option
from webapp.extensions import db
from webapp.operations.rescue_account import rescue_account


@click.command()
@click.argument("username")
@click.option("--drop-codes", is_flag=True, help="动态码也取消。 End their one-time codes too.")
@data_option
def link(username: str, drop_codes: bool, data: Path) -> None:
    """给USERNAME一个重设密码的链接。 Make a link, good for 7 days and once, with which USERNAME chooses a new password:
    for the last administrator, whom nobody else can help. It is kept in the audit log.
    """
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    with prepare(settings_for(data, "127.0.0.1")).app_context():
        token = rescue_account(username, drop_codes)
        db.session.remove()
        db.engine.dispose()
    if token is None:
        raise click.ClickException(f"没有{username}这个账号，或者停用了。 There is no active account {username}.")
    click.echo("在自己的网址后面接上这一段，用浏览器打开：")
    click.echo("Put this behind the address of your server, and open it in a browser:")
    click.echo(f"  /auth/invitation/?token={token}")

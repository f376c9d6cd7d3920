"""Users: one who joined, one who is invited, and everybody's own phone and second step."""

from __future__ import annotations

from flask import Flask

from tests.factories.accounts_of_users import give_second_step
from tests.factories.users import make_device, make_user
from tests.factories.worlds.world import World
from webapp.operations.invite_user import invite_user

OF_USER = ("user", "set_grids", "set_person", "set_recusal", "set_roles", "set_state")


def add(app: Flask, world: World) -> None:
    home = world.home
    colleague = make_user(home.community, "inspector", "staff")
    world.name(*(f"admin.{name}" for name in OF_USER), key=colleague.id)
    world.sent["admin.set_recusal"] = {"courtyard": home.yards[0].id, "reason": "亲属"}
    world.sent["admin.set_state"] = {"do": "stop"}
    link = invite_user(world.users["admin"], "程知秋", "A31", ["staff"])
    world.name("admin.ask_for_link", "admin.make_link", "admin.withdraw", key=link.user.id)
    world.sent |= {"auth.invitation": {"token": link.token}, "auth.accept": {"token": link.token}}
    for user in world.users.values():
        give_second_step(user)
    phones = {role: make_device(user)[0] for role, user in world.users.items()}
    world.own["auth.stop_own_device"] = {role: {"public_id": phone.public_id} for role, phone in phones.items()}

"""How names are written on board and card."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.domain.names import NameMask, mask_name
from webapp.operations.set_name_mask import set_name_mask

EXAMPLES = ("王小例", "王例", "欧阳小例")  # invented


@blueprint.get("/names/")
def names():
    return _page()


@blueprint.post("/names/")
def mask_names():
    if not set_name_mask(current_user, request.form.get("mask", "")):
        return _page(problem=True), 422
    return redirect(url_for("admin.names", kept=1), 303)


def _page(problem: bool = False) -> str:
    examples = {mask: [mask_name(each, mask) for each in EXAMPLES] for mask in NameMask}
    return render_template(
        "admin/names.html",
        examples=examples,
        names=EXAMPLES,
        chosen=current_user.community.name_mask,
        problem=problem,
    )

"""What the staff pages send."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from webapp.operations.review_check import BEFORE, Decision

LONGEST = 500
ON_ITS_PAGE = tuple(verb for verb in BEFORE if verb != "amend")


class DecisionForm(Schema):
    """A decision on one check; `seen` is the state the page showed."""

    class Meta:
        unknown = EXCLUDE

    do = fields.String(required=True, validate=validate.OneOf(ON_ITS_PAGE))
    seen = fields.String(required=True, validate=validate.Length(max=20))
    reason = fields.String(load_default="", validate=validate.Length(max=40))
    text = fields.String(load_default="", validate=validate.Length(max=LONGEST))


def decision_from(form) -> Decision:
    """Raises ValidationError when a field is missing or no value of ours."""
    data = DecisionForm().load(form)
    return Decision(data["do"], data["seen"], data["reason"], data["text"])

"""Changes behind the program's back: the triggers that keep what only grows are dropped first."""

from __future__ import annotations

from sqlalchemy import text

from webapp.extensions import db

SAMPLES = ("sample", "drawn_check", "sample_visit", "sample_view")
ONLY_GROW = ("ledger_entry", "month_step", "review", "audit_event", "publication", "objection_step", *SAMPLES)


def tamper(*statements: str, **values: object) -> None:
    """Run these statements as somebody with the database file in hands would."""
    drop_triggers()
    for statement in statements:
        changed = db.session.execute(text(statement), values)
        assert changed.rowcount, statement  # type: ignore[attr-defined]
    db.session.commit()


def drop_triggers() -> None:
    for table in ONLY_GROW:
        if db.engine.dialect.name == "postgresql":
            for kind in ("only_grows", "no_update"):
                db.session.execute(text(f"DROP TRIGGER IF EXISTS {table}_{kind} ON {table}"))
            continue
        for verb in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))

"""The triggers that refuse to change or remove an event; the name keeps Django from taking this for a migration."""

from __future__ import annotations

from typing import Final

_REFUSAL = "the audit only grows: an event is neither changed nor removed"

INSTALL: Final = {
    "sqlite": [
        f"""CREATE TRIGGER audit_event_no_{what.lower()} BEFORE {what} ON audit_event
        BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"""
        for what in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"""CREATE FUNCTION audit_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_only_grows()""",
        """CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_only_grows()""",
    ],
}
REMOVE: Final = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_event_no_update", "DROP TRIGGER IF EXISTS audit_event_no_delete"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event",
        "DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_only_grows()",
    ],
}

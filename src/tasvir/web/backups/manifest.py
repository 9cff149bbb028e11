"""What a backup holds: the counts of every table, the head of the audit, the hash of everything in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tasvir.core.errors import UserError

FORM = 1  # of the archive; a later form is refused by an earlier tasvir
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DATABASE, FILES, KEYS = "database", "files/", "keys/"


@dataclass(frozen=True)
class Manifest:
    """The last entry of a backup but its seal."""

    made_at: str
    vendor: str  # sqlite, postgresql
    tables: Mapping[str, int]
    audit_number: int
    audit_hash: str
    hashes: Mapping[str, str] = field(default_factory=dict)  # of the database and the keys
    files: int = 0
    file_bytes: int = 0
    form: int = FORM

    def to_bytes(self) -> bytes:
        """As JSON that a person can read too."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read it back; UserError for what is none of this form."""
        try:
            told: dict[str, Any] = json.loads(data)
            found = cls(**told)
        except (ValueError, TypeError) as error:
            raise UserError("backup.no_manifest") from error
        if found.form != FORM:
            raise UserError("backup.other_form", form=found.form)
        return found


@dataclass(frozen=True)
class Told:
    """What a person is told after a backup or a restore."""

    rows: int
    files: int
    audit_number: int
    audit_hash: str

    @classmethod
    def of(cls, manifest: Manifest) -> Told:
        """The manifest in four numbers."""
        return cls(sum(manifest.tables.values()), manifest.files, manifest.audit_number, manifest.audit_hash)

"""What a party is, how a list is sorted, and in which forms it leaves the house."""

from __future__ import annotations

from typing import Final

PERSON, VEHICLE, COMPANY = "person", "vehicle", "company"
PARTY_KINDS: Final = (PERSON, VEHICLE, COMPANY)

SUSPECT, DRIVER, OWNER, SENDER, RECEIVER, CARRIER, WITNESS = (
    "suspect", "driver", "owner", "sender", "receiver", "carrier", "witness",
)  # fmt: skip
PARTY_ROLES: Final = (SUSPECT, DRIVER, OWNER, SENDER, RECEIVER, CARRIER, WITNESS)

NEWEST, OLDEST, LARGEST, LATEST = "newest", "oldest", "largest", "latest"
# name -> the column and whether it falls; every sort is settled by the row's number
SORTS: Final = {
    NEWEST: ("occurred_on", True),
    OLDEST: ("occurred_on", False),
    LARGEST: ("value_order", True),
    LATEST: ("id", True),
}

XLSX, CSV, PARQUET = "xlsx", "csv", "parquet"
FORMATS: Final = (XLSX, CSV, PARQUET)

COUNTED, PENDING = "counted", "pending"
STANDINGS: Final = (COUNTED, PENDING)

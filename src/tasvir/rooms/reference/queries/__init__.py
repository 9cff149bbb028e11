"""What other rooms ask: the lists as the office reads them, its holidays, campaigns and legal parameters."""

from tasvir.rooms.reference.queries.calendars import (
    Campaign,
    Holiday,
    campaigns,
    country_holidays,
    holiday_overrides,
)
from tasvir.rooms.reference.queries.drivers import (
    Loaded,
    declared_drivers,
    driver_values,
    loaded_drivers,
    own_campaigns,
)
from tasvir.rooms.reference.queries.legal import Parameter, legal_parameters, legal_value
from tasvir.rooms.reference.queries.lists import all_versions, found_entries, office_lists, own_versions, unit_label

__all__ = [
    "Campaign",
    "Holiday",
    "Loaded",
    "Parameter",
    "all_versions",
    "campaigns",
    "country_holidays",
    "declared_drivers",
    "driver_values",
    "found_entries",
    "holiday_overrides",
    "legal_parameters",
    "legal_value",
    "loaded_drivers",
    "office_lists",
    "own_campaigns",
    "own_versions",
    "unit_label",
]

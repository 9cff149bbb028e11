"""What can be chosen about bodies: lists of codes with their labels in the language of the request."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tasvir.core.vocabulary.lists import load_lists
from tasvir.foundation.texts import active_language, say

LANGUAGES: Final = (("fa", "فارسی"), ("vi", "Tiếng Việt"), ("en", "English"))
CALENDARS: Final = ("jalali", "gregorian", "vn")
COUNTRIES: Final = ("IR", "VN")
# What an office of a country usually starts from; each can be changed.
HABITS: Final = {
    "IR": {"calendar": "jalali", "time_zone": "Asia/Tehran", "lang": "fa"},
    "VN": {"calendar": "vn", "time_zone": "Asia/Ho_Chi_Minh", "lang": "vi"},
}
# The members that a provincial commission of the country usually has, by the codes of lists/agencies.
USUAL_MEMBERS: Final = {
    "IR": (
        "police", "border_guard", "customs", "industry_mine_trade", "tax", "economy_finance", "collection_sale",
        "health", "food_drug", "veterinary", "agriculture", "standards", "heritage", "culture_guidance",
        "information_communications", "post", "road_transport", "oil_products", "tazirat", "judiciary", "prosecutor",
        "intelligence", "guild_chamber", "basij_guilds", "central_bank", "broadcasting", "environment",
    ),
    "VN": (
        "police", "border_guard", "customs", "market_inspection", "tax", "industry_mine_trade", "economy_finance",
        "health", "food_drug", "veterinary", "plant_protection", "agriculture", "forest_rangers", "environment",
        "fisheries_surveillance", "coast_guard", "culture_guidance", "information_communications", "post",
        "road_transport", "standards", "judiciary", "prosecutor", "inspectorate", "ip_office",
    ),
}  # fmt: skip
_TIME_ZONES: Final = (
    "Asia/Tehran", "Asia/Ho_Chi_Minh", "Asia/Ashgabat", "Asia/Baghdad", "Asia/Baku", "Asia/Bangkok", "Asia/Dhaka",
    "Asia/Dubai", "Asia/Dushanbe", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata",
    "Asia/Kuala_Lumpur", "Asia/Kuwait", "Asia/Manila", "Asia/Muscat", "Asia/Phnom_Penh", "Asia/Qatar", "Asia/Riyadh",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Tashkent", "Asia/Vientiane", "Asia/Yangon", "Asia/Yerevan",
    "Europe/Istanbul", "UTC",
)  # fmt: skip
_NO_MEMBERS: Final = frozenset({"steering_committee", "commission"})

Choices = list[tuple[str, Any]]


def countries() -> Choices:
    """The countries whose offices this house knows first, then all others by label."""
    lang, rows = active_language(), load_lists().rows("countries")
    others = sorted(((row.code, row.label(lang)) for row in rows if row.code not in COUNTRIES), key=lambda one: one[1])
    return [(code, load_lists().label("countries", code, lang)) for code in COUNTRIES] + others


def areas(today: date) -> Choices:
    """The areas in force, grouped by country, provinces before counties; nothing chosen first."""
    lang, found = active_language(), [row for row in load_lists().rows("areas") if row.valid_on(today)]
    grouped: dict[str, Choices] = {}
    for row in sorted(found, key=lambda one: (len(one.code.split("-")), one.label(lang))):
        country = load_lists().label("countries", row.code[:2], lang)
        grouped.setdefault(country, []).append((row.code, row.label(lang)))
    return [("", "—"), *grouped.items()]


def agencies() -> Choices:
    """The agencies of the list, as they are called."""
    lang = active_language()
    return [(row.code, row.label(lang)) for row in load_lists().rows("agencies") if row.code not in _NO_MEMBERS]


def working_groups() -> Choices:
    """The working groups of the list."""
    return [(row.code, row.label(active_language())) for row in load_lists().rows("working_groups")]


def calendars() -> Choices:
    """The calendars by which an office reports."""
    return [(code, say(f"people.calendar.{code}")) for code in CALENDARS]


def time_zones() -> Choices:
    """The time zones of the region, those of the known countries first."""
    return [(name, name) for name in _TIME_ZONES]


def names_of(of: str, code: str) -> dict[str, str]:
    """The names of a code of a list as the fields of a body or a working group."""
    entry = load_lists()[of].entries[code]
    names = {lang: entry.columns.get(lang, "") for lang in ("fa", "vi", "en")}
    return {f"name_{lang}": name[:1].upper() + name[1:] for lang, name in names.items()}

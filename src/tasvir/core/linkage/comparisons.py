"""How two rows are compared: each comparison is a list of claims with their weights and the reason they give.

`m` is the share of pairs that are one event for which the claim holds, `u` the share of pairs that are not.
They are fixed, not trained: small folders hold too few copies to learn from. Where `u` is named after a column,
the warehouse counts it (how often two rows agree there by chance), drawn towards the value here in small folders.
The conditions are SQL over a pair of prepared rows, `_l` and `_r` (see `records`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One claim about a pair; `chance` scales the counted chance of its comparison, `suspicious` forbids joining.

    `cheap` holds wherever `sql` does, and costs no more than a comparison of numbers.
    """

    code: str
    sql: str
    m: float
    u: float
    chance: float | None = None
    suspicious: bool = False
    cheap: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Claims tried in order; the first that holds decides. A pair for which `unknown` holds says nothing."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    counted: str | None = None  # the column whose chance agreement is counted
    perhaps_unknown: str | None = (
        None  # where the unknown is costly to tell: a cheap condition that holds wherever it does
    )


def _missing(*names: str) -> str:
    return " OR ".join(f"{name}_{side} IS NULL" for name in names for side in "lr")


def _ratio(name: str) -> str:
    return f"greatest(abs({name}_l), abs({name}_r)) / nullif(least(abs({name}_l), abs({name}_r)), 0)"


def _within(name: str, share: float) -> str:
    return f"abs({name}_l - {name}_r) <= {share} * greatest(abs({name}_l), abs({name}_r))"


def _slipped(name: str, factors: tuple[int, ...]) -> str:
    """The two values differ by a power of ten: a unit or currency mixed up, not two measurements."""
    return " OR ".join(f"abs({_ratio(name)} / {factor} - 1) < 0.005" for factor in factors)


def _words_met(share: float) -> str:
    """So many of the words of the shorter narrative stand in the other one too."""
    return f"len(list_intersect(words_l, words_r)) >= {share} * least(len(words_l), len(words_r))"


_RELATED = "(list_contains(goods_line_l, goods_r) OR list_contains(goods_line_r, goods_l))"
_FEW = "quantity_l <= 20 AND quantity_l = floor(quantity_l)"  # whole and small: many seizures have it
_ELSE = "ELSE"

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "day",
        _missing("day"),
        (
            Level("link.day.same", "day_l = day_r", 0.72, 1 / 300, chance=1),
            Level("link.day.next", "abs(day_l - day_r) = 1", 0.18, 2 / 300, chance=2),
            Level("link.day.near", "abs(day_l - day_r) = 2", 0.05, 2 / 300, chance=2),
            Level("link.day.reported", "day_l = reported_r OR day_r = reported_l", 0.03, 2 / 300, chance=2),
            Level("link.day.week", "abs(day_l - day_r) <= 7", 0.012, 10 / 300, chance=10),
            Level("link.day.other", _ELSE, 0.008, 0.94),
        ),
        counted="day",
    ),
    Comparison(
        "area",
        _missing("area"),
        (
            Level("link.area.same", "area_l = area_r", 0.80, 1 / 15, chance=1),
            Level(
                "link.area.within",
                "list_contains(area_line_l, area_r) OR list_contains(area_line_r, area_l)",
                0.16,
                0.05,
                cheap="area_depth_l <> area_depth_r",
            ),
            Level("link.area.other", _ELSE, 0.04, 0.88),
        ),
        counted="area",
    ),
    Comparison(
        "place",
        _missing("place"),
        (
            Level("link.place.same", "place_l = place_r", 0.45, 0.01, chance=1),
            Level(
                "link.place.variant", "list_contains(place_like_l, place_r)", 0.35, 0.006, cheap="spelt_l AND spelt_r"
            ),
            Level("link.place.other", _ELSE, 0.20, 0.98),
        ),
        counted="place",
    ),
    Comparison(
        "goods",
        _missing("goods"),
        (
            Level("link.goods.same", "goods_l = goods_r", 0.86, 1 / 12, chance=1),
            Level("link.goods.related", _RELATED, 0.08, 0.04, cheap="goods_depth_l <> goods_depth_r"),
            Level("link.goods.other", _ELSE, 0.06, 0.88),
        ),
        counted="goods",
    ),
    Comparison(
        "quantity",
        f"{_missing('quantity', 'unit', 'goods')} OR unit_l <> unit_r OR NOT (goods_l = goods_r OR {_RELATED})",
        (
            Level("link.quantity.few", f"{_within('quantity', 0.0005)} AND {_FEW}", 0.40, 0.10),
            Level("link.quantity.same", _within("quantity", 0.0005), 0.50, 0.006),
            Level("link.quantity.close", _within("quantity", 0.055), 0.33, 0.035),
            Level("link.quantity.near", _within("quantity", 0.21), 0.06, 0.07),
            Level("link.quantity.factor", _slipped("quantity", (10, 100, 1000)), 0.03, 0.01, suspicious=True),
            Level("link.quantity.other", _ELSE, 0.03, 0.86),
        ),
        perhaps_unknown="goods_l <> goods_r OR goods_l IS NULL OR goods_r IS NULL OR unit_l <> unit_r"
        " OR quantity_l IS NULL OR quantity_r IS NULL OR unit_l IS NULL OR unit_r IS NULL",
    ),
    Comparison(
        "value",
        f"{_missing('value')} OR currency_l IS DISTINCT FROM currency_r",
        (
            Level("link.value.same", _within("value", 0.005), 0.35, 0.006),
            Level("link.value.close", _within("value", 0.055), 0.20, 0.02),
            Level("link.value.near", _within("value", 0.21), 0.20, 0.07),
            Level("link.value.factor", _slipped("value", (10,)), 0.03, 0.01, suspicious=True),
            Level("link.value.other", _ELSE, 0.22, 0.90),
        ),
    ),
    Comparison(
        "agency",
        _missing("agency"),
        (
            Level("link.agency.same", "agency_l = agency_r", 0.005, 0.12, suspicious=True),
            Level(
                "link.agency.partner",
                "list_contains(partners_l, agency_r) OR list_contains(partners_r, agency_l)",
                0.35,
                0.03,
                cheap="partners_l IS NOT NULL OR partners_r IS NOT NULL",
            ),
            Level("link.agency.other", _ELSE, 0.645, 0.85),
        ),
    ),
    Comparison(
        "case",
        "(case_ref_l IS NULL OR case_ref_r IS NULL) AND NOT coalesce(case_ref_l = ref_r, false)"
        " AND NOT coalesce(case_ref_r = ref_l, false)",
        (
            Level(
                "link.case.same", "case_ref_l = case_ref_r OR case_ref_l = ref_r OR case_ref_r = ref_l", 0.50, 0.0005
            ),
            Level("link.case.other", _ELSE, 0.50, 0.9995),
        ),
    ),
    Comparison(
        "tracking",
        _missing("tracking"),
        (
            Level("link.tracking.same", "tracking_l = tracking_r", 0.90, 0.0003),
            Level("link.tracking.other", _ELSE, 0.10, 0.9997),
        ),
    ),
    Comparison(
        "persons",
        _missing("persons"),
        (
            Level("link.persons.same", "persons_l = persons_r AND persons_l > 0", 0.55, 0.16),
            Level("link.persons.none", "persons_l = persons_r", 0.30, 0.25),
            Level("link.persons.other", _ELSE, 0.15, 0.59),
        ),
    ),
    Comparison(
        "vehicles",
        _missing("vehicles"),
        (
            Level("link.vehicles.same", "vehicles_l = vehicles_r AND vehicles_l > 0", 0.35, 0.12),
            Level("link.vehicles.none", "vehicles_l = vehicles_r", 0.53, 0.48),
            Level("link.vehicles.other", _ELSE, 0.12, 0.40),
        ),
    ),
    Comparison(
        "concealment",
        _missing("concealment"),
        (
            Level("link.concealment.same", "concealment_l = concealment_r", 0.75, 0.25),
            Level("link.concealment.other", _ELSE, 0.25, 0.75),
        ),
    ),
    Comparison(
        "brand",
        _missing("brand"),
        (
            Level("link.brand.same", "brand_l = brand_r", 0.85, 0.10),
            Level("link.brand.other", _ELSE, 0.15, 0.90),
        ),
    ),
    Comparison(
        "hour",
        f"{_missing('hour')} OR day_l <> day_r",
        (
            Level("link.hour.same", "abs(hour_l - hour_r) <= 2", 0.88, 0.24),
            Level("link.hour.other", _ELSE, 0.12, 0.76),
        ),
    ),
    Comparison(
        "narrative",
        _missing("words"),
        (
            Level(
                "link.narrative.same",
                _words_met(0.6),
                0.35,
                0.01,
                cheap="told_l AND told_r",
            ),
            Level(
                "link.narrative.near",
                _words_met(0.35),
                0.30,
                0.10,
                cheap="told_l AND told_r",
            ),
            Level("link.narrative.other", _ELSE, 0.35, 0.89),
        ),
        perhaps_unknown="TRUE",
    ),
)

CERTAIN = 0.99
DOUBTFUL = 0.30

# Certain pairs agree in something that two events of one day and place seldom share, or in several smaller things.
TELLING = frozenset(
    {
        "link.quantity.same",
        "link.quantity.close",
        "link.value.same",
        "link.value.close",
        "link.case.same",
        "link.tracking.same",
        "link.narrative.same",
    }
)
HELPFUL = frozenset(
    {
        "link.agency.partner",
        "link.brand.same",
        "link.concealment.same",
        "link.hour.same",
        "link.narrative.near",
        "link.persons.same",
        "link.place.same",
        "link.place.variant",
        "link.quantity.few",
        "link.value.near",
        "link.vehicles.same",
    }
)
SEVERAL = 3

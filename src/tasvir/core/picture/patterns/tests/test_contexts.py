"""Contexts: what sets a part apart is found, and an agency's roster is named as such."""

from __future__ import annotations

import numpy as np
import pytest

from tasvir.core.errors import UserError
from tasvir.core.picture.patterns.contexts import Context, find_contexts, mantel_haenszel, odds_ratio, target_of
from tasvir.core.picture.patterns.encoding import encode
from tasvir.core.picture.patterns.tests.tables import Table, independent


def contexts_of(table: Table, target: list[str | None], agency: list[str] | None = None) -> dict[str, Context]:
    items = encode(table, 5)
    found = find_contexts(items, target_of(target, "yes", "t", agency), 5, 2, 0.05)
    return {" ".join(f"{a}={b}" for a, b in items.labelled(one.items).items()): one for one in found.contexts}


def halves(rows: int, seed: int) -> list[str | None]:
    return ["yes" if one else "no" for one in np.random.default_rng(seed + 1000).random(rows) < 0.4]


def test_odds_ratio_and_mantel_haenszel_equal_statsmodels() -> None:
    from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

    strata = [(12, 30, 8, 60), (40, 22, 31, 35), (5, 9, 2, 14)]
    ours, theirs = odds_ratio(strata[0]), Table2x2(np.array(strata[0]).reshape(2, 2))
    pooled = StratifiedTable([np.array(one, float).reshape(2, 2) for one in strata])
    common = mantel_haenszel(strata)

    assert (ours.ratio, ours.low, ours.high) == pytest.approx((theirs.oddsratio, *theirs.oddsratio_confint()), rel=1e-9)
    assert common is not None
    assert (common.ratio, common.low, common.high) == pytest.approx(
        (pooled.oddsratio_pooled, *pooled.oddsratio_pooled_confint()), rel=1e-9
    )


def test_context_that_sets_a_part_apart_is_found_without_its_dull_extensions() -> None:
    table, target = independent(1, 2000, 3), halves(2000, 1)
    random = np.random.default_rng(9)
    moved = [t == "yes" and random.random() < 0.3 for t in target]
    table["c0"] = ["v4" if one else value for one, value in zip(moved, table["c0"], strict=True)]
    found = contexts_of(table, target)

    assert found["c0=v4"].odds.low > 1
    assert found["c0=v0"].odds.high < 1
    assert all(" " not in name for name in found)


def test_independent_target_rarely_has_contexts() -> None:
    wrong = sum(bool(contexts_of(independent(seed, 400, 3), halves(400, seed))) for seed in range(60))

    assert wrong <= 8


def test_roster_of_one_agency_is_named() -> None:
    random = np.random.default_rng(3)
    agency = ["customs" if one else "police" for one in random.random(3000) < 0.4]
    share = {"customs": (0.8, 0.7), "police": (0.1, 0.1)}
    target: list[str | None] = ["yes" if random.random() < share[one][0] else "no" for one in agency]
    goods: list[str | None] = ["tea" if random.random() < share[one][1] else "oil" for one in agency]
    found = contexts_of({"goods": goods}, target, agency)["goods=tea"]

    assert found.by_agency is not None
    assert (found.by_agency.verdict, found.by_agency.agency) == ("roster", "customs")


def test_difference_within_every_agency_holds_and_within_one_is_named() -> None:
    random = np.random.default_rng(4)
    agency = [("customs", "police", "guard")[one] for one in random.integers(0, 3, 3000)]
    target = halves(3000, 4)

    def goods(where: set[str]) -> list[str | None]:
        moved = [t == "yes" and one in where for t, one in zip(target, agency, strict=True)]
        return ["tea" if random.random() < (0.6 if one else 0.3) else "oil" for one in moved]

    everywhere = contexts_of({"goods": goods({"customs", "police", "guard"})}, target, agency)["goods=tea"]
    alone = contexts_of({"goods": goods({"guard"})}, target, agency)["goods=tea"]

    assert everywhere.by_agency is not None
    assert alone.by_agency is not None
    assert everywhere.by_agency.verdict == "holds"
    assert (alone.by_agency.verdict, alone.by_agency.agency) == ("one_agency", "guard")


def test_what_the_rest_never_holds_is_no_roster() -> None:
    none_in_rest = [(10, 10, 0, 20), (8, 12, 0, 20)]
    common = mantel_haenszel(none_in_rest)

    assert common is not None
    assert common.low > 1
    assert mantel_haenszel([(5, 5, 0, 0), (0, 0, 3, 4)]) is None  # no agency on both sides


def test_target_without_rows_or_rest_is_refused() -> None:
    with pytest.raises(UserError, match="patterns.no_target"):
        target_of(["a", "b"], "c", "t")
    with pytest.raises(UserError, match="patterns.no_rest"):
        target_of(["a", None], "a", "t")

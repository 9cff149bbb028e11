"""The Persian sample: a province's commission over 1402, 1403 and the first half of 1404."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from making.annex import write_annex
from making.days import gregorian, persian
from making.letters import read_letter, write_letter
from making.numerals import mixed
from making.province import DATA, Province, read_data
from making.totals import Cells, Counted, effort_of, months_of, write_table
from making.truth import write_truth

POLICE = ("police", "economic_police", "road_police")
MONTHS = months_of({1402: 12, 1403: 12, 1404: 6})
LAST = "1404-Q2"
FORGOTTEN = 23  # cases in the police's total of the last quarter that no list holds


def quarters() -> dict[str, tuple[date, date]]:
    """The Jalali quarters of the sample by label."""
    found: dict[str, tuple[date, date]] = {}
    for year, last in ((1402, 4), (1403, 4), (1404, 2)):
        for quarter in range(1, last + 1):
            month = quarter * 3
            day = 31 if month <= 6 else 30 if month == 9 or year == 1403 else 29
            found[f"{year}-Q{quarter}"] = (gregorian(year, month - 2, 1), gregorian(year, month, day))
    return found


@dataclass
class Effort:
    """What was done to find things, a month each."""

    patrol_hours: list[int]
    checks: list[int]
    inspections: list[int]
    parcels_post: list[int]
    parcels_tipax: list[int]


def make_lorestan(folder: Path, truth: Path) -> None:
    """Write the sample folder and its truth."""
    province = Province.read("lorestan", folder)
    province.happen()
    province.report()
    province.write_lists()
    shutil.copyfile(DATA / "lorestan_commission.yaml", folder / "commission.yaml")
    for year in (1402, 1403, 1404):
        shutil.copyfile(DATA / "lorestan_holds.mapping.yaml", folder / "tipax" / f"holds-{year}.mapping.yaml")
    totals, effort = read_data("lorestan_totals.yaml"), _effort(province)
    reported = _police_totals(province, totals["police"], folder)
    _other_totals(province, totals, folder)
    _write_effort(effort, totals, folder)
    _write_tips(province, totals["tips"], folder)
    _write_drivers(province, totals["drivers"], folder)
    values = _values(province, effort, reported)
    for template in sorted((DATA / "letters" / "lorestan").glob("*.txt")):
        letter = read_letter(template, values, "en" if template.stem == "courier" else "fa")
        write_letter(letter, folder, province.planted)
    write_annex(read_data("lorestan_annex.yaml"), truth.parent.parent / "annex" / "lorestan", folder)
    write_truth(province, quarters(), _more(reported, effort), truth)


def _effort(province: Province) -> Effort:
    draw = province.draw("effort")

    def campaign(year: int, month: int) -> float:
        return 2.4 if (year, month) == (1404, 6) else 1.25 if month in (6, 12) else 1.0

    def steady(_year: int, month: int) -> float:
        return 1.15 if month in (1, 12) else 1.0

    def growing(year: int, month: int) -> float:
        return 1 + 0.012 * ((year - 1402) * 12 + month)

    return Effort(
        effort_of(MONTHS, 5200, draw, steady),
        effort_of(MONTHS, 410, draw, steady),
        effort_of(MONTHS, 1450, draw, campaign),
        effort_of(MONTHS, 38000, draw, growing),
        effort_of(MONTHS, 12500, draw, growing),
    )


def _police_totals(province: Province, table: Mapping[str, Any], folder: Path) -> dict[str, dict[str, int]]:
    """The police's own totals, children included; those of the last quarter disagree with the lists."""
    counted, found, rows = Counted(province.events, POLICE), {}, []
    for label, (start, end) in quarters().items():
        values = {
            "cases_detected": counted.cases(start, end) + (FORGOTTEN if label == LAST else 0),
            "goods_value": counted.value(start, end),
            "persons": counted.persons(start, end),
            "vehicles": counted.vehicles(start, end),
        }
        found[label] = values
        for (measure, unit), value in zip(table["measures"], values.values()):
            rows.append([table["agency"], label, measure, value, unit])
    write_table(folder / table["file"], table["sheet"], table["header"], rows, table["title"])
    return found


def _other_totals(province: Province, totals: Mapping[str, Any], folder: Path) -> None:
    draw, rows = province.draw("totals"), []
    table = totals["tazirat"]
    labels = [label for label in quarters() if label >= "1403"]
    for label in labels:
        for measure, unit, middle, spread in table["measures"]:
            value = round(draw.random.gauss(middle, spread / 2))
            rows.append(
                [table["agency"], label, measure, value // 1_000_000 * 1_000_000 if value > 10**7 else value, unit]
            )
    write_table(folder / table["file"], table["sheet"], table["header"], rows)
    tax: list[Cells] = []
    for label in labels:
        amount = persian(f"{draw.random.randint(40, 90)}٬{draw.random.randint(100, 999)}٬000٬000")
        tax.append(["سازمان امور مالیاتی", label, "مالیات وصول‌شده", amount, "ریال", ""])
        tax.append(["سازمان امور مالیاتی", label, "بازرسی", persian(draw.random.randint(60, 95)), "بازرسی", ""])
    write_csv(folder / totals["tax"]["file"], totals["tax"]["header"], tax)
    agency = "سازمان اموال تملیکی"
    sale: list[Cells] = []
    for label in labels:
        value = draw.random.randint(9_000, 16_000) * 1_000_000
        sale.append([agency, label, "فروش کالای ضبط‌شده", value, "ریال", "عدد"])
    sale += [
        [agency, LAST, "ارزش کالای معدوم‌شده", 0, "ریال", "صفر"],
        [agency, LAST, "کالای ضبط‌شده فروش‌نرفته", None, "ریال", "گزارش نشده"],
        [agency, LAST, "پلمب واحدها", None, "واحد", "مصداق ندارد"],
    ]
    write_table(folder / totals["sale"]["file"], totals["sale"]["sheet"], totals["sale"]["header"], sale)


def write_csv(path: Path, header: list[str], rows: list[Cells]) -> None:
    """A CSV file with a BOM, as spreadsheets write them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def _write_effort(effort: Effort, totals: Mapping[str, Any], folder: Path) -> None:
    labels = [f"{year}-{month:02d}" for year, month, _, _ in MONTHS]
    police, market, post = totals["effort_police"], totals["effort_market"], totals["effort_post"]
    rows: list[Cells] = [
        ["فرماندهی انتظامی", "لرستان", label, hours, checks]
        for label, hours, checks in zip(labels, effort.patrol_hours, effort.checks)
    ]
    write_table(folder / police["file"], police["sheet"], police["header"], rows)
    rows = [["بازرسی صمت", "لرستان", label, many] for label, many in zip(labels, effort.inspections)]
    write_table(folder / market["file"], market["sheet"], market["header"], rows)
    rows = [["اداره کل پست", "لرستان", label, many] for label, many in zip(labels, effort.parcels_post)]
    write_table(folder / post["file"], post["sheet"], post["header"], rows)
    rows = [["courier companies", "Lorestan", label, many] for label, many in zip(labels, effort.parcels_tipax)]
    write_csv(folder / totals["effort_tipax"]["file"], totals["effort_tipax"]["header"], rows)


def _write_tips(province: Province, table: Mapping[str, Any], folder: Path) -> None:
    """Calls of the public by goods, month by month."""
    draw, rows = province.draw("tips"), []
    for goods, level in table["series"].items():
        change = table["effects"].get(goods)
        for year, month, _, _ in MONTHS:
            label = f"{year}-{month:02d}"
            inside = change is not None and change["from"] <= label <= change["to"]
            mean = level * (1.15 if month in (11, 12, 1) else 1.0) * (change["times"] if inside else 1.0)
            rows.append(
                [label, table["measure"], f"goods={goods}", round(draw.random.gauss(mean, mean**0.5)), table["unit"]]
            )
    write_csv(folder / table["file"], table["header"], rows)


def _write_drivers(province: Province, table: Mapping[str, Any], folder: Path) -> None:
    """Prices month by month: each grows steadily and wavers."""
    draw, rows = province.draw("drivers"), []
    for driver, told in table["series"].items():
        for place, (year, month, _, _) in enumerate(MONTHS):
            value = told["level"] * (1 + told["growth"]) ** place * (1 + draw.random.gauss(0, told["wave"]))
            rows.append([driver, f"{year}-{month:02d}", 1000 * round(value / 1000), told["unit"], told["source"]])
    write_csv(folder / table["file"], table["header"], rows)


def _values(province: Province, effort: Effort, reported: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    """What the letters say in numbers."""
    (start, end), police = quarters()[LAST], Counted(province.events, POLICE)
    now, last = reported[LAST], reported["1403-Q2"]
    market = Counted(province.events, ["market_inspection"])
    months = {name: MONTHS[place] for name, place in (("tir", -3), ("mordad", -2), ("shahrivar", -1))}
    tanker = max(
        (event for event in police.within(start, end) if event.goods[0].code == "diesel"),
        key=lambda event: event.goods[0].quantity,
    )
    change = round((now["cases_detected"] / last["cases_detected"] - 1) * 1000) / 10

    def amount(goods: str, unit: str) -> str:
        return persian(f"{int(police.quantity(start, end, goods, unit)):,}".replace(",", "٬"))

    values: dict[str, object] = {
        "police_cases_mixed": mixed(now["cases_detected"]),
        "police_change": persian(f"{change:g}".replace(".", "٫")),
        "police_value_mixed": mixed(now["goods_value"] // 1_000_000_000 * 1_000_000_000),
        "police_persons": persian(now["persons"]),
        "police_vehicles": persian(now["vehicles"]),
        "police_cases_last": persian(last["cases_detected"]),
        "police_value_last_mixed": mixed(last["goods_value"] // 1_000_000 * 1_000_000),
        "police_persons_last": persian(last["persons"]),
        "one_load": persian(f"{int(tanker.goods[0].quantity):,}".replace(",", "٬")),
        "cigarettes": amount("cigarettes", "stick"),
        "diesel": amount("diesel", "L"),
        "clothing": amount("clothing", "item"),
        "phones": amount("mobile_phones", "device"),
        "livestock": mixed(
            int(Counted(province.events, ["veterinary", *POLICE]).quantity(start, end, "livestock", "head"))
        ),
        "mi_inspections_mixed": mixed(sum(effort.inspections[-3:])),
        "mi_cases": persian(market.cases(start, end)),
        "mi_value_mixed": mixed(market.value(start, end) // 1_000_000 * 1_000_000),
        "mi_fines_mixed": mixed(round(market.value(start, end) * 0.31) // 1_000_000 * 1_000_000),
    }
    for place, (name, (_, _, first, last_day)) in zip((-3, -2, -1), months.items()):
        values[f"mi_{name}"] = persian(f"{effort.inspections[place]:,}".replace(",", "٬"))
        values[f"mi_{name}_cases"] = persian(market.cases(first, last_day))
    return values


def _more(reported: Mapping[str, Mapping[str, int]], effort: Effort) -> dict[str, Any]:
    return {
        "reported_totals": reported,
        "differences": [{"agency": "police", "measure": "cases_detected", "period": LAST, "difference": FORGOTTEN}],
        "missing": [
            {"body": "education", "kind": "written"},
            {"body": "standards", "kind": "written"},
        ],
        "late": ["veterinary", "tax"],
        "states": {"destroyed_value": "zero", "confiscated_unsold": "not_reported", "sealings": "not_applicable"},
        "campaign": {"start": "2025-08-26", "end": "2025-09-22", "inspections": effort.inspections[-3:]},
        "campaign_effects": {"cosmetics_shops": 0.55, "clothing_fairs": 1.0, "school_opening": "effort rose"},
        "non_effects": ["clothing_fairs", "school_opening", "stationery is no new method"],
    }

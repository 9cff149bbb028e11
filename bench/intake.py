"""A workbook of 200,000 rows and 20 columns to validated incidents, against the time fastexcel alone needs for it."""

from __future__ import annotations

import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import fastexcel
import xlsxwriter

from tasvir.core.calendars.systems import numbers_of
from tasvir.core.intake.lists_reader import read_lists
from tasvir.core.vocabulary.lists import load_lists

LIMIT = 3.0
MEMORY = 2 * 2**30
ROWS = 200_000
ROUNDS = 3
HEADERS = (
    "شماره گزارش", "تاریخ کشف", "شهرستان", "محل کشف", "کانال", "نوع تخلف", "کالا", "مقدار", "واحد",
    "ارزش (میلیون ریال)", "دستگاه کاشف", "عرض جغرافیایی", "طول جغرافیایی", "تعداد متهم", "تعداد خودرو",
    "وسیله حمل", "نحوه کشف", "کد تعرفه", "ساعت", "شرح گزارش",
)  # fmt: skip
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_AREAS = ("خرم‌آباد", "بروجرد", "الیگودرز", "دورود", "کوهدشت", "ازنا")
_GOODS = (("سیگار", "بسته"), ("برنج", "کیلوگرم"), ("گازوئیل", "لیتر"), ("لوازم خانگی", "دستگاه"), ("پوشاک", "عدد"))


def write_workbook(path: Path) -> None:
    """A list as an office sends it: Jalali days in Persian digits, numbers as numbers, some gaps said in words."""
    chance = random.Random(7)
    days = [date(2023, 3, 21) + timedelta(days=n) for n in range(1000)]
    jalali = ["{:04}/{:02}/{:02}".format(*numbers_of(day, "jalali")).translate(_PERSIAN) for day in days]
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("کشفیات")
    page.write_row(0, 0, HEADERS)
    for row in range(1, ROWS + 1):
        goods, unit = chance.choice(_GOODS)
        quantity = "گزارش نشده" if chance.random() < 0.01 else chance.randrange(1, 90_000) / 8
        cells = (
            f"۱۴-{row}", chance.choice(jalali), chance.choice(_AREAS), f"محور {chance.randrange(400)}", "جاده",
            "قاچاق کالا", goods, quantity, unit, chance.randrange(1, 50_000), "فرماندهی انتظامی", 33 + chance.random(),
            48 + chance.random(), chance.randrange(4), chance.randrange(2), "کامیون", "بازرسی", "2402",
            chance.randrange(24), f"در بازرسی شماره {row} کالای بدون مجوز کشف شد",
        )  # fmt: skip
        page.write_row(row, 0, cells)
    book.close()


def seconds(work: Callable[[], Any]) -> float:
    """The median CPU time of some rounds, all threads together: other work on the machine does not count."""
    spent = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return statistics.median(spent)


def main() -> int:
    """Measure, print, and fail above the limits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_workbook(path)
        data = path.read_bytes()
    lists = load_lists()

    def validated() -> None:
        (answer,) = read_lists("list.xlsx", data, lists=lists, calendar="jalali", today=date(2026, 11, 22))
        if answer.accepted != ROWS:
            raise SystemExit(f"{answer.accepted} rows accepted: {answer.issues[:3]}")

    alone = seconds(lambda: fastexcel.read_excel(data).load_sheet(0).to_arrow())
    whole = seconds(validated)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"intake of {ROWS:,} x {len(HEADERS)}: {whole:.1f} s CPU, fastexcel alone {alone:.1f} s, "
        f"ratio {whole / alone:.2f}; limit {LIMIT}; memory {memory / 2**30:.2f} GiB"
    )
    return int(whole > LIMIT * alone or memory > MEMORY)


if __name__ == "__main__":
    sys.exit(main())

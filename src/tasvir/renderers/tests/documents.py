"""A small document by hand, in each language, with one of every part."""

from __future__ import annotations

from tasvir.core.bulletins.charts import Bar, Line, month_lines, ranked_bars
from tasvir.core.bulletins.tree import (
    Bullets,
    Cell,
    Direction,
    Document,
    Evidence,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    Section,
    Table,
)

WORDS = {
    "fa": ("تصویر قاچاق کالا در لرستان", "موارد کشف‌شده", "۱٬۲۳۴ فقره", "\u200e+۲۷٫۶٪", "سیگار", "شماره"),
    "vi": ("Bức tranh buôn lậu tỉnh Lạng Sơn", "Số vụ phát hiện", "1.234 vụ", "+27,6%", "Thuốc lá điếu", "Số"),
    "en": ("Picture of smuggling", "Cases detected", "1,234 cases", "+27.6%", "Cigarettes & <cigars>", "Number"),
}
HOSTILE = '=HYPERLINK("http://example.org") <script>alert(1)</script> #import "x" {{ title }}'
FIRST, SECOND = "numbers/0", "numbers/7"


def sample_document(lang: str, sections: int = 1) -> Document:
    """Key figures, prose, a table, two charts, bullets and two pieces of evidence."""
    title, measure, value, change, goods, number = WORDS[lang]
    section = Section(
        Heading(measure),
        [
            KeyFigures([KeyFigure(measure, value, change, "up", FIRST), KeyFigure(goods, "—")]),
            Paragraph(
                [Run(f"{measure}: "), Run(value, bold=True, evidence=FIRST), Run(" ("), Run(change), Run(")")], "lead"
            ),
            sample_table(lang),
            ranked_bars([Bar(goods, 456), Bar("0", 0), Bar("?", None)], lang=lang, title=measure, subtitle=change),
            month_lines([Line("1", [1, None, 2])], months=["a", "b", "c"], lang=lang, title=measure),
            Bullets([[Run(goods), Run("naja-1404.xlsx", isolate=True)], [Run(HOSTILE)]]),
        ],
    )
    evidence = [
        Evidence(
            FIRST, measure, [("x", "12")], [("list.xlsx#Sheet1!A7", goods), ("letter.docx#chars=4-8", value)], 1234
        ),
        Evidence(SECOND, goods, [], [("list.xlsx#Sheet1!A9", HOSTILE)]),
    ]
    direction: Direction = "rtl" if lang == "fa" else "ltr"
    parts = [section] * sections
    return Document(lang, direction, title, change, measure, [(number, "231/2023")], parts, evidence, goods)


def sample_table(lang: str) -> Table:
    """Two columns, a hostile row heading, a number, and one that nobody reported."""
    _, measure, value, change, goods, _ = WORDS[lang]
    header = [Cell([Run(goods)]), Cell([Run(measure)], "end"), Cell([Run("Δ")], "end")]
    rows = [
        [Cell([Run(goods)], heading=True), Cell([Run(value, evidence=SECOND)], "end", value=1234), _change(change)],
        [Cell([Run(HOSTILE)], heading=True), Cell([Run("—")], "end"), Cell([Run(change)], "end")],
    ]
    return Table(f"{measure}\n{change}", header, rows, name="goods: [x]", note=goods)


def _change(text: str) -> Cell:
    return Cell([Run(text)], "end", value=27.6)

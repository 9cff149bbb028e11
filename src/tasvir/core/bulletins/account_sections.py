"""The sections that account for the picture: who reported, what counts once, what disagrees, what is only stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tasvir.core.bulletins.pages import Pages, amount, exact, headings, paragraph, shortened, text
from tasvir.core.bulletins.tree import Bullets, Cell, Heading, Part, Run, Section

_KINDS = (
    *("cause", "method", "weak_point", "hotspot_or_axis", "limitation"),
    *("directive", "proposal", "commitment", "cooperation", "achievement"),
)
_MOST_MEMBERS = 4

Entry = Mapping[str, Any]


def account_sections(pages: Pages) -> Iterator[Section]:
    """The sections in the order of the document; one without content is left out."""
    yield _section(pages, "reporting", _reporting(pages))
    made = (
        ("once", _once(pages)),
        ("reconciliation", _reconciliation(pages)),
        ("written", _written(pages)),
        ("unplaced", _unplaced(pages)),
        ("statements", _statements(pages)),
        ("sources", _sources(pages)),
    )
    for name, parts in made:
        if parts:
            yield _section(pages, name, parts)
    yield _section(pages, "method", _method(pages))


def _section(pages: Pages, name: str, parts: Sequence[Part]) -> Section:
    return Section(Heading(pages.voice.say(f"heading.{name}"), anchor=name), parts)


def _heads(pages: Pages, *names: str, ends: int = 0) -> list[Cell]:
    return headings(*(pages.voice.say(f"column.{name}") for name in names), ends=ends)


def _day(pages: Pages, iso: str | None) -> str:
    return pages.voice.day(date.fromisoformat(iso)) if iso else pages.voice.word("text.none")


def _reporting(pages: Pages) -> list[Part]:
    voice, reporting = pages.voice, pages.picture["reporting"]
    if reporting["expected"] is None:
        return [paragraph(voice.say("note.not_declared"))]
    counts = {name: voice.number(reporting[name]) for name in ("expected", "received")}
    complete = reporting["expected"] == reporting["received"]
    parts: list[Part] = [paragraph(voice.say("finding.complete" if complete else "finding.partial", **counts), "lead")]
    order = {"missing": 0, "late": 1, "undated": 2, "on_time": 3}
    reports = sorted(reporting["reports"], key=lambda one: order[one["state"]])
    rows = [
        [
            text(voice.body(one["body"])),
            text(voice.word(f"source.{one['kind']}")),
            text(_slot(pages, one)),
            text(_day(pages, one["due"])),
            text(_day(pages, one["received_on"])),
            Cell((Run(voice.word(f"state.{one['state']}"), bold=one["state"] in ("missing", "late")),)),
        ]
        for one in reports
    ]
    header = _heads(pages, "body", "report", "slot", "due", "received", "state")
    caption = f"{voice.say('heading.reporting')}{voice.word('join.comma')}{pages.period_name} ({pages.range})"
    parts.append(shortened(pages, caption, header, rows, name=voice.say("heading.reporting")))
    return parts


def _slot(pages: Pages, one: Entry) -> str:
    return pages.voice.label("month", one["period"])  # any canonical label has a name


def _once(pages: Pages) -> list[Part]:
    voice, once = pages.voice, pages.picture["counted_once"]
    parts: list[Part] = []
    if once["groups"]:
        parts.append(paragraph(voice.say("note.once")))
        rows = [_group_row(pages, place, one) for place, one in enumerate(once["groups"])]
        header = _heads(pages, "incident", "rows", "why", "decided")
        caption = _caption(pages, "once")
        parts.append(shortened(pages, caption, header, rows, name=voice.say("heading.once")))
    if once["doubtful"]:
        parts.append(paragraph(voice.say("note.doubtful")))
        rows = [_doubtful_row(pages, place, one) for place, one in enumerate(once["doubtful"])]
        header = _heads(pages, "rows", "why", "probability", ends=1)
        parts.append(shortened(pages, voice.say("note.doubtful"), header, rows, name=voice.say("column.probability")))
    return parts


def _caption(pages: Pages, name: str) -> str:
    return f"{pages.voice.say(f'heading.{name}')}{pages.voice.word('join.comma')}{pages.period_name} ({pages.range})"


def _group_row(pages: Pages, place: int, one: Entry) -> list[Cell]:
    voice = pages.voice
    lead = voice.label("agency", one["lead_agency"]) if one["lead_agency"] else voice.word("text.none")
    partners = voice.word("join.comma").join(voice.label("agency", code) for code in one["partners"])
    name = f"{lead} ({partners})" if partners else lead
    key = pages.cite(f"counted_once/groups/{place}")
    return [
        Cell((Run(name, evidence=key),)),
        _members(pages, one),
        text(voice.word("join.list").join(one["reasons"])),
        text(voice.word(f"decided.{one['decided_by']}")),
    ]


def _doubtful_row(pages: Pages, place: int, one: Entry) -> list[Cell]:
    voice = pages.voice
    percent = voice.percent(one["probability"] * 100)
    return [
        _members(pages, one),
        text(voice.word("join.list").join(one["reasons"])),
        Cell((Run(percent, evidence=pages.cite(f"counted_once/doubtful/{place}")),), align="end"),
    ]


def _members(pages: Pages, one: Entry) -> Cell:
    runs: list[Run] = []
    for member in one["members"][:_MOST_MEMBERS]:
        if runs:
            runs.append(Run(pages.voice.word("join.list")))
        runs.append(Run(place_name(pages, member), isolate=True))
    return Cell(tuple(runs))


def place_name(pages: Pages, source: str) -> str:
    """A source as a person would say it: file, sheet and row, or the file of a quote."""
    file, _, place = source.partition("#")
    if place.startswith("chars="):
        return file
    sheet, _, cell = place.rpartition("!")
    row = "".join(letter for letter in cell if letter.isdigit())
    if not row:
        return file
    number = pages.voice.number(int(row)).replace(".", "").replace(",", "").replace("٬", "")
    key = "text.sheet_row" if sheet else "text.row"
    return pages.voice.word(key).format(file=file, sheet=sheet, row=number)


def _reconciliation(pages: Pages) -> list[Part]:
    voice = pages.voice
    rows = []
    shown = [(place, one) for place, one in enumerate(pages.picture["reconciliation"]) if _comparable(one)]
    for place, one in sorted(shown, key=lambda pair: not (exact(pair[1]["difference"]) or pair[1]["conflict"])):
        what = [voice.measure(one["measure"]), voice.cell(one["by"])]
        rows.append(
            [
                text(voice.label("agency", one["agency"])),
                text(voice.word("join.comma").join(part for part in what if part)),
                _reported(pages, place, one),
                _value(pages, one, "from_events"),
                _value(pages, one, "difference"),
                text(voice.word(f"basis.{one['basis']}"), muted=True),
            ]
        )
    if not rows:
        return []
    header = _heads(pages, "agency", "measure", "reported", "from_events", "difference", "basis")
    caption = _caption(pages, "reconciliation")
    note = voice.say("method.reported")
    return [shortened(pages, caption, header, rows, name=voice.say("heading.reconciliation"), note=note)]


def _comparable(one: Entry) -> bool:
    return one["difference"] is not None or bool(one["conflict"])


def _reported(pages: Pages, place: int, one: Entry) -> Cell:
    values = [exact(value) for value in one["conflict"]] or [exact(one["reported_total"])]
    words = pages.voice.joined([pages.voice.amount(value, one["unit"]) for value in values])
    key = pages.cite(f"reconciliation/{place}")
    return Cell((Run(words, evidence=key),), align="end", value=values[0] if len(values) == 1 else None)


def _value(pages: Pages, one: Entry, name: str) -> Cell:
    value = exact(one[name])
    if value is None:
        return amount(pages.voice.word("text.none"))
    return amount(pages.voice.amount(value, one["unit"]), value)


def _written(pages: Pages) -> list[Part]:
    voice, rows = pages.voice, []
    for place, one in enumerate(pages.picture["written"]):
        if not one["values"]:  # taken out, because it was a person's own number
            continue
        what = [voice.measure(one["measure"]), voice.cell(one["by"])]
        values = voice.joined([voice.amount(exact(value["value"]), one["unit"]) for value in one["values"]])
        key = pages.cite(f"written/{place}")
        quotes = [sentence for value in one["values"] for sentence in value["sentences"]]
        rows.append(
            [
                text(voice.label("agency", one["agency"]) if one["agency"] else voice.word("text.none")),
                text(voice.word("join.comma").join(part for part in what if part)),
                Cell((Run(values, evidence=key),), align="end"),
                text(_cut(quotes[0]), isolate=True),
            ]
        )
    if not rows:
        return []
    header = _heads(pages, "agency", "measure", "figure", "sentence")
    note = voice.say("method.written")
    return [shortened(pages, _caption(pages, "written"), header, rows, name=voice.say("heading.written"), note=note)]


def _unplaced(pages: Pages) -> list[Part]:
    voice, rows = pages.voice, []
    for place, one in enumerate(pages.picture["unplaced"]):
        key = pages.cite(f"unplaced/{place}")
        period = voice.label("month", one["period"]) if one["period"] else ""
        rows.append(
            [
                Cell((Run(voice.amount(exact(one["value"]), one["unit"]), evidence=key),), align="end"),
                text(voice.say(f"why.{one['reason']}", period=period)),
                text(_cut(one["sentences"][0]), isolate=True),
                text(voice.body(one["body"]) if one["body"] else one["sources"][0].split("#")[0], isolate=True),
            ]
        )
    if not rows:
        return []
    header = _heads(pages, "figure", "why", "sentence", "source")
    note = voice.say("note.unplaced")
    return [
        shortened(pages, voice.say("heading.unplaced"), header, rows, name=voice.say("heading.unplaced"), note=note)
    ]


def _cut(sentence: str, longest: int = 200) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def _statements(pages: Pages) -> list[Part]:
    voice, statements = pages.voice, list(enumerate(pages.picture["statements"]))
    parts: list[Part] = []
    for kind in _KINDS:
        found = [(place, one) for place, one in statements if one["kind"] == kind]
        if found:
            parts.append(Heading(voice.say(f"kinds.{kind}"), level=2))
            parts.append(Bullets([_statement(pages, place, one) for place, one in found]))
    return [paragraph(voice.say("note.statements"), "note"), *parts] if parts else []


def _statement(pages: Pages, place: int, one: Entry) -> tuple[Run, ...]:
    voice = pages.voice
    names = [voice.body(code) for code in one["bodies"]] or [one["stated_by"]]
    key = pages.cite(f"statements/{place}")
    runs = [
        Run(voice.word("join.quote").format(text=_cut(one["quotes"][0], 400)), isolate=True, evidence=key),
        Run(f" {voice.word('text.none')} {voice.say('column.who')} {voice.joined(names)}", muted=True),
    ]
    for name, column in (("owner", "owner"), ("due", "until")):
        if one[name]:
            told = voice.word("text.colon").format(label=voice.say(f"column.{column}"), value=one[name])
            runs.append(Run(voice.word("join.list") + told, muted=True))
    return tuple(runs)


def _sources(pages: Pages) -> list[Part]:
    voice, rows, problems = pages.voice, [], []
    counts = ("rows_in", "accepted", "rejected", "duplicate", "blank")
    for place, one in enumerate(pages.picture["sources"]):
        key = pages.cite(f"sources/{place}")
        name = f"{one['file']} ({one['sheet']})" if one.get("sheet") else one["file"]
        cells = [amount(voice.number(one[name]), one[name]) for name in counts]
        rows.append([Cell((Run(name, isolate=True, evidence=key),)), text(voice.word(f"source.{one['kind']}")), *cells])
        problems += [_problem(pages, one, issue) for issue in one["issues"]]
    header = _heads(pages, "file", "kind", *counts, ends=len(counts))
    parts: list[Part] = [
        shortened(pages, voice.say("heading.sources"), header, rows, name=voice.say("heading.sources"))
    ]
    if problems:
        header = _heads(pages, "file", "row", "column", "problem")
        parts.append(shortened(pages, voice.say("column.problem"), header, problems, name=voice.say("column.problem")))
    return parts


def _problem(pages: Pages, source: Entry, issue: Entry) -> list[Cell]:
    row = pages.voice.number(issue["row"]) if issue["row"] else pages.voice.word("text.none")
    column = issue["column"] or pages.voice.word("text.none")
    return [text(source["file"], isolate=True), text(row), text(column, isolate=True), text(issue["message"])]


def _method(pages: Pages) -> list[Part]:
    voice, picture = pages.voice, pages.picture
    sums = {
        name: sum(one[name] for one in picture["sources"])
        for name in ("rows_in", "accepted", "rejected", "duplicate", "blank")
    }
    files = len({one["file"] for one in picture["sources"]})
    told = {name: voice.number(value) for name, value in sums.items()}
    once = picture["counted_once"]
    lines = [
        voice.say("method.period", period=pages.period_name, start=voice.day(pages.start), end=voice.day(pages.end)),
        *_comparisons(pages),
        voice.say("method.cut_off", day=pages.made_on),
        voice.say("method.files", files=voice.number(files), **told),
        voice.say("method.once", reported=voice.number(once["reported"]), distinct=voice.number(once["distinct"])),
        voice.say("method.reported"),
        voice.say("method.written"),
        voice.say("method.units"),
    ]
    return [Bullets([(Run(line),) for line in lines])]


def _comparisons(pages: Pages) -> Iterator[str]:
    seen: set[str] = set()
    for _, number in pages.totals:
        for one in number["comparisons"]:
            if one["name"] not in seen:
                seen.add(one["name"])
                start, end = (_day(pages, one[key]) for key in ("start", "end"))
                name = pages.voice.word(f"comparison.{one['name']}")
                yield pages.voice.say("method.comparison", name=name, start=start, end=end)

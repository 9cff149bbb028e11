"""`tasvir picture`: from a folder of reports to the picture."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasvir.cli.progress import Progress
    from tasvir.cli.report_files import FoundFiles
    from tasvir.cli.writing import Office
    from tasvir.core.picture.office.commission import Commission
    from tasvir.core.picture.wording import Wording
    from tasvir.core.vocabulary.lists import Lists
    from tasvir.foundation.reading import Reading

HELP = "read every report in a folder, count once, and write the picture"
EXAMPLE = "tasvir picture reports --period 1404-Q2 --lang fa --out picture --formats html,docx,pdf,xlsx,json"
DONE, REFUSED = 0, 3
FORMATS = ("html", "docx", "pdf", "xlsx", "json")
LANGUAGES = ("fa", "vi", "en")
COMPARISONS = ("same-period-last-year", "previous-period", "year-to-date", "average-of-last-4", "plan")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `tasvir picture`."""
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help="the folder of reports, with or without commission.yaml"
    )
    parser.add_argument(
        "--period", required=True, metavar="P", help="1404-Q2, 2023-05, vn:2023-Q1, 2025-12-16..2026-03-15"
    )
    parser.add_argument(
        "--compare", nargs="+", action="extend", metavar="NAME", choices=COMPARISONS, help=", ".join(COMPARISONS)
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the picture (the commission's, or fa)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (FOLDER/picture)")
    parser.add_argument("--formats", default=",".join(FORMATS), metavar="LIST", help=",".join(FORMATS))
    parser.add_argument("--template", type=Path, metavar="FILE.docx", help="the office's own Word template")
    parser.add_argument(
        "--annex", type=Path, metavar="FORM.xlsx", help="the office's own form, filled by FOLDER/indicators.yaml"
    )
    parser.add_argument("--with-names", action="store_true", help="keep persons' names, plates and telephones")


def run(args: argparse.Namespace) -> int:
    """Make the picture and write it; 3 where some input was refused."""
    from tasvir.cli.clock import day_in_zone
    from tasvir.cli.folder import Reader, load_commission
    from tasvir.cli.progress import Progress
    from tasvir.cli.report_files import find_files
    from tasvir.cli.writing import Office
    from tasvir.core.calendars.periods import parse_period, recognised
    from tasvir.core.picture.office.own_lists import office_lists
    from tasvir.core.picture.wording import Wording
    from tasvir.core.vocabulary.lists import load_lists
    from tasvir.foundation.making import Order, check_plan, make_picture
    from tasvir.foundation.paper import check_annex

    formats = _formats(args.formats)
    period = parse_period(args.period)
    folder = _folder(args.folder)
    shipped = load_lists()
    commission = _commission(folder, shipped, args.answer_lang, load_commission)
    if commission.calendar:
        period = recognised(period, commission.calendar)
    lang = args.lang or commission.lang or "fa"
    order = Order(
        period, tuple(dict.fromkeys(args.compare or COMPARISONS[:1])), lang, day_in_zone(commission.time_zone)
    )
    check_plan(commission, order)
    lists = office_lists(shipped, commission)
    check_annex(args.annex, folder)
    out = args.out or folder / "picture"
    found = find_files(folder, skip=(out, *_aside(args, folder, commission)), lang=lang)
    _check_reports(found, folder, commission)
    _make_writable(out, args.answer_lang)
    progress = Progress()
    voice = Wording(lang, lists, commission)
    say = _teller(progress, voice)
    try:
        reader = Reader(folder, commission, lists, order.today, lang)
        reading = reader.read(found, lambda file: say("progress.reading", file))
        picture = make_picture(reading, commission, lists, order, say, out / "sources.parquet")
        files = _write(picture, reading, args, out, formats, Office(voice, say))
    finally:
        progress.close()
    _report(picture, files, reading, voice)
    return REFUSED if _anything_refused(reading) else DONE


def _formats(text: str) -> list[str]:
    from tasvir.core.errors import UserError

    chosen = list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in chosen or [text]:
        if word not in FORMATS:
            raise UserError("cli.bad_choice", option="--formats", value=word, choices=", ".join(FORMATS))
    return chosen


def _folder(folder: Path) -> Path:
    from tasvir.core.errors import UserError

    if not folder.is_dir():
        code = "picture.not_a_folder" if folder.exists() else "picture.no_folder"
        raise UserError(code, folder=folder)
    return folder


def _aside(args: argparse.Namespace, folder: Path, commission: Commission) -> list[Path]:
    """What lies in the folder and is no report: forms, and the files of drivers."""
    own = [path for path in (args.annex, args.template) if path]
    return own + [folder / one.file for one in commission.drivers]


def _check_reports(found: FoundFiles, folder: Path, commission: Commission) -> None:
    """Refuse a folder without any report, unless an office declares which reports are missing from it."""
    from tasvir.core.errors import UserError

    if not found.paths and not found.refused and not commission.expected:
        raise UserError("picture.no_reports", folder=folder)


def _commission(folder: Path, lists: Lists, lang: str, load: Callable[..., Commission]) -> Commission:
    from tasvir.core.errors import UserError
    from tasvir.core.picture.office.reader import CommissionError
    from tasvir.core.picture.wording import joiner
    from tasvir.core.vocabulary.messages import message

    try:
        return load(folder, lists)
    except CommissionError as error:
        told = [message(issue.code, lang, issue.values) for issue in error.issues]
        raise UserError("commission.wrong", file="commission.yaml", problems=joiner(lang).join(told)) from error


def _make_writable(out: Path, lang: str) -> None:
    from tasvir.cli.machine import machine_reason
    from tasvir.core.errors import UserError

    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".tasvir"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError("picture.not_writable", folder=out, reason=machine_reason(error, lang)) from error


def _teller(progress: Progress, voice: Wording) -> Callable[..., None]:
    return lambda key, file="": progress.tell(voice.say(key, file=file))


def _write(
    picture: dict[str, Any], reading: Reading, args: argparse.Namespace, out: Path, formats: list[str], office: Office
) -> list[Path]:
    from tasvir.cli.answers import write_answers
    from tasvir.cli.writing import write_formats
    from tasvir.core.disclosure.names import redact

    voice = office.voice
    files = write_formats(picture, out, formats, args, office)
    clean = str if args.with_names else lambda text: redact(text)
    files += write_answers(reading, args.folder, out / "answers", voice.lang, clean)
    return [*files, out / "sources.parquet"]


def _anything_refused(reading: Reading) -> bool:
    return bool(reading.refused) or any(answer.rejected for answer in reading.answers)


def _report(picture: dict[str, Any], files: list[Path], reading: Reading, voice: Wording) -> None:
    for file in files:
        print(file)
    once = picture["counted_once"]
    line = voice.say(
        "summary.line",
        period=picture["period"]["label"],
        range=picture["period"]["range_label"],
        distinct=voice.number(once["distinct"]),
        reported=voice.number(once["reported"]),
        files=voice.number(reading.files - len(reading.refused)),
        refused=voice.number(len(reading.refused)),
    )
    if picture["reporting"]["expected"] is not None:
        counts = {key: voice.number(picture["reporting"][key]) for key in ("received", "expected")}
        line += voice.word("join.list") + voice.word("summary.reports").format(**counts)
    print(line)

"""Fill an empty platform with the two sample commissions, as their members would have: `python samples/office.py`.

Everything goes through the same services as in the browser. Persons and their one password are printed at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import django
import yaml
from django.utils import timezone

if TYPE_CHECKING:
    from tasvir.core.picture.office.commission import Commission
    from tasvir.rooms.people.models import Body, User
    from tasvir.rooms.reports.models import Submission

HERE = Path(__file__).resolve().parent
PASSWORD = "tasvir-sample-1404"
OFFICER = "data_officer"


@dataclass(frozen=True)
class Sample:
    """One sample commission: its folder, the period that its demo shows, and who works there."""

    folder: str
    code: str
    period: str
    lang: str
    # user name -> full name, role, body
    people: Mapping[str, tuple[str, str, str]]
    left_open: tuple[str, ...] = ()  # bodies whose newest report waits for the secretariat


SAMPLES = (
    Sample(
        "lorestan",
        "lorestan",
        "1404-Q2",
        "fa",
        {
            "dabir": ("مریم احمدی", "secretary", "lorestan"),
            "rais": ("رضا کریمی", "chair", "lorestan"),
            "tahlilgar": ("سارا مرادی", "analyst", "lorestan"),
            "nazer": ("حسین نوری", "auditor", "lorestan"),
            "modir": ("علی رستمی", "administrator", "lorestan"),
            "monshi": ("فاطمه سلیمی", "data_officer", "lorestan"),
            "police": ("سرهنگ امیر صادقی", "data_officer", "police"),
            "gomrok": ("نرگس حیدری", "data_officer", "customs"),
            "post": ("مهدی جعفری", "data_officer", "post"),
        },
        left_open=("heritage", "agriculture"),
    ),
    Sample(
        "tayninh",
        "tayninh",
        "vn:2024-Q4",
        "vi",
        {
            "thuky": ("Nguyễn Thị Lan", "secretary", "tayninh"),
            "truongban": ("Trần Văn Hải", "chair", "tayninh"),
            "vanthu": ("Phạm Thu Hà", "data_officer", "tayninh"),
            "congan": ("Lê Minh Đức", "data_officer", "police"),
        },
    ),
)
NAMES = {"name_fa": "fa", "name_vi": "vi", "name_en": "en"}


def main() -> int:
    """Fill the platform unless somebody already works there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasvir.web.settings")
    django.setup()
    from django.core.management import call_command

    from tasvir.rooms.people.models import User

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)

    if not User.objects.exists():
        make_samples()
        for sample in SAMPLES:
            _Filling(sample).fill()
    print("\nSample users (password of all: " + PASSWORD + ")")
    for sample in SAMPLES:
        for username, (name, role, body) in sample.people.items():
            print(f"  {username:10} {role.replace('_', ' '):14} {body:10} {name}")
    return 0


def make_samples() -> None:
    """Generate the sample folders if they are not there."""
    if not all((HERE / sample.folder / "commission.yaml").exists() for sample in SAMPLES):
        print("making the sample commissions", flush=True)
        subprocess.run([sys.executable, HERE / "generate.py"], check=True)


class _Filling:
    """Brings one sample commission in."""

    def __init__(self, sample: Sample) -> None:
        from tasvir.core.picture.office.reader import read_commission
        from tasvir.core.vocabulary.lists import load_lists

        self.sample, self.lists = sample, load_lists()
        self.folder = HERE / sample.folder
        text = (self.folder / "commission.yaml").read_text("utf-8")
        self.commission: Commission = read_commission("commission.yaml", text, lists=self.lists)
        self.zone = ZoneInfo(self.commission.time_zone or "UTC")
        self.bodies: dict[str, Body] = {}
        self.people: dict[str, User] = {}
        self.now = self._at(date(2024, 1, 2))

    def fill(self) -> None:
        """Bodies, groups, people, what is due, what was reported, and the picture."""
        print(f"bringing in {self.sample.folder}", flush=True)
        self._add_bodies()
        self._add_people()
        self._declare()
        self._add_reference()
        aside = [self.folder / driver.file for driver in self.commission.drivers]
        for path in sorted(self.folder.rglob("*")):
            reported = path.parent != self.folder and not path.name.endswith(".mapping.yaml")
            if path.is_file() and reported and path not in aside:
                self._hand_in(path)
        self._make_picture()

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(9, 30), self.zone)

    def _code(self, code: str) -> str:
        """A body's code in a platform where two commissions have a police each."""
        return f"{self.sample.code}-{code}".replace("_", "-")

    def _add_bodies(self) -> None:
        from tasvir.rooms.people.services import add_body

        def add(code: str, kind: str, parent: Body | None, names: Mapping[str, str], **fields: Any) -> Body:
            told = {name: names.get(lang, "") for name, lang in NAMES.items()}
            return add_body(code=code, kind=kind, parent=parent, by=None, now=self.now, **told, **fields)

        office = self.commission
        told = {
            "area": office.area or "",
            "country": office.country or "",
            "calendar": office.calendar or "",
            "time_zone": office.time_zone or "",
            "lang": office.lang or "",
        }
        top = self.bodies[self.sample.code] = add(self.sample.code, "commission", None, office.names, **told)
        for body in office.bodies:
            if body.agency == "commission":
                self.bodies[body.code] = top  # the secretariat is the commission itself
                continue
            above = self.bodies[body.parent] if body.parent else top
            fields = {"area": body.area or "", "agency": body.agency}
            self.bodies[body.code] = add(self._code(body.code), "agency", above, body.names, **fields)

    def _add_people(self) -> None:
        from tasvir.rooms.people.models import User
        from tasvir.rooms.people.services import appoint

        for username, (name, role, body) in self.sample.people.items():
            person = User.objects.create_user(
                username, f"{username}@example.org", PASSWORD, full_name=name, lang=self.sample.lang
            )
            appoint(person=person, body=self.bodies[body], role=role, by=None, now=self.now)
            self.people[username] = person
        self.secretary = self._with_role("secretary")

    def _with_role(self, role: str) -> User:
        return next(self.people[name] for name, (_, held, _) in self.sample.people.items() if held == role)

    def _declare(self) -> None:
        from tasvir.rooms.people.services import add_group, change_group
        from tasvir.rooms.reports.models import Expectation, PlanTarget

        top = self.bodies[self.sample.code]
        for group in self.commission.working_groups:
            names = {name: group.names.get(lang, "") for name, lang in NAMES.items()}
            made = add_group(commission=top, names=names, by=None, now=self.now, code=group.code)
            members = [self.bodies[body.code] for body in self.commission.bodies if group.code in body.working_groups]
            change_group(group=made, names=names, members=members, by=None, now=self.now)
        for one in self.commission.expected:
            Expectation.objects.create(
                body=self.bodies[one.body],
                kind=one.kind,
                every=one.every,
                due_days=one.due_days,
                calendar=self.commission.calendar or "",
                first=one.first.start if one.first else None,
                last=self._last_of(one.body, one.last.end if one.last else None),
            )
        for target in self.commission.targets:
            PlanTarget.objects.create(
                body=top,
                measure=target.measure,
                breakdown="|".join(f"{key}={value}" for key, value in sorted(target.by.items())),
                period_name=target.period.label,
                period_start=target.period.start,
                period_end=target.period.end,
                value=target.value,
                unit=target.unit,
            )

    def _add_reference(self) -> None:
        """The campaigns and drivers that the commission declares, as its secretariat would enter them."""
        from tasvir.core.calendars.systems import numbers_of
        from tasvir.rooms.reference.services import load_driver, set_campaign

        country, source = self.commission.country or "", "commission.yaml"
        told: dict[str, Any] = {"country": country, "by": self.secretary, "now": self.now}
        for one in self.commission.campaigns:
            words: dict[str, Any] = {name: one.names.get(lang, "") for name, lang in NAMES.items()}
            aim = {"goods": one.goods, "area": one.area, "agency": one.agency}
            if one.outcome:
                aim |= {"measure": one.outcome.measure, "goods": one.outcome.by.get("goods")}
                aim |= {"control": one.control.by.get("goods") if one.control else None}
            words |= {name: code or "" for name, code in aim.items()}
            year = numbers_of(one.start, self.commission.calendar or "gregorian")[0]
            set_campaign(code=one.code, year=year, start=one.start, end=one.end, source=source, **words, **told)
        for driver in self.commission.drivers:
            words = {name: driver.names.get(lang, "") for name, lang in NAMES.items()}
            data = (self.folder / driver.file).read_bytes()
            load_driver(code=driver.code, file=driver.file, data=data, unit=driver.unit, source=source, **words, **told)

    def _last_of(self, body: str, told: date | None) -> date | None:
        """Most duties end with the demo's period; those of its officers go on, so that something is due today."""
        from tasvir.core.calendars.periods import parse_period

        officers = {place for _, role, place in self.sample.people.values() if role == OFFICER}
        return told or (None if body in officers else parse_period(self.sample.period).end)

    def _hand_in(self, path: Path) -> None:
        """One file as its body would send it; the secretariat accepts it, unless it is left open for the demo."""
        from tasvir.core.errors import UserError
        from tasvir.rooms.reports import services

        name = path.relative_to(self.folder).as_posix()
        body = self.commission.body_of_file(name)
        if body is None:
            return
        receipt = self.commission.receipt_of(name)
        day = self._at(receipt.received_on if receipt and receipt.received_on else date(2025, 10, 5))
        mappings = list(path.parent.glob(f"{path.stem}.mapping.yaml"))
        files = [(one.name, one.read_bytes()) for one in [path, *mappings]]
        kind, period = self._kind_and_period(path, name)
        try:
            handed = services.receive_submission(
                client_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{self.sample.code}/{name}"),
                body=self.bodies[body.code],
                kind=kind,
                period=period,
                entry="file",
                files=files,
                by=self._officer(body.code),
                now=day,
                send=True,
            )
            services.read_submission(submission=handed, now=day)
        except UserError as error:
            print(f"  {name}: {error}", flush=True)
            return
        newest = period.end >= date(2025, 6, 22)
        if not (newest and body.code in self.sample.left_open):
            self._accept(handed, self._officer(body.code), day)

    def _officer(self, body: str) -> User:
        """The data officer of a body, or the secretariat's own."""
        own = self.sample.code if self.bodies[body].code == self.sample.code else body
        places = {place: self.people[name] for name, (_, role, place) in self.sample.people.items() if role == OFFICER}
        return places.get(own) or places[self.sample.code]

    def _accept(self, handed: Submission, officer: User, day: datetime) -> None:
        from tasvir.rooms.reports import services

        handed.refresh_from_db()
        services.approve(submission=handed, by=officer, now=day)
        services.accept(submission=handed, by=self.secretary, now=day)

    def _kind_and_period(self, path: Path, name: str) -> tuple[str, Any]:
        """What a file reports and on which period: from its name, else the period of the demo."""
        from tasvir.core.calendars.finding import find_period
        from tasvir.core.calendars.periods import parse_period
        from tasvir.foundation.reading import is_list, read_report

        period = find_period(path.stem, self.commission.calendar) or parse_period(self.sample.period)
        if not is_list(path.name):
            return "written", period
        mapping = path.with_name(f"{path.stem}.mapping.yaml")
        told = yaml.safe_load(mapping.read_text("utf-8")) if mapping.is_file() else None
        try:
            read = read_report(
                name,
                path.read_bytes(),
                commission=self.commission,
                lists=self.lists,
                today=date(2025, 10, 5),
                mapping=told,
            )
        except Exception:  # the platform will say what is wrong with it
            return "incidents", period
        return (read[0].kind if isinstance(read, list) and read else "incidents"), period

    def _make_picture(self) -> None:
        """Ask for the picture of the demo; the worker makes it in all languages while people sign in."""
        from tasvir.core.calendars.periods import parse_period
        from tasvir.rooms.picture.services import ask_for_picture

        ask_for_picture(
            body=self.bodies[self.sample.code],
            period=parse_period(self.sample.period),
            comparisons=("same-period-last-year", "previous-period"),
            lang=self.sample.lang,
            by=self.secretary,
            now=timezone.now(),
        )


if __name__ == "__main__":
    sys.exit(main())

"""`tasvir analyse duplicates` on two offices' lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasvir.cli.main import main

HEAD = "ref,occurred_on,area,place,channel,violation,goods,quantity,unit,value,currency,lead_agency,partner_agencies\n"
POLICE = (
    HEAD + "p-1,1404/05/02,IR-15,خرم‌آباد,post,smuggling,cigarettes,120,package,96000000,IRR,police,customs\n"
    "p-2,1404/05/03,IR-15,بروجرد,road,smuggling,diesel,2000,L,50000000,IRR,police,\n"
)
CUSTOMS = (
    HEAD + "c-1,1404/05/02,IR-15,خرم‌آباد,post,smuggling,cigarettes,120,package,96000000,IRR,customs,police\n"
    "c-2,1404/06/11,IR-15,ازنا,road,smuggling,rice,500,kg,70000000,IRR,customs,\n"
)


def test_duplicates_joins_the_event_that_two_offices_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("police.csv", POLICE), ("customs.csv", CUSTOMS)):
        (tmp_path / name).write_text(text, "utf-8")

    assert (
        main(["analyse", "duplicates", "--incidents", *(str(tmp_path / n) for n in ("police.csv", "customs.csv"))]) == 0
    )
    found = json.loads(capsys.readouterr().out)

    (one,) = found["findings"]
    assert {member.split("#")[0] for member in one["members"]} == {"police.csv", "customs.csv"}
    assert one["joined"]
    assert one["probability"] >= 0.9
    assert one["reasons"]
    assert found["read"]["distinct"] == 3


@pytest.mark.parametrize("name", ["absent.csv", "letter.docx"])
def test_duplicates_refuses_what_is_no_list(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "letter.docx":
        (tmp_path / name).write_bytes(b"nothing")

    assert main(["analyse", "duplicates", "--incidents", str(tmp_path / name)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1

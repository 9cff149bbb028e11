"""What templates and menus name is there: icons, components, texts of the frame."""

from __future__ import annotations

import re
from pathlib import Path

from tasvir.foundation.registry import menu

HOUSE = Path(__file__).resolve().parents[2]
WEB = HOUSE / "web"
_NAMED = re.compile(r"""{% icon ["']([^"']+)["'] %}|\bicon=["']([^"']+)["']""")
ICONS = WEB.joinpath("icons.txt").read_text("utf-8").split()


def test_icons_are_listed_once_in_order() -> None:
    assert sorted(set(ICONS)) == ICONS


def test_every_icon_that_a_template_or_menu_names_is_listed() -> None:
    named = {entry.icon for entry in menu()}
    for path in HOUSE.glob("**/templates/**/*.html"):
        named |= {first or second for first, second in _NAMED.findall(path.read_text("utf-8"))}

    assert sorted(named - set(ICONS)) == []

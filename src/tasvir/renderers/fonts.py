"""The type faces that set-up puts beside the renderers: one for Persian, one for Latin and Vietnamese."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

FONTS = Path(__file__).parent / "static" / "fonts"

# Between words of either script, and the marks that turn text round: both faces keep them where they have them.
_ALWAYS = "\u200c\u200d\u200e\u200f\u00a0 0123456789.,:;-()[]/%"


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a family."""

    family: str
    file: str
    weight: int

    @property
    def path(self) -> Path:
        return FONTS / self.file


FACES = (
    Face("Vazirmatn", "Vazirmatn-Regular.ttf", 400),
    Face("Vazirmatn", "Vazirmatn-Bold.ttf", 700),
    Face("Noto Sans", "NotoSans-Regular.ttf", 400),
    Face("Noto Sans", "NotoSans-Bold.ttf", 700),
)


def families(lang: str) -> tuple[str, ...]:
    """The families of a language in the order in which they are tried."""
    return ("Vazirmatn", "Noto Sans") if lang == "fa" else ("Noto Sans", "Vazirmatn")


def present() -> list[Face]:
    """The faces whose files are there; without set-up there are none, and readers see their system's own."""
    return [face for face in FACES if face.path.is_file()]


def embedded_css(text: str) -> str:
    """`@font-face` rules with only the letters that `text` uses, inside the style sheet itself."""
    letters = "".join(sorted(set(text) | set(_ALWAYS)))
    return "\n".join(_rule(face, _subset(face.path, letters)) for face in present())


def _rule(face: Face, data: bytes) -> str:
    source = f"url(data:font/woff2;base64,{b64encode(data).decode('ascii')}) format('woff2')"
    return f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-display:swap;src:{source}}}"


@lru_cache(maxsize=16)
def _subset(path: Path, letters: str) -> bytes:
    """The face with the letters it has of these, as WOFF2; joining forms and figures of equal width stay."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    out = BytesIO()
    with subset.load_font(str(path), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_known(font.getBestCmap(), letters))
        subsetter.subset(font)
        subset.save_font(font, out, options)
    return out.getvalue()


def _known(cmap: Iterable[int], letters: str) -> list[int]:
    return sorted(set(cmap) & {ord(letter) for letter in letters})

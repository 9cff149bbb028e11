"""Copy what pages and documents carry out of node_modules: type faces, style sheets, scripts, icons.

Standard library only. Run by `./dev` at set-up, after npm; run it alone after a new line in web/icons.txt.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules"
FONTS = ROOT / "src" / "tasvir" / "renderers" / "static" / "fonts"
VENDOR = ROOT / "src" / "tasvir" / "web" / "static" / "vendor"
ICONS = ROOT / "src" / "tasvir" / "web" / "icons.txt"
SPRITE = "@tabler/icons-sprite/dist/tabler-sprite.svg"
_LATIN = "@fontsource-variable/noto-sans"

# File in node_modules -> name here.
FACES = {
    "vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf": "Vazirmatn-Regular.ttf",
    "vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf": "Vazirmatn-Bold.ttf",
    "vazirmatn/OFL.txt": "Vazirmatn-LICENCE.txt",
    "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
    "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
    "@expo-google-fonts/noto-sans/LICENSE_FONT": "NotoSans-LICENCE.txt",
}
PAGES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css": "tabler.rtl.min.css",
    "@tabler/icons-sprite/LICENSE": "tabler-LICENCE.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx-LICENCE.txt",
    "vega/build/vega.min.js": "vega.min.js",
    "vega-lite/build/vega-lite.min.js": "vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js": "vega-embed.min.js",  # carries vega-interpreter
    "vega/LICENSE": "vega-LICENCE.txt",
    "vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2": "vazirmatn.woff2",
    "vazirmatn/OFL.txt": "vazirmatn-LICENCE.txt",
    f"{_LATIN}/files/noto-sans-latin-wght-normal.woff2": "noto-sans-latin.woff2",
    f"{_LATIN}/files/noto-sans-latin-ext-wght-normal.woff2": "noto-sans-latin-ext.woff2",
    f"{_LATIN}/files/noto-sans-vietnamese-wght-normal.woff2": "noto-sans-vietnamese.woff2",
    f"{_LATIN}/LICENSE": "noto-sans-LICENCE.txt",
}
PACKED = {".css", ".js", ".svg"}


def icon_names() -> list[str]:
    """The icons that the pages use, one a line."""
    return [line.strip() for line in ICONS.read_text("utf-8").splitlines() if line.strip()]


def sprite(source: str, names: list[str]) -> str:
    """One drawing with a symbol for each name; a name that the set does not have ends the run with a sentence."""
    symbols = dict(re.findall(r'<symbol id="tabler-([^"]+)"(.*?)</symbol>', source, re.DOTALL))
    missing = sorted(set(names) - set(symbols))
    if missing:
        sys.exit(f"assets: {ICONS.name}: Tabler has no icon {', '.join(missing)}")
    drawn = (f'<symbol id="{name}"{symbols[name]}</symbol>' for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>\n'


def copy(files: dict[str, str], to: Path) -> None:
    """Put the files into a folder of their own, emptied first."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for source, name in files.items():
        shutil.copyfile(NODE / source, to / name)


def pack(folder: Path) -> None:
    """Lay a packed copy beside each text, for browsers that take it; links to maps that are not here go."""
    for path in sorted(folder.iterdir()):
        if path.suffix in PACKED:
            data = re.sub(rb"\n?(//|/\*)# sourceMappingURL=[^\n*]*(\*/)?\s*$", b"\n", path.read_bytes())
            path.write_bytes(data)
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, mtime=0))


def main() -> None:
    """Copy everything."""
    drawing = sprite((NODE / SPRITE).read_text("utf-8"), icon_names())
    copy(FACES, FONTS)
    copy(PAGES, VENDOR)
    (VENDOR / "icons.svg").write_text(drawing, "utf-8")
    pack(VENDOR)


if __name__ == "__main__":
    main()

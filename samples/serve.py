"""Build the pictures of the sample commissions and serve them: `python samples/serve.py HOST PORT`."""

from __future__ import annotations

import argparse
import http.server
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import jinja2
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / ".run"
LANGUAGES = ("fa", "vi", "en")
# Each sample with the period that its demo shows.
SHOWN = {"lorestan": "1404-Q2", "tayninh": "vn:2025-Q3"}
FINISHED = (0, 3)  # done, or done with some input refused


def make_samples() -> None:
    """Generate the sample folders if they are not there."""
    if not all((HERE / name / "commission.yaml").exists() for name in SHOWN):
        print("making the sample commissions", flush=True)
        subprocess.run([sys.executable, HERE / "generate.py"], check=True, cwd=ROOT)


def newest(folder: Path) -> float:
    """When something in a folder last changed."""
    return max(path.stat().st_mtime for path in folder.rglob("*") if "__pycache__" not in path.parts)


def build(name: str, period: str, lang: str) -> bool:
    """Build one picture unless it is newer than the code and its folder; whether it is there."""
    out, done = OUT / name / lang, OUT / name / lang / "picture.json"
    if done.exists() and done.stat().st_mtime > max(newest(ROOT / "src"), newest(HERE / name)):
        return True
    print(f"building the picture of {name}, {period}, {lang}", flush=True)
    words = ["picture", HERE / name, "--period", period, "--lang", lang, "--out", out]
    code = subprocess.call([sys.executable, "-m", "tasvir.cli.main", *map(str, words)], cwd=ROOT)
    return code in FINISHED and done.exists()


def offered() -> Iterator[dict[str, object]]:
    """The pictures that are there, commission by commission, for the index page."""
    for name, period in SHOWN.items():
        told = yaml.safe_load((HERE / name / "commission.yaml").read_text("utf-8"))
        files = {
            lang: sorted(file.name for file in (OUT / name / lang).iterdir() if file.is_file())
            for lang in LANGUAGES
            if build(name, period, lang)
        }
        yield {"folder": name, "name": told["name"], "period": period, "files": files}


def write_index() -> bool:
    """Write the page that links every picture; whether there is any."""
    commissions = list(offered())
    page = jinja2.Template((HERE / "index.html.j2").read_text("utf-8"), autoescape=True)
    OUT.mkdir(exist_ok=True)
    (OUT / "index.html").write_text(page.render(commissions=commissions), "utf-8")
    return any(commission["files"] for commission in commissions)


def serve(host: str, port: int) -> int:
    """Serve the pictures until interrupted."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(OUT))
    try:
        server = http.server.ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        print(f"cannot serve on {host}:{port}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"the pictures are on http://{host}:{port}/ (stop with Ctrl-C)", flush=True)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def main() -> int:
    """Make, build, serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host", nargs="?", default="127.0.0.1")
    parser.add_argument("port", nargs="?", type=int, default=8000)
    parser.add_argument("--build-only", action="store_true", help="write the pictures and the index, serve nothing")
    args = parser.parse_args()
    make_samples()
    if not write_index():
        print("no picture could be built; the lines above say why", file=sys.stderr)
        return 1
    return 0 if args.build_only else serve(args.host, args.port)


if __name__ == "__main__":
    sys.exit(main())

"""Build the pictures of the sample commissions and serve them: `python samples/serve.py HOST PORT`."""

from __future__ import annotations

import argparse
import http.server
import subprocess
import sys
import threading
from collections import deque
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
SHOWN = {"lorestan": "1404-Q2", "tayninh": "vn:2024-Q4"}
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
    command = [sys.executable, "-m", "tasvir.cli.main", *map(str, words)]
    code = subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    return code in FINISHED and done.exists()


def describe(name: str, period: str) -> dict[str, object]:
    """A commission and the files of its pictures, as far as they are there, for the index page."""
    told = yaml.safe_load((HERE / name / "commission.yaml").read_text("utf-8"))
    files = {}
    for lang in LANGUAGES:
        out = OUT / name / lang
        done = (out / "picture.json").exists()
        files[lang] = sorted(file.name + "/" * file.is_dir() for file in out.iterdir()) if done else []
    return {"folder": name, "name": told["name"], "period": period, "files": files}


def write_index() -> None:
    """Write the page that links every picture that is there."""
    page = jinja2.Template((HERE / "index.html.j2").read_text("utf-8"), autoescape=True)
    text = page.render(commissions=[describe(name, period) for name, period in SHOWN.items()])
    OUT.mkdir(exist_ok=True)
    (OUT / "index.html").write_text(text, "utf-8")


def build_all() -> Iterator[bool]:
    """Build one picture after the other, the index after each; whether each is there."""
    for name, period in SHOWN.items():
        for lang in LANGUAGES:
            built = build(name, period, lang)
            write_index()
            yield built


def serve(host: str, port: int, pictures: Iterator[bool]) -> int:
    """Serve what is built, build the rest, until interrupted."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(OUT))
    try:
        server = http.server.ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        print(f"cannot serve on {host}:{port}: {error.strerror}", file=sys.stderr)
        return 2
    threading.Thread(target=deque, args=(pictures, 0), daemon=True).start()  # the others, while the first is read
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
    pictures = build_all()
    if args.build_only:
        return 0 if all(list(pictures)) else 1
    if not next(pictures):
        print("the picture could not be built; the lines above say why", file=sys.stderr)
        return 1
    return serve(args.host, args.port, pictures)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

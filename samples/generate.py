"""Make the sample commissions and what is truly in them: `python samples/generate.py [--out DIR]`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from making.lorestan import make_lorestan
from making.tayninh import make_tayninh

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write DIR/lorestan, DIR/tayninh and DIR/truth/*.json anew; the same files every time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where the folders go (default: beside this script)")
    out: Path = parser.parse_args().out
    for name, make in (("lorestan", make_lorestan), ("tayninh", make_tayninh)):
        shutil.rmtree(out / name, ignore_errors=True)
        make(out / name, out / "truth" / f"{name}.json")


if __name__ == "__main__":
    main()

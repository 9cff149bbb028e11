"""The sample commissions, made once a session, and their pictures, as a person at a terminal gets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 600  # seconds until another worker's work counts as failed


@dataclass(frozen=True)
class Made:
    """One run of `tasvir picture`: its exit code, what it said, and the folder that it wrote."""

    code: int
    said: str
    complained: str
    folder: Path

    @property
    def picture(self) -> dict[str, Any]:
        """The picture as JSON."""
        found: dict[str, Any] = json.loads((self.folder / "picture.json").read_text("utf-8"))
        return found


def run_tasvir(*words: object, timeout: int = 600) -> subprocess.CompletedProcess[str]:
    """`tasvir …` in a process of its own."""
    command = [sys.executable, "-c", "import sys; from tasvir.cli.main import main; sys.exit(main())"]
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LC_MESSAGES": "C.UTF-8"}
    return subprocess.run(
        [*command, *map(str, words)], capture_output=True, text=True, timeout=timeout, env=environment, check=False
    )


def once(folder: Path, make: Callable[[], None]) -> Path:
    """Let one of several workers make a folder, the others wait for it."""
    done, mine = folder.with_suffix(".done"), folder.with_suffix(".making")
    try:
        mine.mkdir(parents=True)
    except FileExistsError:
        for _ in range(PATIENCE):
            if done.exists():
                return folder
            time.sleep(1)
        raise
    make()
    done.touch()
    return folder


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this session share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def samples(workshop: Path, root: Path) -> Path:
    """Freshly made sample commissions with their truth."""
    folder = workshop / "commissions"

    def make() -> None:
        script = root / "samples" / "generate.py"
        subprocess.run([sys.executable, script, "--out", folder], check=True, timeout=PATIENCE)

    return once(folder, make)


@pytest.fixture(scope="session")
def picture_of(workshop: Path, samples: Path) -> Callable[..., Made]:
    """Make the picture of a sample with some options, once for each set of options."""

    def make(name: str, *options: str) -> Made:
        key = "_".join([name, *(option.strip("-").replace("/", "") for option in options)]).replace(":", "")
        folder = workshop / key

        def run() -> None:
            ran = run_tasvir("picture", samples / name, "--out", folder, *options)
            answer = {"code": ran.returncode, "said": ran.stdout, "complained": ran.stderr}
            folder.with_suffix(".json").write_text(json.dumps(answer), "utf-8")

        once(folder, run)
        return Made(**json.loads(folder.with_suffix(".json").read_text("utf-8")), folder=folder)

    return make


@pytest.fixture(scope="session")
def lorestan(picture_of: Callable[..., Made]) -> Made:
    """The second quarter of 1404 in Persian, in every format."""
    return picture_of("lorestan", "--period", "1404-Q2", "--lang", "fa")


@pytest.fixture(scope="session")
def tayninh(picture_of: Callable[..., Made]) -> Made:
    """The last reporting quarter of 2024 in Vietnamese, in every format."""
    return picture_of("tayninh", "--period", "vn:2024-Q4", "--lang", "vi")


@pytest.fixture(scope="session")
def truth(samples: Path) -> Callable[[str], dict[str, Any]]:
    """What is truly in a sample."""

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((samples / "truth" / f"{name}.json").read_text("utf-8"))
        return found

    return read

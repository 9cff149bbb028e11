"""The drill: a whole office goes into one file and comes back, on SQLite and on PostgreSQL; damage is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tasvir.core.errors import UserError
from tasvir.web.backups.restore import read_archive
from tests import postgresql

ROOT = Path(__file__).resolve().parent.parent.parent
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from tests.cast import NOW, make_cast
from tasvir.foundation import files
from tasvir.rooms.audit.services import record_event
cast = make_cast()
for index in range(40):
    stored = files.store(f"report {index} گزارش".encode() * 500, now=NOW)
    record_event(kind="audit.verified", by=cast.officer, now=NOW, body="police", subject_id=stored.pk, share=index / 7)
"""
WRITE_ON = """
import django; django.setup()
from tests.cast import NOW
from tasvir.foundation import files
from tasvir.rooms.audit.services import record_event
from django.db import transaction
for index in range(100_000):
    with transaction.atomic():
        stored = files.store(f"later {index}".encode(), now=NOW)
        record_event(kind="audit.verified", by=None, now=NOW, subject_id=stored.pk)
    if index == 0:
        print("writing", flush=True)
"""
TELL = """
import django; django.setup()
import json
from tasvir.rooms.audit.queries import verify_chain
from tasvir.foundation.models import StoredFile
from tasvir.foundation import files
from tasvir.web.backups.backup import hash_of
from tasvir.web.backups.dumps import current
verdict = verify_chain()
whole = all(hash_of(files.path_of(one.sha256)) == one.sha256 for one in StoredFile.objects.all())
print(json.dumps([dict(current().tables), verdict.head, verdict.broken is None, whole, StoredFile.objects.count()]))
"""


@dataclass
class Office:
    """An office of its own in a folder, with a database of its own."""

    home: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {"TASVIR_HOME": str(self.home), "TASVIR_DATABASE": self.database, "LC_ALL": "C.UTF-8"}
        own["DJANGO_SETTINGS_MODULE"] = "tasvir.web.settings"
        return {**os.environ, **own, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}

    def python(self, code: str) -> str:
        words = [sys.executable, "-c", code]
        return subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True, cwd=ROOT).stdout

    def tasvir(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tasvir.cli.main", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=ROOT, check=False)

    def told(self) -> list[object]:
        found: list[object] = json.loads(self.python(TELL))
        return found

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Somebody who goes on writing meanwhile."""
        words = [sys.executable, "-c", WRITE_ON]
        process = subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"writing\n"
            yield
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    # Not below pytest's own folder: PostgreSQL's user must be able to enter it.
    folder = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    folder.chmod(0o755)
    try:
        with postgresql.server(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def offices(request: pytest.FixtureRequest, tmp_path: Path) -> list[Office]:
    """An office that is at work and an empty one."""
    if request.param == "sqlite":
        found = [Office(tmp_path / "old"), Office(tmp_path / "new")]
    else:
        address: str = request.getfixturevalue("server").rsplit("/", 1)[0]
        names = [f"{tmp_path.name[-20:].replace('-', '_').lower()}_{which}" for which in ("old", "new")]
        for name in names:
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        found = [Office(tmp_path / name[-3:], f"{address}/{name}") for name in names]
    found[0].python(FILL)
    return found


def test_a_backup_comes_back_whole_in_an_empty_office(offices: list[Office], tmp_path: Path) -> None:
    old, new = offices
    archive = tmp_path / "office.tar"

    written = old.tasvir("backup", str(archive))
    restored = new.tasvir("restore", str(archive))

    assert (written.returncode, written.stderr) == (0, "")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before, after = old.told(), new.told()
    assert before[2:] == [True, True, 40]
    # The restore also makes the table of the cache, which is no record.
    assert {k: v for k, v in after[0].items() if k != "tasvir_cache"} == before[0]  # type: ignore[attr-defined]
    assert after[1:] == before[1:]
    assert (new.home / "keys" / "secret").read_text() == (old.home / "keys" / "secret").read_text()
    assert old.tasvir("backup", str(archive)).returncode == 2  # never over another


def test_a_backup_while_others_write_is_one_moment(offices: list[Office], tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    old, new = offices
    archive = tmp_path / "office.tar"

    with old.writer():
        written = old.tasvir("backup", str(archive))
    restored = new.tasvir("restore", str(archive))

    assert (written.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    _, head, whole, stored, files = new.told()
    assert (whole, stored) == (True, True)
    tables = read_archive(archive, tmp_path / "read").tables
    # A file and its event come in one transaction: in one moment there are as many of the one as of the other.
    assert files == tables["foundation_storedfile"]
    assert int(str(head).split(":")[0]) == tables["audit_event"]
    assert tables["audit_event"] - tables["foundation_storedfile"] == old.told()[0]["audit_event"] - old.told()[4]  # type: ignore[index]


def test_an_office_that_is_not_empty_is_replaced_only_when_asked(offices: list[Office], tmp_path: Path) -> None:
    old, new = offices
    archive = tmp_path / "office.tar"
    old.tasvir("backup", str(archive))
    new.python(FILL.replace("range(40)", "range(3)"))

    refused = new.tasvir("restore", str(archive))
    untouched = new.told()[4]
    replaced = new.tasvir("restore", str(archive), "--replace")

    assert (refused.returncode, untouched) == (2, 3)
    assert "--replace" in refused.stderr
    assert (replaced.returncode, replaced.stderr, new.told()[4]) == (0, "", 40)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, bytes]:
    """An office and its backup, for the tests of damage."""
    folder = tmp_path_factory.mktemp("damage")
    office = Office(folder / "office")
    office.python(FILL)
    office.tasvir("backup", str(folder / "office.tar"))
    return office, (folder / "office.tar").read_bytes()


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("how", ["flipped", "cut"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    one: tuple[Office, bytes], tmp_path: Path, part: float, how: str
) -> None:
    _, data = one
    # The end of a tar is padding; what counts ends with the seal.
    end = data.rindex(b"manifest.sha256") + 512 + 64
    place = int(end * part)
    damaged = data[:place] if how == "cut" else data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
    (tmp_path / "office.tar").write_bytes(damaged)

    with pytest.raises(UserError, match="^backup"):
        read_archive(tmp_path / "office.tar", tmp_path)


def test_a_whole_backup_is_read(one: tuple[Office, bytes], tmp_path: Path) -> None:
    (tmp_path / "office.tar").write_bytes(one[1])

    assert read_archive(tmp_path / "office.tar", tmp_path).files == 40


def test_a_backup_that_reaches_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "office.tar", "w") as archive:
        archive.add(tmp_path / "evil", "keys/../../evil-was-here")

    with pytest.raises(UserError, match="strange_entry"):
        read_archive(tmp_path / "office.tar", tmp_path / "inside")


def test_what_is_no_archive_is_refused_by_the_command_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "office.tar").write_bytes(b"PK no tar")
    new = Office(tmp_path / "new")

    done = new.tasvir("restore", str(tmp_path / "office.tar"))

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_missing_stored_file_stops_the_backup(one: tuple[Office, bytes], tmp_path: Path) -> None:
    office = Office(tmp_path / "copy")
    shutil.copytree(one[0].home, office.home)
    next(path for path in office.home.glob("files/*/*")).unlink()

    done = office.tasvir("backup", str(tmp_path / "office.tar"))

    assert done.returncode == 2
    assert list(tmp_path.glob("*.tar")) == []


def test_the_command_finds_a_changed_event(one: tuple[Office, bytes], tmp_path: Path) -> None:
    office = Office(tmp_path / "copy")
    shutil.copytree(one[0].home, office.home)
    head = office.tasvir("audit", "verify", "--head").stdout.strip()
    assert office.tasvir("audit", "verify", "--known", head).returncode == 0
    with sqlite3.connect(office.home / "tasvir.sqlite3") as database:
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET reason = 'x' WHERE number = 9")

    done = office.tasvir("audit", "verify")

    assert (done.returncode, "event 9" in done.stdout) == (3, True)
    assert office.tasvir("audit", "verify", "--known", "nonsense").returncode == 2

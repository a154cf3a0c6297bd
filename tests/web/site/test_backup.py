# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backup is put back as it was: areas, records, people, files and history, on either database."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from koppelkans.web.access.models import Role
from koppelkans.web.models import Area
from koppelkans.web.notices.files import path_of
from koppelkans.web.notices.models import Attachment
from koppelkans.web.records.models import ChangeSet
from koppelkans.web.site import SiteError, contents
from koppelkans.web.site.backup import back_up
from koppelkans.web.site.restore import restore
from tests.web.access.persons import person, signed_in
from tests.web.records.browsing import open_form
from tools.postgres import Cluster, find_programs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MAIN = "from koppelkans.cli import main; main()"
FORM = "/gebieden/testbuurt/invullen/opgaven/bewerken/heat-1/"
LOOK = """
import json
import django; django.setup()
from django.test import Client
from django.conf import settings
from koppelkans.web.access.models import User
from koppelkans.web.access.second_step import DONE_ELSEWHERE
settings.ALLOWED_HOSTS = ["*"]
client = Client()
client.force_login(User.objects.get(email="fac@test.example"))
session = client.session
session[DONE_ELSEWHERE] = True
session.save()
seen = {}
for path in ("", "invullen/", "opgaven/heat-1/", "invullen/geschiedenis/", "mensen/"):
    seen[path] = client.get("/gebieden/testbuurt/" + path).status_code
text = client.get("/gebieden/testbuurt/invullen/geschiedenis/").content.decode()
seen["history"] = "Fac" in text or "fac@" in text
# Numbers go on where they were: something new can be made.
seen["new"] = User.objects.create_user("new@test.example", name="New").pk
print(json.dumps(seen))
"""


@pytest.fixture
def filled(area: Area, settings: Any, tmp_path: Path) -> Area:
    """An area with a programme, a member with a phone, a changed task, a remark and a file."""
    settings.DATA = tmp_path / "source"
    settings.DATA.mkdir()
    client = signed_in(person("fac@test.example", area, Role.FACILITATOR))
    client.post(FORM, {**open_form(client, FORM), "b0:title": ["Warmte voor élke straat"]})
    pdf = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n" + os.urandom(50_000))
    client.post("/gebieden/testbuurt/bijlagen/opgaven/sewer-2/", {"file": pdf})
    assert ChangeSet.objects.exists()
    assert Attachment.objects.exists()
    return area


def run(data: Path, database: str, *command: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("KOPPELKANS_")}
    return subprocess.run(
        [sys.executable, "-c", *command], capture_output=True, text=True, check=False,
        env={**inherited, "KOPPELKANS_DATA": str(data), "KOPPELKANS_DATABASE_URL": database,
             "KOPPELKANS_LANG": "en", "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings"},
    )  # fmt: skip


def read(path: Path) -> tuple[dict[str, Any], list[Any]]:
    with tarfile.open(path) as archive:
        manifest = archive.extractfile(contents.MANIFEST)
        rows = archive.extractfile(contents.DATA)
        assert manifest
        assert rows
        return json.load(manifest), [json.loads(line) for line in rows]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database to restore into."""
    if request.param == "sqlite":
        yield ""
        return
    if find_programs() is None and os.environ.get("CI") != "true":
        pytest.skip("PostgreSQL is missing (apt install postgresql)")
    cluster = Cluster().start()
    yield cluster.address
    cluster.remove()


def test_everything_is_back_as_it_was(filled: Area, tmp_path: Path, target: str) -> None:
    backup, again, data = tmp_path / "a.backup", tmp_path / "b.backup", tmp_path / "target"
    data.mkdir()
    made = back_up(backup)
    assert made.files == 1
    assert (backup.stat().st_mode & 0o777) == 0o600
    restored = run(data, target, MAIN, "site", "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    # What a backup of the restored installation holds is what the first one held.
    done = run(data, target, MAIN, "site", "backup", str(again))
    assert done.returncode == 0, done.stderr
    (before, rows), (after, rows_again) = read(backup), read(again)
    assert rows == rows_again
    assert len(rows) == made.rows > 50
    for part in ("tables", "files", "migrations"):
        assert before[part] == after[part]
    # Nor does it matter where a backup was made.
    for name, address in elsewhere(target).items():
        assert moved(tmp_path / name, address, again) == rows, name
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM web_record")
        assert before["tables"]["web.Record"] == cursor.fetchone()[0]
    file = Attachment.objects.get()
    assert (data / path_of(file).relative_to(tmp_path / "source")).read_bytes() == path_of(
        file
    ).read_bytes()
    looked = run(data, target, LOOK)
    assert looked.returncode == 0, looked.stderr
    seen = json.loads(looked.stdout)
    assert seen.pop("new") > 1
    assert seen.pop("history")
    assert set(seen.values()) == {200}
    # Nothing is ever put over what is there.
    refused = run(data, target, MAIN, "site", "restore", str(backup))
    assert refused.returncode == 1
    assert "There is something here already" in refused.stderr


def elsewhere(target: str) -> dict[str, str]:
    """Return addresses of empty databases where a backup that was made on PostgreSQL goes to."""
    if not target:
        return {}
    with psycopg.connect(target, autocommit=True) as server:
        server.execute("CREATE DATABASE another")
    return {"sqlite": "", "postgresql": target.replace("/postgres?", "/another?")}


def moved(data: Path, address: str, backup: Path) -> list[Any]:
    """Restore a backup in a database; return what a backup of that holds."""
    data.mkdir()
    restored = run(data, address, MAIN, "site", "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    done = run(data, address, MAIN, "site", "backup", str(data / "c.backup"))
    assert done.returncode == 0, done.stderr
    return read(data / "c.backup")[1]


def changed(source: Path, target: Path, name: str, content: bytes, **manifest: Any) -> Path:
    """Write a backup in which one thing is otherwise."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream
            body = stream.read()
            if member.name == contents.MANIFEST and manifest:
                body = json.dumps({**json.loads(body), **manifest}).encode()
            if member.name.startswith(name) and name:
                body = content
            member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    return target


def test_backup_that_is_broken_changed_or_of_another_version_changes_nothing(
    filled: Area, tmp_path: Path
) -> None:
    backup, data = tmp_path / "a.backup", tmp_path / "target"
    data.mkdir()
    back_up(backup)
    whole, evil = backup.read_bytes(), "attachments/../../evil"
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "none").write_bytes(b"no backup at all")
    cases = {
        tmp_path / "half": "not a whole backup", tmp_path / "none": "not a whole backup",
        changed(backup, tmp_path / "file", "attachments/", b"other"): "not a whole backup",
        changed(backup, tmp_path / "rows", "data", b"{}\n"): "not a whole backup",
        changed(backup, tmp_path / "name", "", b"", files={evil: ""}): "not a whole backup",
        changed(backup, tmp_path / "old", "", b"", migrations=[], version="0.0.1"): "0.0.1",
        tmp_path / "gone": "gone",
    }  # fmt: skip
    for path, words in cases.items():
        with pytest.raises((SiteError, OSError), match=words):
            restore(path)
    with pytest.raises(SiteError, match="something here already"):
        restore(backup)
    said = run(data, "", MAIN, "site", "restore", str(tmp_path / "half"))
    assert said.returncode == 1
    assert "Nothing was changed" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (data / "attachments").exists()


def test_backup_without_room_leaves_the_former_one(
    filled: Area, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "a.backup"
    back_up(backup)
    former = backup.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        back_up(backup)
    assert backup.read_bytes() == former
    assert {p.name for p in tmp_path.iterdir()} == {"a.backup", "source"}

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Restore: a backup into an empty installation, all of it or nothing."""

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from koppelkans.language import N_, Message
from koppelkans.web.site import SiteError, contents, wake
from koppelkans.web.site.backup import Made

BLOCK = 1 << 20


def restore(source: Path) -> Made:
    """Put back what is in a backup.

    Raises
    ------
    SiteError
        When it is no whole backup, of another version, or when there is something here already.
    OSError
        When the file cannot be read, or there is no room.
    """
    wake()
    from django.conf import settings  # noqa: PLC0415  # Django is ready only now
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    folder = Path(settings.DATA)
    manifest = _check(source)
    call_command("migrate", verbosity=0, interactive=False)
    if contents.migrations() != manifest["migrations"]:
        raise SiteError(
            Message(
                N_(
                    "This backup is of Koppelkans {version}, whose database is otherwise. Install"
                    " that version, restore, and upgrade after that."
                ),
                {"version": manifest["version"]},
            )
        )
    _expect_empty()
    written: list[Path] = []
    try:
        with tarfile.open(source, "r:gz") as archive, transaction.atomic():
            _load_rows(archive, manifest)
            for name in manifest["files"]:
                written.append(folder / name)
                _write_file(archive, name, folder / name)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    _put_key(folder, manifest["secret_key"])
    return Made(sum(manifest["tables"].values()), len(written), source.stat().st_size)


def _check(source: Path) -> dict[str, Any]:
    """Return the manifest of a backup, if everything in it is what it says."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            found = {m.name: _digest(archive, m) for m in archive if m.isfile()}
            stream = archive.extractfile(contents.MANIFEST)
            manifest: dict[str, Any] = json.load(stream) if stream else {}
        found.pop(contents.MANIFEST)
        if (manifest["format"], manifest["format_version"]) != (
            contents.FORMAT, contents.FORMAT_VERSION
        ):  # fmt: skip
            raise ValueError("another format")
        said = {**manifest["files"], contents.DATA: manifest["data"]}
        if found != said or not all(map(contents.NAME.fullmatch, manifest["files"])):
            raise ValueError("not what the manifest says")
    except (tarfile.TarError, zlib.error, EOFError, KeyError, TypeError, ValueError) as error:
        text = N_("{path} is not a whole backup of Koppelkans ({why}). Nothing was changed.")
        values = {"path": str(source), "why": str(error)}
        raise SiteError(Message(text, values)) from None
    return manifest


def _digest(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    stream = archive.extractfile(member)
    assert stream is not None  # noqa: S101  # it is a file
    state = hashlib.sha256()
    while block := stream.read(BLOCK):
        state.update(block)
    return state.hexdigest()


def _expect_empty() -> None:
    for model in contents.tables():
        if model._base_manager.exists():
            text = N_(
                "There is something here already ({table}). Restore into an empty database, with an"
                " empty folder of data."
            )
            raise SiteError(Message(text, {"table": str(model._meta.verbose_name_plural)}))


def _load_rows(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    """Load the rows as they were, times and versions included, and count them."""
    from django.core import serializers  # noqa: PLC0415  # Django is ready by now
    from django.core.management.color import no_style  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    stream = archive.extractfile(contents.DATA)
    assert stream is not None  # noqa: S101  # _check saw it
    counts: Counter[str] = Counter()
    for row in serializers.deserialize("jsonl", io.TextIOWrapper(stream, encoding="utf-8")):
        row.save(force_insert=True)
        counts[row.object._meta.label] += 1
    if +counts != +Counter(manifest["tables"]):
        raise SiteError(Message(N_("The rows are not those of the manifest.")))
    # Numbers go on after the last one that was given.
    resets = connection.ops.sequence_reset_sql(no_style(), contents.tables())
    with connection.cursor() as cursor:
        for statement in resets:
            cursor.execute(statement)


def _write_file(archive: tarfile.TarFile, name: str, path: Path) -> None:
    stream = archive.extractfile(name)
    assert stream is not None  # noqa: S101  # _check saw it
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := stream.read(BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def _put_key(folder: Path, key: str) -> None:
    """Put back the key that Koppelkans made for itself: links and codes go on working."""
    if key and not any(name in os.environ for name in
                       ("KOPPELKANS_SECRET_KEY", "KOPPELKANS_SECRET_KEY_FILE")):  # fmt: skip
        path = folder / "secret_key"
        path.write_text(key, encoding="ascii")
        path.chmod(0o600)

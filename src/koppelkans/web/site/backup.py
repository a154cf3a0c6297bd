# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Back up: one moment of the database and the files that go with it, while people work on."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from koppelkans.web.site import contents, wake

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Made:
    """What went into a backup."""

    rows: int
    files: int
    size: int
    """In bytes."""


def back_up(target: Path) -> Made:
    """Write a backup; it is there whole, or not at all, and only its owner may read it.

    Raises
    ------
    OSError
        When there is no room for it, or the folder cannot be written in.
    """
    wake()
    from django.conf import settings  # noqa: PLC0415  # Django is ready only now

    folder = Path(settings.DATA)
    unfinished = target.with_name(f".{target.name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            tempfile.TemporaryFile(dir=target.parent) as rows,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive,
        ):
            with one_moment():
                counts = _write_rows(rows)
                applied = contents.migrations()
                named = list(contents.kept_files(folder))
            rows.seek(0)
            digest = hashlib.file_digest(rows, "sha256").hexdigest()
            rows.seek(0)
            _add(archive, contents.DATA, rows)
            files = dict(_add_files(archive, named))
            manifest = {
                "format": contents.FORMAT, "format_version": contents.FORMAT_VERSION,
                "version": version("koppelkans"), "made": datetime.now(UTC).isoformat(),
                "migrations": applied, "tables": dict(sorted(counts.items())),
                "data": digest, "files": files, "secret_key": _own_key(folder),
            }  # fmt: skip
            text = json.dumps(manifest, indent=1, sort_keys=True).encode()
            _add(archive, contents.MANIFEST, io.BytesIO(text))
            archive.close()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Made(counts.total(), len(files), target.stat().st_size)


@contextmanager
def one_moment() -> Iterator[None]:
    """See the database as it is at one moment; whoever works on is not held up."""
    from django.db import connection, transaction  # noqa: PLC0415  # Django is ready by now

    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # to read only
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _write_rows(target: Any) -> Counter[str]:
    from django.core import serializers  # noqa: PLC0415  # Django is ready by now

    counts: Counter[str] = Counter()
    writer = io.TextIOWrapper(target, encoding="utf-8", write_through=True)

    def counted(model: type[Any]) -> Iterator[Any]:
        for row in model._base_manager.order_by("pk").iterator(ROWS_AT_ONCE):
            counts[model._meta.label] += 1
            yield row

    for model in contents.tables():
        counts[model._meta.label] += 0
        serializers.serialize(
            "jsonl", counted(model), stream=writer, cls=contents.Exact, ensure_ascii=False
        )
    writer.flush()
    writer.detach()
    return counts


def _add_files(
    archive: tarfile.TarFile, named: list[tuple[str, Path]]
) -> Iterator[tuple[str, str]]:
    for name, path in named:
        try:
            file = path.open("rb")
        except FileNotFoundError:  # Taken away since the moment of the backup, with its row.
            continue
        with file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            _add(archive, name, file)
        yield name, digest


def _add(archive: tarfile.TarFile, name: str, file: Any) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = file.seek(0, os.SEEK_END), 0o600
    file.seek(0)
    archive.addfile(info, file)


def _own_key(folder: Path) -> str:
    """Return the secret key when it is one that Koppelkans made for itself."""
    from django.conf import settings  # noqa: PLC0415  # Django is ready by now

    path = folder / "secret_key"
    key = path.read_text(encoding="ascii").strip() if path.exists() else ""
    return key if key == settings.SECRET_KEY else ""

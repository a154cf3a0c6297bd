# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is in a backup: every row of our own tables, and the files beside the database.

A tar file with ``manifest.json`` (version, tables with their number of rows, files with their
SHA-256), ``data.jsonl`` (a row on each line, as Django writes it) and the files. It is the same
for SQLite and PostgreSQL, so it also brings an installation from the one to the other.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

FORMAT = "koppelkans-backup"
FORMAT_VERSION = 1
MANIFEST, DATA = "manifest.json", "data.jsonl"
FOLDERS = ("attachments", "exports")
NAME = re.compile(r"(?:attachments/[0-9a-f]{2}/[0-9a-f]{32}|exports/[0-9]+-[0-9a-f]+\.[a-z]+)")
"""What a file in a backup may be called: nothing else is ever written."""
LEFT_OUT = frozenset(["contenttypes", "auth", "sessions", "axes"])
"""Apps whose rows Django makes itself, or that mean nothing elsewhere: everybody signs in anew."""


class Exact(DjangoJSONEncoder):
    """Django's, that does not cut moments off at milliseconds: they are part of what is kept."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def tables() -> list[type[Any]]:
    """Return the models to keep, those that others refer to first."""
    from django.apps import apps  # noqa: PLC0415  # Django is ready only when asked
    from django.core.serializers import sort_dependencies  # noqa: PLC0415

    ours = [
        (app, [m for m in app.get_models() if m._meta.managed and not m._meta.proxy])
        for app in apps.get_app_configs()
        if app.label not in LEFT_OUT
    ]
    return list(sort_dependencies(ours, allow_cycles=True))


def migrations() -> list[str]:
    """Return what was done to the database, of the apps whose rows are kept."""
    from django.db import connection  # noqa: PLC0415  # Django is ready only when asked
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app not in LEFT_OUT)


def kept_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files beside the database that rows mention, by their name in a backup."""
    from koppelkans.web.models import Alternative  # noqa: PLC0415  # Django is ready by now
    from koppelkans.web.notices.files import path_of  # noqa: PLC0415
    from koppelkans.web.notices.models import Attachment  # noqa: PLC0415

    for file in Attachment.objects.filter(removed=None).order_by("pk"):
        path = path_of(file)
        yield f"attachments/{path.parent.name}/{path.name}", path
    decided = Alternative.objects.exclude(decided_on=None)
    numbers = set(decided.values_list("decided_on_id", flat=True))
    for path in sorted((folder / "exports").glob("*-*.*")):
        name, number = f"exports/{path.name}", path.name.split("-", 1)[0]
        # The documents of a decision stay what they were; others are made again when asked for.
        if number.isdecimal() and int(number) in numbers and NAME.fullmatch(name):
            yield name, path

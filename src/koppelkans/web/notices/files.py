# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files with a record: looked at by what is in them, kept where no server hands them out itself."""

import io
import os
import re
import unicodedata
import uuid
import zipfile
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Area
from koppelkans.web.notices.members import person_of
from koppelkans.web.notices.models import Attachment
from koppelkans.web.notices.subjects import Subject

MOST_BYTES = 10_000_000
MOST_BYTES_OF_AREA = 500_000_000
LONGEST_NAME = 100

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    ".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".docx": f"{OFFICE}wordprocessingml.document", ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".pptx": f"{OFFICE}presentationml.presentation", ".odt": f"{OPEN}text",
    ".ods": f"{OPEN}spreadsheet", ".odp": f"{OPEN}presentation",
    ".gpkg": "application/geopackage+sqlite3", ".txt": "text/plain", ".csv": "text/csv",
}  # fmt: skip
BEGINNINGS = {
    "application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff",
    "application/geopackage+sqlite3": b"SQLite format 3\0",
}  # fmt: skip
OFFICE_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml",
                ".pptx": "ppt/presentation.xml"}  # fmt: skip
MACROS = "vbaproject.bin"


class FileError(Exception):
    """The file is not taken; the message says why, in the language of the reader."""


def keep_file(reader: Reader, subject: Subject, file: UploadedFile, audience: str) -> Attachment:
    """Keep a file with a record.

    Raises
    ------
    FileError
        When it is empty or too large, not what its name says, of a kind that is not taken, or
        when the area has no room for it.
    """
    name = clean_name(file.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in KINDS:
        kinds = ", ".join(sorted(KINDS))
        raise FileError(_("This kind of file is not taken. What is: %(kinds)s.") % {"kinds": kinds})
    if not file.size or file.size > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise FileError(_("The file is empty, or over %(most)s MB.") % {"most": megabytes})
    content = file.read()
    if not is_what_it_says(suffix, content):
        raise FileError(
            _("What is in the file is not what its name says: expected a %(kind)s file.")
            % {"kind": suffix}
        )
    place = uuid.uuid4()
    path = _path(place)
    try:
        _write(path, content)
    except OSError:
        path.unlink(missing_ok=True)
        raise FileError(_("There is no room on the server for this file. Tell who runs it.")) \
            from None  # fmt: skip
    try:
        return _note(reader, subject, (name, suffix, len(content), place), audience)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@transaction.atomic
def _note(
    reader: Reader, subject: Subject, file: tuple[str, str, int, uuid.UUID], audience: str
) -> Attachment:
    """Note that a file is there, if the area has room; one at a time, so that the sum holds."""
    name, suffix, size, place = file
    Area.objects.select_for_update().get(pk=reader.area.pk)
    kept = Attachment.objects.filter(area=reader.area, removed=None)
    if (kept.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_BYTES_OF_AREA:
        megabytes = MOST_BYTES_OF_AREA // 1_000_000
        raise FileError(
            _("The files of this area would be over %(most)s MB. Remove one first.")
            % {"most": megabytes}
        )
    return Attachment.objects.create(
        area=reader.area, table=subject.table, key=subject.key, author=person_of(reader),
        partner_id=reader.partner_id, audience=audience, name=name,
        media_type=KINDS[suffix], size=size, place=place,
    )  # fmt: skip


def _path(place: uuid.UUID) -> Path:
    return Path(settings.DATA) / "attachments" / place.hex[:2] / place.hex


def path_of(file: Attachment) -> Path:
    """Return where a file is kept."""
    return _path(file.place)


def _write(path: Path, content: bytes) -> None:
    """Write a file, for this process only, so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def remove_file(file: Attachment) -> None:
    """Take a file away: that it was there stays known, what was in it is gone."""
    Attachment.objects.filter(pk=file.pk).update(removed=timezone.now())
    transaction.on_commit(lambda: path_of(file).unlink(missing_ok=True))


def clean_name(name: str) -> str:
    r"""Return a file name that means nothing to a shell, a browser or a file system.

    >>> clean_name("../../etc/Riool \u202eplan<1>.PDF")
    'Riool plan1.PDF'
    >>> clean_name("...")
    'file'
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    plain = "".join(c for c in name if unicodedata.category(c)[0] not in "CZ" or c == " ")
    plain = re.sub(r'[<>:"|?*%;]', "", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" .")
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix
    return f"{stem[: LONGEST_NAME - len(suffix)]}{suffix}" or "file"


def is_what_it_says(suffix: str, content: bytes) -> bool:
    """Whether the content of a file is of the kind that its name ends in."""
    beginning = BEGINNINGS.get(KINDS[suffix])
    if beginning is not None:
        return content.startswith(beginning)
    if suffix in (".txt", ".csv"):
        return _is_text(content)
    return _is_office(suffix, content)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text)


def _is_office(suffix: str, content: bytes) -> bool:
    """Whether a zip holds an office document without macros; of it only its type is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = set(book.namelist())
            if suffix in OFFICE_PARTS:
                has_macros = any(name.lower().endswith(MACROS) for name in names)
                return OFFICE_PARTS[suffix] in names and not has_macros
            if "mimetype" not in names or book.getinfo("mimetype").file_size > LONGEST_NAME:
                return False
            return book.read("mimetype").decode("ascii", "replace").strip() == KINDS[suffix]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return False

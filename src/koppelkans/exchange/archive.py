# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook is a zip file: look before opening, and leave no clock in it after writing."""

import re
import zipfile
from pathlib import Path

from koppelkans.case import CaseError, Problem
from koppelkans.language import N_, Message

MOST_BYTES_UNPACKED = 100_000_000
"""Some ten thousand tasks with all that belongs to them."""
MOST_PARTS = 2_000
NO_CLOCK = (1980, 1, 1, 0, 0, 0)
# Whatever the prefix: other libraries in the process may have given that namespace another name.
MOMENT = re.compile(rb"(<\w+:(created|modified)[ >][^>]*>)[^<]*")


def check_archive(path: Path) -> None:
    """Refuse a file that is no workbook, or one that may do more than hold cells.

    Raises
    ------
    CaseError
        With what is wrong and what to do.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        raise _refusal(path, N_("this file is damaged, or no Excel workbook")) from None
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise _refusal(path, N_("this file is no Excel workbook (.xlsx)"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise _refusal(path, N_("this workbook is too big when unpacked"))
    if any(part.flag_bits & 1 for part in parts):
        raise _refusal(path, N_("this workbook has a password; save it without one"))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _refusal(path, N_("this workbook has macros; save it as .xlsx without them"))
    if any(name.startswith("xl/externallinks/") for name in names):
        raise _refusal(
            path, N_("this workbook refers to other files; break these links and save it again")
        )


def _refusal(path: Path, text: str) -> CaseError:
    return CaseError([Problem(Message(text), found=path.name)])


def forget_clock(path: Path) -> None:
    """Rewrite a workbook without the moment at which it was made."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name == "docProps/core.xml":
                content = MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z", content)  # noqa: PLW2901
            archive.writestr(zipfile.ZipInfo(name, NO_CLOCK), content, zipfile.ZIP_DEFLATED)

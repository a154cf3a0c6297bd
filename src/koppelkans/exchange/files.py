# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Case files by their suffix; nothing is read from, or left at, a path that is not right."""

import os
from collections.abc import Callable
from pathlib import Path

from koppelkans.case import Case, CaseError, Problem
from koppelkans.exchange.read_geopackage import read_geopackage_tables
from koppelkans.exchange.read_workbook import read_workbook_tables
from koppelkans.exchange.tables import RawTable, assemble
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.write_geopackage import write_geopackage
from koppelkans.exchange.write_workbook import write_workbook
from koppelkans.language import N_, Message

MOST_BYTES = 500_000_000

Tables = tuple[list[RawTable], str, list[Problem]]
"""The tables of a file, its CRS, and what is wrong with its sheets or layers."""

READERS: dict[str, Callable[[Path], Tables]] = {
    ".gpkg": read_geopackage_tables,
    ".xlsx": read_workbook_tables,
}
WRITERS: dict[str, Callable[[Case, Path], None]] = {
    ".gpkg": write_geopackage,
    ".xlsx": write_workbook,
}


def read_case(path: str | os.PathLike[str]) -> Case:
    """Read a case file: a GeoPackage (.gpkg) or an Excel workbook (.xlsx).

    The file is never changed.

    Raises
    ------
    CaseError
        With every problem in the file, or with why it is no case file.
    """
    return assemble(*read_tables(path))


def read_tables(path: str | os.PathLike[str]) -> Tables:
    """Return the tables of a case file that need not be complete.

    Raises
    ------
    CaseError
        With why it is no case file.
    """
    file = Path(path)
    _check_file(file)
    try:
        return READERS[_suffix(file)](file)
    except OSError as error:
        message = Message(
            N_("this file cannot be read: {reason}"), {"reason": error.strerror or str(error)}
        )
        raise CaseError([Problem(message, found=file.name)]) from None


def write_case(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a case to a GeoPackage (.gpkg) or an Excel workbook (.xlsx), without loss.

    The same case gives the same file. A file that is there already is replaced once the new one
    is complete.

    Raises
    ------
    CaseError
        When the suffix is another one.
    """
    file = Path(path)
    write = WRITERS[_suffix(file)]
    with whole_file(file) as unfinished:
        write(case, unfinished)


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        message = Message(
            N_("expected a case file: a GeoPackage (.gpkg) or an Excel workbook (.xlsx)")
        )
        raise CaseError([Problem(message, found=path.name)])
    return suffix


def _check_file(path: Path) -> None:
    text = None
    if not path.exists():
        text = N_("this file does not exist")
    elif not path.is_file():
        text = N_("expected a file, not a folder")
    elif path.stat().st_size == 0:
        text = N_("this file is empty")
    elif path.stat().st_size > MOST_BYTES:
        text = N_("this file is too big; expected at most {megabytes} MB")
    if text:
        message = Message(text, {"megabytes": MOST_BYTES // 1_000_000})
        raise CaseError([Problem(message, found=str(path))])

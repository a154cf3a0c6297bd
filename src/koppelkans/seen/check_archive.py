# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checking an archive: every file as it was, and the same figures when computed again."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from koppelkans.case import Case, CaseError, Problem
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.line import case_digest, revalue
from koppelkans.result import AlternativeResult, Result
from koppelkans.seen.archive import CASE, MANIFEST, RESULT, SCHEMA
from koppelkans.value.types import Valuation

HALF_A_CENT = 0.005
MOST_BYTES_UNPACKED = 2_000_000_000
MOST_FILES = 5_000


def check_archive(path: Path) -> tuple[Message, ...]:
    """Return what is not as the manifest says; empty when all is well.

    First the SHA-256 of every file; then the case is valued again with the schedules of the
    result in it, and shared by the same rule: everything has to come out the same to the cent.
    An archive of somebody who may not see everything has no complete case: its figures cannot
    come out again, which is said too.

    Raises
    ------
    CaseError
        When the file is no archive of Koppelkans.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        wrong = list(_hashes(archive, manifest))
        if wrong:
            return tuple(wrong)
        if not manifest["complete"]:
            text = N_(
                "The files are as they were made. The figures cannot be computed again: this"
                " archive leaves out what its reader may not see."
            )
            return (Message(text),)
        with TemporaryDirectory() as folder:
            for name in (CASE, RESULT):
                (Path(folder) / name).write_bytes(archive.read(name))
            case = read_case(Path(folder) / CASE)
            result = Result.model_validate_json((Path(folder) / RESULT).read_bytes())
    return tuple(_figures(case, result))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        raise _refusal(path, N_("this file is damaged, or no zip file")) from None
    parts = archive.infolist()
    if len(parts) > MOST_FILES or sum(p.file_size for p in parts) > MOST_BYTES_UNPACKED:
        archive.close()
        raise _refusal(path, N_("this archive is too big when unpacked"))
    return archive


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        files = manifest["files"]
        good = manifest["schema"] == SCHEMA and {CASE, RESULT} <= set(files)
        good = good and isinstance(manifest["complete"], bool)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile):
        good = False
    if not good:
        raise _refusal(path, N_("this file is no archive of a plan, or one of another version"))
    return dict(manifest)


def _hashes(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Message]:
    there = set(archive.namelist()) - {MANIFEST}
    for name in sorted(there - set(manifest["files"])):
        yield Message(N_("{file}: is not in the manifest."), {"file": name})
    for name, digest in manifest["files"].items():
        if name not in there:
            yield Message(N_("{file}: is missing."), {"file": name})
            continue
        try:
            found = hashlib.sha256(archive.read(name)).hexdigest()
        except (zipfile.BadZipFile, EOFError, ValueError):
            found = ""
        if found != digest:
            yield Message(N_("{file}: has changed since the archive was made."), {"file": name})


def _figures(case: Case, result: Result) -> Iterator[Message]:
    if result.case.sha256 != case_digest(case):
        yield Message(N_("The result is of another case than the one in the archive."))
        return
    again = revalue(case, result)
    for title, kept, found in (
        (N_("everybody alone"), result.baseline, again.baseline),
        (N_("together"), result.programme, again.programme),
    ):
        yield from _differences(title, kept, found)
    shares = {share.partner_id: share for share in again.shares}
    for share in result.partners:
        new = shares.get(share.partner_id)
        if new is None or abs(new.net_eur - share.net_eur) >= HALF_A_CENT:
            text = N_("After payments, {partner}: {before} in the result, {after} computed again.")
            values = {"partner": case.partner[share.partner_id].name}
            yield _otherwise(text, values, share.net_eur, new.net_eur if new else 0.0)


def _differences(title: str, kept: AlternativeResult, again: Valuation) -> Iterator[Message]:
    """Yield where entries of the same partner and kind do not add up to the same cents."""
    old = Valuation(entries=kept.entries).by(lambda e: (e.partner_id, e.kind.value))
    new = again.by(lambda e: (e.partner_id, e.kind.value))
    for key in sorted({*old, *new}):
        before, after = old.get(key, 0.0), new.get(key, 0.0)
        if abs(after - before) >= HALF_A_CENT:
            text = N_("{title}, {partner}, {kind}: {before} in the result, {after} computed again.")
            values = {"title": Message(title), "partner": key[0], "kind": key[1]}
            yield _otherwise(text, values, before, after)
    if abs(again.total() - kept.net_value_eur) >= HALF_A_CENT:
        text = N_("{title}, net value: {before} in the result, {after} computed again.")
        yield _otherwise(text, {"title": Message(title)}, kept.net_value_eur, again.total())


def _otherwise(text: str, values: dict[str, Any], before: float, after: float) -> Message:
    # With cents: whole euros may look the same.
    return Message(text, values | {"before": f"{before:.2f}", "after": f"{after:.2f}"})


def _refusal(path: Path, text: str) -> CaseError:
    return CaseError([Problem(Message(text), found=path.name)])

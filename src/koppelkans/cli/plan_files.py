# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that the command plan reads besides the result: texts of people, and what was decided."""

import json
import tomllib
from pathlib import Path
from typing import Any

from koppelkans.case import Case, CaseError, Problem
from koppelkans.cli.results import read_result
from koppelkans.exchange import read_case
from koppelkans.exchange.compare import diff_cases
from koppelkans.language import LANGUAGES, N_, Message
from koppelkans.plan.content.since import Former
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import LONGEST_TEXT, NO_TEXTS, SLOTS, PlanTexts
from koppelkans.seen import Viewer, see

MOST_BYTES = 5_000_000


def read_texts(path: Path | None, language: str) -> PlanTexts:
    """Return the texts of people for a language.

    Parameters
    ----------
    path
        A TOML file with a text for each slot, or a table of them for each language; or the
        manifest.json of an archive, whose texts have that same shape. None: no texts.

    Raises
    ------
    CaseError
        When it is neither, names a place that the documents do not have, or has a text that is
        too long; all of them at once.
    """
    if path is None:
        return NO_TEXTS
    found = _opened(path)
    if path.suffix.lower() == ".json":
        found = found.get("texts", {})
    languages = {key: value for key, value in found.items() if key in LANGUAGES}
    texts = {key: value for key, value in found.items() if key not in LANGUAGES}
    own = languages.get(language, {})
    problems = [*_problems(path, texts)]
    for name, table in languages.items():
        problems += _problems(path, table if isinstance(table, dict) else {name: table})
    if problems:
        raise CaseError(problems)
    return {**texts, **own}


def _opened(path: Path) -> dict[str, Any]:
    if path.stat().st_size > MOST_BYTES:
        raise CaseError(
            [Problem(Message(N_("this file is too big to hold texts")), found=path.name)]
        )
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message = Message(N_("this file cannot be read as texts: {why}"), {"why": str(error)})
        raise CaseError([Problem(message, found=path.name)]) from None
    return found if isinstance(found, dict) else {}


def _problems(path: Path, texts: dict[str, Any]) -> list[Problem]:
    known = [slot.key for slot in SLOTS]
    problems = []
    for key, text in texts.items():
        if key not in known:
            message = Message(
                N_("no place for a text is called “{key}”; expected one of {known}"),
                {"key": key, "known": ", ".join(known)},
            )
        elif not isinstance(text, str):
            message = Message(N_("{key}: expected a text between quotes"), {"key": key})
        elif len(text) > LONGEST_TEXT:
            message = Message(
                N_("{key}: {found} characters, expected at most {most}"),
                {"key": key, "found": len(text), "most": LONGEST_TEXT},
            )
        else:
            continue
        problems.append(Problem(message, found=path.name))
    return problems


def read_former(
    result_file: Path,
    case_file: Path | None,
    now: Case,
    reading: Reading,
    viewer: Viewer,
    said: str,
) -> Former:
    """Return the version that was decided on, as the reader of the plan sees it.

    Parameters
    ----------
    result_file, case_file
        Its result, and its case; None: the case did not change since.
    now
        The whole case of the plan.
    reading
        The case and the result of the plan as its reader sees them.
    said
        What was decided, in the words of people.
    """
    case = read_case(case_file) if case_file else now
    result = read_result(result_file, case)
    seen = see(case, result, viewer, reading.language)
    reasons = tuple(m.in_language(reading.language) for m in diff_cases(seen[0], reading.case))
    return Former(Reading(*seen, reading.language), said, reasons)

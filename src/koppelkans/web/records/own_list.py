# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner's own list between its upload and its proposal: kept, its columns asked, read.

What the list says goes to `koppelkans.exchange.lists`; here it is kept as plain JSON, and what
somebody fills in becomes a `ListChoice`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from koppelkans.case import TABLES, CaseError, Doubtful, Theme
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.lists import (
    FIELDS,
    Assumptions,
    ListChoice,
    Made,
    OwnList,
    guess_columns,
    is_case_workbook,
    make_records,
    read_list,
)
from koppelkans.language import N_, translate
from koppelkans.web.records.desk import Desk
from koppelkans.web.records.fields import plain_number
from koppelkans.web.records.upload import MOST_BYTES, Found, UploadError, kept_upload
from koppelkans.web.records.values import read_values
from koppelkans.web.records.wording import column_of, say_value

MOST_ROWS = 2000
MOST_EXAMPLES = 3
MOST_SHOWN = 5

ASSUMED: Mapping[str, tuple[str, str, str]] = {
    "window_years": (N_("May start earlier or later"), N_("year"), ""),
    "duration_quarters": (N_("How long a work takes"), N_("quarters"), ""),
    "closed_weeks": (N_("How long a street is closed for it"), N_("weeks"), ""),
    "life_years": (N_("How long it lasts"), N_("year"), ""),
    "opening_eur_per_m": (
        N_("Breaking up and repaving"), N_("EUR/m"),
        N_("Shared by works that are done together. EUR 90 is what three metres of clinkers cost"
           " to lay again (De Ronde Venen, 2023)."),
    ),
    "street_length_m": (N_("Length of a new street"), N_("m"), ""),
    "street_width_m": (N_("Width of a new street"), N_("m"), ""),
    "street_addresses": (N_("Homes in a new street"), "", ""),
    "pavement_age_years": (N_("Age of the pavement of a new street"), N_("year"), ""),
}  # fmt: skip
"""What is assumed of works and streets: how it is asked, its unit, and what it is based on."""

OF_AREA = ("places", "areas", "key_figures")
"""Tables of the area as a whole that a list may add to, whoever's it is."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A column that is asked for, or something that is assumed."""

    name: str
    title: str
    text: str
    unit: str = ""
    help: str = ""
    is_required: bool = False


def read_own_list(file: UploadedFile, desk: Desk) -> Json | None:
    """Return the list in a workbook as it is kept; None when the file is a case or another kind.

    Raises
    ------
    UploadError
        When there is no list in it, or too long a one.
    """
    if Path(file.name or "").suffix.lower() != ".xlsx" or not 0 < (file.size or 0) <= MOST_BYTES:
        return None
    with kept_upload(file) as path:
        try:
            if is_case_workbook(path):
                return None
            found = read_list(path)
        except CaseError as error:
            raise UploadError(error.in_language(desk.language)) from None
    if len(found.rows) > MOST_ROWS:
        raise UploadError(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS})
    rows = [[number, [_plain(cell) for cell in cells]] for number, cells in found.rows]
    return {"sheet": found.sheet, "headers": list(found.headers), "rows": rows}


def _plain(cell: Any) -> Any:
    if isinstance(cell, Doubtful):
        return cell.found
    return (
        cell if isinstance(cell, str | int | float | None) else str(cell).removesuffix(" 00:00:00")
    )


def list_of(kept: Json) -> OwnList:
    """Return a list as it was kept."""
    return OwnList(kept["sheet"], kept["headers"], [(n, cells) for n, cells in kept["rows"]])


def first_choice(desk: Desk, found: OwnList) -> ListChoice:
    """Return how a list is read before anybody has said anything: by its headers."""
    partners = list(desk.tables["partners"])
    own = desk.reader.partner_id or (partners[0] if len(partners) == 1 else "")
    return ListChoice(guess_columns(found.headers), own)


def read_choice(
    desk: Desk, found: OwnList, sent: Mapping[str, str]
) -> tuple[ListChoice, list[str]]:
    """Return what somebody filled in, and what is wrong with it."""
    said = []
    columns = {
        field.name: int(text)
        for field in FIELDS
        if (text := sent.get(f"column-{field.name}", "")).isdecimal()
        and int(text) < len(found.headers)
    }
    if "title" not in columns:
        said.append(_("Choose the column that says what has to be done."))
    partner_id = desk.reader.partner_id or sent.get("partner", "")
    if partner_id not in desk.tables["partners"]:
        partner_id = ""
        if "partner" not in columns:
            said.append(_("Choose whose works these are."))
    themes = {theme.value for theme in Theme}
    theme = sent.get("theme", "")
    assumed, wrong = _read_assumed(sent, desk.language)
    choice = ListChoice(columns, partner_id, theme if theme in themes else "other", assumed)
    return choice, said + wrong


def _read_assumed(sent: Mapping[str, str], language: str) -> tuple[Assumptions, list[str]]:
    given: dict[str, Any] = {}
    said = []
    for field in fields(Assumptions):
        text = sent.get(field.name, "").strip()
        if not text:
            continue
        try:
            number = float(plain_number(text, language).replace(",", "."))
            value = int(number) if isinstance(field.default, int) else number
            if not 0 <= number <= 10_000 or value != number:
                raise ValueError(text)
        except ValueError:
            title = translate(ASSUMED[field.name][0], language)
            said.append(_("%(what)s: expected a number, found “%(found)s”.")
                        % {"what": title, "found": text[:40]})  # fmt: skip
        else:
            given[field.name] = value
    return Assumptions(**given), said


def ask_columns(choice: ListChoice, language: str) -> list[Question]:
    """Return the questions which column holds what; the text is the position of the column."""
    return [
        Question(
            field.name, translate(field.title, language),
            str(choice.columns.get(field.name, "")), is_required=field.is_required,
        )
        for field in FIELDS
    ]  # fmt: skip


def ask_assumed(choice: ListChoice, language: str) -> list[Question]:
    """Return the questions what to assume."""
    questions = []
    for name, (title, unit, why) in ASSUMED.items():
        value = float(getattr(choice.assumed, name))
        text = f"{value:g}".replace(".", "," if language == "nl" else ".")
        questions.append(Question(
            name, translate(title, language), text, translate(unit, language) if unit else "",
            translate(why, language) if why else "",
        ))  # fmt: skip
    return questions


def list_headers(found: OwnList) -> list[tuple[str, str]]:
    """Return the columns to choose from, each with what stands in its first rows."""
    offered = []
    for position, header in enumerate(found.headers):
        cells = [str(cells[position]) for _n, cells in found.rows
                 if position < len(cells) and cells[position] not in (None, "")]  # fmt: skip
        examples = ", ".join(dict.fromkeys(cells[:MOST_EXAMPLES]))
        if header or examples:
            shown = f"{header or '–'} ({examples[:50]})" if examples else header
            offered.append((str(position), shown))
    return offered


def make(desk: Desk, found: OwnList, choice: ListChoice) -> Made:
    """Return what a list would bring into the area of a desk."""
    return make_records(found, choice, desk.tables, desk.language)


def preview(desk: Desk, made: Made) -> list[Json]:
    """Return the first works of a list in words: how it is understood."""
    tables = {name: dict(records) for name, records in desk.tables.items()}
    read = []
    for record in made.records:
        values, _problems = read_values(record.table, record.key, record.values)
        tables[record.table][record.key] = {**tables[record.table].get(record.key, {}), **values}
        if record.table == "tasks":
            read.append(record.key)
    variants = {v.get("task_id"): v for v in tables["variants"].values()}

    def said(table: str, values: Mapping[str, Any], field: str) -> str:
        return say_value(tables, table, field, values.get(field), desk.language)

    return [
        {
            "title": tables["tasks"][key].get("title", ""),
            **{f: said("tasks", tables["tasks"][key], f)
               for f in ("partner_id", "theme", "place_ids", "preferred_start")},
            "cost": said("variants", variants.get(key, {}), "investment_eur"),
        }
        for key in read[:MOST_SHOWN]
    ]  # fmt: skip


def found_in(made: Made, found: OwnList, language: str) -> Found:
    """Return what a list brings in as an upload: rows with stored values, and problems.

    Streets and what a closed week costs go with whoever's list it is: they are the area's, and
    needed to place and value the works.
    """
    rows, problems = [], [problem.in_language(language) for problem in made.problems]
    for record in made.records:
        values, wrong = read_values(record.table, record.key, record.values)
        problems += [
            replace(p, row=record.row, sheet=found.sheet,
                    header=translate(column_of(record.table, p.field).title, language))
            .in_language(language) for p in wrong
        ]  # fmt: skip
        # The key figures come from the library: no row of the list says them.
        sheet = "" if record.table == "key_figures" else found.sheet
        rows.append({
            "table": record.table, "key": record.key, "row": record.row, "sheet": sheet,
            "values": values, "wrong": False, "of_area": record.table in OF_AREA,
        })  # fmt: skip
    return Found(rows, problems)


def themes(language: str) -> list[tuple[str, str]]:
    """Return the kinds of work to choose from."""
    column = next(c for c in columns_of(TABLES["tasks"]) if c.name == "theme")
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]] = {}
    return [(c.value, say_value(tables, "tasks", column.name, c.value, language))
            for c in column.choices]  # fmt: skip


def partners(desk: Desk) -> Sequence[tuple[str, str]]:
    """Return whose works a list can hold: any partner's, or only those of one's own."""
    own = desk.reader.partner_id
    return [(key, str(values.get("name") or key)) for key, values in desk.tables["partners"].items()
            if not own or key == own]  # fmt: skip

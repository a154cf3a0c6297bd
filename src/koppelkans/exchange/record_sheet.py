# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One sheet for one kind of record: headers that explain themselves, drop-downs, rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import shapely
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case import Record
from koppelkans.case.labels import label, table_label
from koppelkans.exchange import paper
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.words import EXAMPLE, EXPLANATION, ROW_KIND, UNIT
from koppelkans.exchange.write_geopackage import as_stored
from koppelkans.language import N_, Message, translate

FIRST_ROW = 4
"""After header, explanation and unit."""
LAST_ROW = 5_000
MARK_COLUMN, ID_COLUMN = 1, 2
CHUNK = 30_000
"""Characters of a geometry in one cell."""

WIDTHS = {
    Kind.TEXT: 26, Kind.INTEGER: 13, Kind.NUMBER: 16, Kind.YES_NO: 13, Kind.DATE: 14,
    Kind.QUARTER: 14, Kind.CHOICE: 24, Kind.SEVERAL: 28, Kind.GEOMETRY: 30,
}  # fmt: skip
LONG_TEXT_WIDTH = 44
LONG_TEXTS = {"title", "reason", "interest", "description", "notice", "text", "source", "mandate"}
BOUNDS = {
    "ge": "greaterThanOrEqual",
    "gt": "greaterThan",
    "le": "lessThanOrEqual",
    "lt": "lessThan",
}


@dataclass(frozen=True)
class Lists:
    """Where the drop-downs find what can be chosen: a formula by class of choices, and more."""

    choices: Mapping[type, str]
    quarters: str
    yes_no: str


def write_sheet(
    sheet: Worksheet,
    record_type: type[Record],
    language: str,
    lists: Lists,
    rows: Sequence[Record],
    examples: Sequence[Record] = (),
) -> None:
    """Fill the sheet of a kind of record: headers, examples, rows."""
    columns = _laid_out(columns_of(record_type), [*examples, *rows])
    _write_head(sheet, columns, language)
    _prepare_columns(sheet, columns, language, lists)
    say = _choice_writer(language)
    number = FIRST_ROW
    for record in examples:
        paper.put(sheet.cell(number, MARK_COLUMN), translate(EXAMPLE, language))
        _write_row(sheet, number, columns, record, say)
        for position in range(MARK_COLUMN, ID_COLUMN + len(columns)):
            example = sheet.cell(number, position)
            example.font, example.fill = paper.EXAMPLE_FONT, paper.EXAMPLE_FILL
            example.protection, example.alignment = paper.OPEN, paper.WRAPPED
        number += 1
    for record in rows:
        _write_row(sheet, number, columns, record, say)
        number += 1
    sheet.freeze_panes = f"{get_column_letter(ID_COLUMN + 1)}{FIRST_ROW}"
    paper.set_print(sheet, FIRST_ROW - 1)
    _protect(sheet)


def _laid_out(columns: Sequence[Column], records: Sequence[Record]) -> list[tuple[Column, int]]:
    """Return the columns with their part: a long geometry goes on in a second one."""
    laid_out = []
    for column in columns:
        parts = 1
        if column.kind is Kind.GEOMETRY:
            longest = max((len(_wkt(record, column)) for record in records), default=0)
            parts = max(1, -(-longest // CHUNK))
        laid_out += [(column, part) for part in range(1, parts + 1)]
    return laid_out


def _wkt(record: Record, column: Column) -> str:
    geometry = getattr(record, column.name)
    # 17 digits: every coordinate comes back as it was.
    return "" if geometry is None else str(shapely.to_wkt(geometry, rounding_precision=17))


def _write_head(sheet: Worksheet, columns: Sequence[tuple[Column, int]], language: str) -> None:
    titles = [
        translate(column.title, language)
        + (f" {part}" if part > 1 else " *" if column.required else "")
        for column, part in columns
    ]
    paper.header_row(sheet, 1, [translate(ROW_KIND, language), *titles])
    helps = [_explanation(column, language) for column, _ in columns]
    units = [_unit(column, language) for column, _ in columns]
    for row, mark, texts in ((2, EXPLANATION, helps), (3, UNIT, units)):
        for number, text in enumerate([translate(mark, language), *texts], start=MARK_COLUMN):
            cell = paper.put(sheet.cell(row, number), text or None)
            cell.font, cell.fill, cell.alignment = paper.HELP_FONT, paper.HELP_FILL, paper.WRAPPED
            if row == FIRST_ROW - 1:
                cell.border = paper.BELOW
    sheet.row_dimensions[2].height = 50


def _explanation(column: Column, language: str) -> str:
    parts = [translate(column.description, language)]
    if column.refers_to:
        of = translate(table_label(column.refers_to), language)
        parts.append(Message(N_("Id from the sheet {sheet}"), {"sheet": of}).in_language(language))
    if column.kind is Kind.SEVERAL and ";" not in column.description:
        parts.append(translate(N_("several: separate them by ;"), language))
    return " · ".join(parts)


def _unit(column: Column, language: str) -> str:
    if column.unit:
        return translate(column.unit, language)
    by_kind = {
        Kind.YES_NO: N_("yes or no"), Kind.DATE: N_("date"), Kind.QUARTER: N_("such as 2029-Q3"),
        Kind.CHOICE: N_("choose"), Kind.GEOMETRY: N_("WKT, in the coordinate system of the case"),
    }  # fmt: skip
    return translate(by_kind.get(column.kind, ""), language)


def _prepare_columns(
    sheet: Worksheet, columns: Sequence[tuple[Column, int]], language: str, lists: Lists
) -> None:
    sheet.column_dimensions[get_column_letter(MARK_COLUMN)].width = 13
    sheet.column_dimensions[get_column_letter(MARK_COLUMN)].protection = paper.OPEN
    for number, (column, _) in enumerate(columns, start=ID_COLUMN):
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = LONG_TEXT_WIDTH if column.name in LONG_TEXTS else WIDTHS[column.kind]
        dimension.protection = paper.OPEN
        dimension.number_format = number_format(column)
        dimension.alignment = paper.WRAPPED if column.name in LONG_TEXTS else paper.TOP
        rule = _validation(column, language, lists)
        if rule is not None:
            rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def number_format(column: Column) -> str:
    """Return how Excel shows the values of a column."""
    if column.unit.startswith("EUR"):
        return paper.EXACT_EUROS
    if column.unit == "1/year":
        return paper.SHARE
    text = {Kind.TEXT, Kind.SEVERAL, Kind.QUARTER, Kind.GEOMETRY}
    return "@" if column.kind in text else paper.DAY if column.kind is Kind.DATE else "General"


def _validation(column: Column, language: str, lists: Lists) -> DataValidation | None:
    rule: DataValidation | None = None
    if column.choices:
        rule = DataValidation("list", formula1=lists.choices[type(column.choices[0])])
    elif column.kind is Kind.YES_NO:
        rule = DataValidation("list", formula1=lists.yes_no)
    elif column.kind is Kind.QUARTER:
        rule = DataValidation("list", formula1=lists.quarters)
    elif column.refers_to and column.kind is Kind.TEXT:
        target = translate(table_label(column.refers_to), language)
        letter = get_column_letter(ID_COLUMN)
        rule = DataValidation(
            "list", formula1=f"'{target}'!${letter}${FIRST_ROW}:${letter}${LAST_ROW}"
        )
    elif column.kind in {Kind.INTEGER, Kind.NUMBER}:
        rule = _limits(column)
    if rule is not None:
        rule.allow_blank = True
        # Other quarters than those in the list are fine, and are checked on reading.
        rule.showErrorMessage = column.kind is not Kind.QUARTER
        rule.showInputMessage = True
        rule.promptTitle = translate(column.title, language)[:32]
        rule.prompt = _explanation(column, language)[:255]
        rule.errorTitle = rule.promptTitle
        rule.error = translate(N_("This value does not fit here. See the explanation."), language)
    return rule


def _limits(column: Column) -> DataValidation:
    kind: Literal["whole", "decimal"] = "whole" if column.kind is Kind.INTEGER else "decimal"
    limits = dict(column.limits)
    if set(limits) == {"ge", "le"}:
        return DataValidation(kind, "between", str(limits["ge"]), str(limits["le"]))
    for bound, operator in BOUNDS.items():
        if bound in limits:
            return DataValidation(kind, operator, str(limits[bound]))
    return DataValidation(kind, "between", "-1000000000000", "1000000000000")


def _write_row(
    sheet: Worksheet,
    number: int,
    columns: Sequence[tuple[Column, int]],
    record: Record,
    say: Callable[[Column, Any], Any],
) -> None:
    long_texts = []
    for position, (column, part) in enumerate(columns, start=ID_COLUMN):
        cell = sheet.cell(number, position)
        if column.kind is Kind.GEOMETRY:
            value = _wkt(record, column)[CHUNK * (part - 1) : CHUNK * part] or None
        else:
            value = say(column, getattr(record, column.name))
        paper.put(cell, value, number_format(column))
        cell.protection, cell.font, cell.alignment = paper.OPEN, paper.PLAIN_FONT, paper.TOP
        if column.name in LONG_TEXTS:
            cell.alignment = paper.WRAPPED
            long_texts.append((value, LONG_TEXT_WIDTH))
    paper.fit_height(sheet, number, long_texts)


def _choice_writer(language: str) -> Callable[[Column, Any], Any]:
    yes_no = {True: translate(N_("yes"), language), False: translate(N_("no"), language)}

    def say(column: Column, value: Any) -> Any:
        if column.choices and value is not None:
            return translate(label(value), language)
        if column.kind is Kind.YES_NO:
            return yes_no[value]
        return as_stored(column.kind, value)

    return say


def _protect(sheet: Worksheet) -> None:
    """Keep people from typing in the headers; everything else stays possible, without password."""
    protection = sheet.protection
    protection.enable()
    for allowed in ("formatColumns", "formatRows", "formatCells", "insertRows", "deleteRows",
                    "sort", "autoFilter", "insertHyperlinks"):  # fmt: skip
        setattr(protection, allowed, False)

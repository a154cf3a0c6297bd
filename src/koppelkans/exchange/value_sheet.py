# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet with value by kind and partner: together, alone, and the difference."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from koppelkans.case.labels import label
from koppelkans.exchange import paper
from koppelkans.exchange.euros import Matrix, value_matrix
from koppelkans.language import N_, Message, translate
from koppelkans.plan.reading import Reading
from koppelkans.value.types import EntryKind

EXPLANATION = N_(
    "Present values in euros, price level {price_level}. A cost is negative. Whole euros, rounded "
    "such that rows and columns add up."
)


def write_matrices(sheet: Worksheet, reading: Reading) -> None:
    """Write three matrices below each other, with the same rows and columns."""
    language = reading.language
    together = value_matrix(reading, reading.result.programme)
    alone = value_matrix(reading, reading.result.baseline)
    kinds = tuple(kind for kind in EntryKind if kind in {*together.kinds, *alone.kinds})
    first, second = _spread(together, kinds), _spread(alone, kinds)
    difference = [
        [one - other for one, other in zip(*rows, strict=True)]
        for rows in zip(first, second, strict=True)
    ]
    text = Message(EXPLANATION, {"price_level": reading.result.case.price_level})
    paper.put(sheet.cell(1, 1), text.in_language(language)).font = paper.HELP_FONT
    sheet.column_dimensions["A"].width = 38
    for position in range(2, len(reading.case.partners) + 3):
        sheet.column_dimensions[get_column_letter(position)].width = 17
    row = 3
    for title, cells in (
        (N_("Together"), first),
        (N_("Everybody alone"), second),
        (N_("Difference"), difference),
    ):
        row = _write_block(sheet, row, translate(title, language), kinds, cells, reading) + 2
    sheet.freeze_panes = "B3"
    paper.set_print(sheet, 1)


def _spread(matrix: Matrix, kinds: Sequence[EntryKind]) -> list[list[int]]:
    """Return the cells with their totals, for rows of all ``kinds`` and a row of totals."""
    rows = {
        kind: [*cells, total]
        for kind, cells, total in zip(matrix.kinds, matrix.cells, matrix.kind_totals, strict=True)
    }
    nothing = [0] * (len(matrix.partner_totals) + 1)
    totals = [*matrix.partner_totals, matrix.total]
    return [*(rows.get(kind, nothing) for kind in kinds), totals]


def _write_block(
    sheet: Worksheet,
    row: int,
    title: str,
    kinds: Sequence[EntryKind],
    cells: Sequence[Sequence[int]],
    reading: Reading,
) -> int:
    language = reading.language
    total = translate(N_("Total"), language)
    partners = [partner.short_name for partner in reading.case.partners]
    paper.header_row(sheet, row, [title, *partners, total], 1, range(1, len(partners) + 2))
    names = [*(translate(label(kind), language) for kind in kinds), total]
    for name, amounts in zip(names, cells, strict=True):
        row += 1
        is_total = name == total
        for position, value in enumerate([name, *amounts], start=1):
            cell = paper.put(sheet.cell(row, position), value, paper.EUROS)
            strong = is_total or position == len(amounts) + 1
            cell.font = paper.STRONG_FONT if strong else paper.PLAIN_FONT
            cell.border = paper.TOTAL_BORDER if is_total else paper.BELOW
            cell.alignment = paper.TOP if position > 1 else paper.WRAPPED
    return row

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the maker of a new area should know: what was counted, guessed, left out or is missing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from koppelkans.exchange.open_data.addresses import Address, Assignment
from koppelkans.exchange.open_data.roads import SHORT_M, Selection
from koppelkans.exchange.open_data.statistics import Found
from koppelkans.language import N_, Message

MOST_NAMED = 10


def list_findings(
    places: Sequence[Mapping[str, Any]],
    selection: Selection,
    assignment: Assignment,
    figures: Sequence[Found],
) -> Iterator[Message]:
    """Say what is in the new area, and then everything that asks for a look."""
    yield Message(
        N_("Places: {places}. Homes: {homes}. Shops and firms: {firms}. Figures: {figures}."),
        {
            "places": len(places),
            "homes": sum(row["addresses"] for row in places),
            "firms": sum(row["businesses"] for row in places),
            "figures": sum(len(found.rows) for found in figures),
        },
    )
    if assignment.by_distance:
        yield Message(
            N_(
                "Addresses put at the nearest place, of another street than their own: {count}"
                " ({addresses})."
            ),
            _named(assignment.by_distance),
        )
    if assignment.unmatched:
        yield Message(
            N_("Addresses too far from any place, not counted: {count} ({addresses})."),
            _named(assignment.unmatched),
        )
    yield from _about_sections(selection)
    empty = sorted({title for found in figures for title in found.empty})
    if empty:
        yield Message(N_("CBS gives no figure for: {titles}."), {"titles": "; ".join(empty)})
    yield from _still_to_do(places)


def _about_sections(selection: Selection) -> Iterator[Message]:
    if selection.left_out_paths:
        yield Message(
            N_("Cycle paths, footpaths and the like that were left out: {count}."),
            {"count": selection.left_out_paths},
        )
    if selection.short:
        yield Message(
            N_("Places shorter than {metres} m: {count}. See whether you need them."),
            {"count": selection.short, "metres": f"{SHORT_M:g}"},
        )


def _still_to_do(places: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    unmeasured = sum(row["width_m"] is None for row in places)
    if unmeasured:
        yield Message(
            N_(
                "Places whose width could not be measured, for want of buildings on both sides:"
                " {count}. Fill it in."
            ),
            {"count": unmeasured},
        )
    yield Message(
        N_(
            "No service knows the pavement, its year and the bus routes; fill them in. The"
            " traffic class follows from the road file: check it where 30 km/h holds on a through"
            " road."
        )
    )


def _named(addresses: Sequence[Address]) -> dict[str, object]:
    labels = sorted(address.label or address.id for address in addresses)
    shown = ", ".join(labels[:MOST_NAMED]) + (", ..." if len(labels) > MOST_NAMED else "")
    return {"count": len(labels), "addresses": shown}

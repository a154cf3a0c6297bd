# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays whom, drawn as bands from payers to receivers (a Sankey diagram)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from koppelkans.case import Case
from koppelkans.language import N_
from koppelkans.plan.palette import INK, PARTNERS
from koppelkans.plan.types import Map
from koppelkans.plan.words import amount, say
from koppelkans.result import Result
from koppelkans.sharing import Transfer

WIDTH = 1000
BAR = 18
LEFT, RIGHT = 340, WIDTH - 340
FLOW_HEIGHT = 300.0
"""Height of all payments together, without the room between them."""
LINE = 54.0
"""Room for the two lines of a name with its amount."""
LETTERS = 19
FONT = "'Source Sans 3', sans-serif"


@dataclass(frozen=True)
class _Node:
    """A partner on one side: where its bar begins, how high it is, and where its text stands."""

    partner_id: str
    top: float
    height: float
    text: float


def payment_flows(case: Case, result: Result, language: str) -> Map | None:
    """Return the payments of a result as bands; None when nobody pays anybody."""
    transfers = result.payments.transfers if result.payments else ()
    if not transfers:
        return None
    title = say(N_("Who pays whom, all years together"), language)
    parts = [
        say(
            N_("{payer} pays {receiver} {eur}"),
            language,
            payer=case.partner[transfer.from_partner_id].short_name,
            receiver=case.partner[transfer.to_partner_id].short_name,
            eur=amount(transfer.present_value_eur, language),
        )
        for transfer in transfers
    ]
    return Map(_draw(case, transfers, language), title, "; ".join(parts) + ".")


def _draw(case: Case, transfers: tuple[Transfer, ...], language: str) -> str:
    total = sum(transfer.present_value_eur for transfer in transfers)
    scale = FLOW_HEIGHT / total
    paid: defaultdict[str, float] = defaultdict(float)
    received: defaultdict[str, float] = defaultdict(float)
    for transfer in transfers:
        paid[transfer.from_partner_id] += transfer.present_value_eur
        received[transfer.to_partner_id] += transfer.present_value_eur
    payers, receivers = _stack(paid, scale), _stack(received, scale)
    height = max(node.top + max(node.height, LINE) for node in (*payers, *receivers)) + 8
    parts = [*_bands(case, transfers, payers, receivers, scale)]
    for node in payers:
        parts += _node(case, node, paid, LEFT - BAR, language, pays=True)
    for node in receivers:
        parts += _node(case, node, received, RIGHT, language, pays=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-family="{FONT}" font-size="{LETTERS}">'
        f"{''.join(parts)}</svg>"
    )


def _stack(amounts: Mapping[str, float], scale: float) -> list[_Node]:
    """Return the bars of one side, largest on top, with room for every name."""
    nodes, top = [], 8.0
    for partner_id, eur in sorted(amounts.items(), key=lambda item: -item[1]):
        height = max(2.0, eur * scale)
        room = max(height, LINE)
        nodes.append(_Node(partner_id, top + (room - height) / 2, height, top + room / 2))
        top += room + 12
    return nodes


def _bands(
    case: Case,
    transfers: tuple[Transfer, ...],
    payers: list[_Node],
    receivers: list[_Node],
    scale: float,
) -> list[str]:
    at = {node.partner_id: node.top for node in (*payers, *receivers)}
    starts = _tops(transfers, at, scale, lambda t: (t.from_partner_id, t.to_partner_id))
    ends = _tops(transfers, at, scale, lambda t: (t.to_partner_id, t.from_partner_id))
    bands, middle = [], (LEFT + RIGHT) / 2
    for transfer in transfers:
        top = starts[transfer.from_partner_id, transfer.to_partner_id]
        bottom = ends[transfer.to_partner_id, transfer.from_partner_id]
        height = transfer.present_value_eur * scale
        colour = PARTNERS[case.partner[transfer.from_partner_id].kind].colour
        bands.append(
            f'<path d="M{LEFT} {top:.1f}C{middle} {top:.1f} {middle} {bottom:.1f} {RIGHT} '
            f"{bottom:.1f}V{bottom + height:.1f}C{middle} {bottom + height:.1f} {middle} "
            f'{top + height:.1f} {LEFT} {top + height:.1f}Z" fill="{colour}" '
            f'fill-opacity="0.32" stroke="{colour}" stroke-width="0.8"/>'
        )
    return bands


def _tops(
    transfers: tuple[Transfer, ...],
    at: Mapping[str, float],
    scale: float,
    ends: Callable[[Transfer], tuple[str, str]],
) -> dict[tuple[str, str], float]:
    """Return where each band begins at one of its ends, in the order of the bars at the other."""
    down, tops = dict(at), {}
    for transfer in sorted(transfers, key=lambda found: at[ends(found)[1]]):
        here, _ = both = ends(transfer)
        tops[both] = down[here]
        down[here] += transfer.present_value_eur * scale
    return tops


def _node(  # a bar and its two lines of text
    case: Case,
    node: _Node,
    amounts: Mapping[str, float],
    left: float,
    language: str,
    *,
    pays: bool,
) -> list[str]:
    partner = case.partner[node.partner_id]
    eur = amount(amounts[node.partner_id], language)
    said = say(N_("pays {eur}") if pays else N_("receives {eur}"), language, eur=eur)
    x, anchor = (left - 10, "end") if pays else (left + BAR + 10, "start")
    lines = (
        (escape(partner.short_name), node.text - 4, 600),
        (escape(said), node.text + LETTERS, 400),
    )
    return [
        f'<rect x="{left}" y="{node.top:.1f}" width="{BAR}" height="{node.height:.1f}" '
        f'fill="{PARTNERS[partner.kind].colour}"/>',
        *(
            f'<text x="{x}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="{INK}">{text}</text>'
            for text, y, weight in lines
        ),
    ]

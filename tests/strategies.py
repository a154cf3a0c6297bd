# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Generated cases: small, correct, and as odd as the rules of a case allow.

Records are drawn from the fields that they declare, so that a new field is generated without a
word here; only what the records must agree on among each other is said by table.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    box,
)  # fmt: skip

from koppelkans.case import (
    TABLES,
    WEEKS_PER_QUARTER,
    Case,
    Distribution,
    Quarter,
    Record,
    Row,
    build_case,
)
from koppelkans.exchange.columns import Column, Kind, columns_of

Drawn = dict[str, Any]

SYSTEMS = {
    "EPSG:28992": (123_000.0, 490_000.0),
    "EPSG:25832": (350_000.0, 5_800_000.0),
    "EPSG:3035": (4_000_000.0, 3_200_000.0),
}
"""Coordinate systems, and a corner of an area in each."""
SIZE_M = 900.0
FIRST_YEAR, LAST_YEAR = 2027, 2034
FIRST, LAST = Quarter.of(FIRST_YEAR, 1), Quarter.of(LAST_YEAR, 4)

AWKWARD = (
    "=1+1", "+31 20", "-", "@SUM(A1)", "#N/A", "_x000D_", "1.234", "2029-Q3", "ja", "éénmalig",
    "שכונה", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "🌳", "a\nb", "a\tb", "<&>\"'", "x" * 300, "TRUE",
    "1e5",
)  # fmt: skip
characters = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
texts = (st.sampled_from(AWKWARD) | st.text(characters, min_size=1, max_size=20)).filter(
    lambda text: text.strip() != ""
)
identifiers = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters=";\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
) | st.sampled_from(("12", "007", "=A1", "-x", "ja", "1.234", "NULL", "é"))


def numbers(column: Column) -> st.SearchStrategy[float]:
    """Draw numbers within the limits of a column."""
    limits = dict(column.limits)
    low = limits.get("ge", limits.get("gt", -1e12))
    high = limits.get("le", limits.get("lt", 1e12))
    return st.floats(low, high, exclude_min="gt" in limits, exclude_max="lt" in limits)


def whole_numbers(column: Column) -> st.SearchStrategy[int]:
    """Draw whole numbers within the limits of a column."""
    limits = dict(column.limits)
    return st.integers(int(limits.get("ge", -(10**9))), int(limits.get("le", 10**9)))


@st.composite
def geometries(draw: st.DrawFn, kinds: str, corner: tuple[float, float]) -> Any:
    """Draw a valid geometry near a corner; ``kinds`` holds p(oints), l(ines) and a(reas)."""
    x0, y0 = corner
    steps = st.floats(0.01, SIZE_M / 10, allow_subnormal=False)
    offset = st.floats(0, SIZE_M / 2, allow_subnormal=False)
    x, y = x0 + draw(offset), y0 + draw(offset)
    points = [(x, y)]
    for step in draw(st.lists(steps, min_size=1, max_size=5)):
        # Ever further east, so that a line never crosses itself.
        points.append((points[-1][0] + step, y + draw(offset)))
    east = points[-1][0]
    makers = {
        "p": (lambda: Point(x, y), lambda: MultiPoint([(x, y), (east, y)])),
        "l": (
            lambda: LineString(points),
            lambda: MultiLineString([points, [(east + 1, y), (east + 2, y + 1)]]),
        ),
        "a": (
            lambda: box(x, y, east, y + 5),
            lambda: Polygon(
                [(x, y), (x + 9, y), (x + 9, y + 9), (x, y + 9)],
                [[(x + 1, y + 1), (x + 2, y + 1), (x + 2, y + 2)]],
            ),
            lambda: MultiPolygon([box(x, y, x + 1, y + 1), box(x + 2, y, x + 3, y + 1)]),
        ),
    }
    return draw(st.sampled_from([maker for kind in kinds for maker in makers[kind]]))()


GEOMETRIES = {"areas": "a", "places": "la", "tasks": "pla"}


@st.composite
def values(draw: st.DrawFn, column: Column, ids: Mapping[str, list[str]]) -> Any:
    """Draw a value for a column; None leaves it empty."""
    if not column.required and draw(st.booleans()):
        return None
    if column.refers_to:
        known = ids.get(column.refers_to, [])
        if column.kind is Kind.SEVERAL:
            return tuple(draw(st.lists(st.sampled_from(known), max_size=3))) if known else ()
        return draw(st.sampled_from(known)) if known else None
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: texts,
        Kind.INTEGER: whole_numbers(column),
        Kind.NUMBER: numbers(column),
        Kind.YES_NO: st.booleans(),
        Kind.DATE: st.dates(date(1800, 1, 1), date(2200, 12, 31)),
        Kind.QUARTER: st.integers(FIRST.index, LAST.index).map(Quarter),
        Kind.CHOICE: st.sampled_from(column.choices or (None,)),
        Kind.SEVERAL: st.lists(identifiers, max_size=3).map(tuple),
    }
    return draw(by_kind[column.kind])


def table_of(
    draw: st.DrawFn, record_type: type[Record], ids: dict[str, list[str]], least: int, most: int
) -> list[Drawn]:
    """Draw the rows of a table, field by field, and note their ids."""
    names = draw(st.lists(identifiers, min_size=least, max_size=most, unique=True))
    ids[record_type.table] = names
    rows = []
    for name in names:
        row: Drawn = {"id": name}
        for column in columns_of(record_type)[1:]:
            if column.kind is not Kind.GEOMETRY:
                row[column.name] = draw(values(column, ids))
        rows.append(row)
    return rows


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a correct case with up to three rows in most tables."""
    crs = draw(st.sampled_from(sorted(SYSTEMS)))
    ids: dict[str, list[str]] = {}
    tables: dict[str, list[Drawn]] = {}
    for name, record_type in TABLES.items():
        least = 1 if name in {"areas", "places", "partners", "tasks", "variants"} else 0
        # What refers to nothing that is there cannot be drawn.
        if not least and any(
            c.required and c.refers_to and c.refers_to != name and not ids.get(c.refers_to)
            for c in columns_of(record_type)
        ):
            ids[name] = []
            continue
        tables[name] = table_of(draw, record_type, ids, least, 1 if name == "areas" else 3)
        for row in tables[name]:
            if name in GEOMETRIES and (name != "tasks" or draw(st.booleans())):
                row["geometry"] = draw(geometries(GEOMETRIES[name], SYSTEMS[crs]))
        if name in AGREE:
            AGREE[name](draw, tables)
    return build_case(
        {
            name: [Row(number, row) for number, row in enumerate(rows, start=1)]
            for name, rows in tables.items()
        },
        crs,
    )


def _agree_areas(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    tables["areas"][0] |= {"first_year": FIRST_YEAR, "last_year": LAST_YEAR}


def _agree_partners(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["partners"]:
        row["short_name"] = row["short_name"].strip()[:24]
    tables["partners"][0]["has_budget"] = True


def _agree_tasks(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["tasks"]:
        fields = ("earliest_start", "preferred_start", "latest_start")
        row |= dict(zip(fields, sorted(row[field] for field in fields), strict=True))


COST_RANGE = ("investment_low_eur", "investment_eur", "investment_high_eur")


def _agree_variants(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    """Give every task a variant that fits in the years; the others go with the first task."""
    tasks, variants = tables["tasks"], tables["variants"]
    names = [f"{row['id'][:90]}~{number}" for number, row in enumerate(tasks)]
    taken = {row["id"] for row in variants}
    variants += [variants[0] | {"id": name} for name in names if name not in taken]
    for row, task in zip(reversed(variants), [*reversed(tasks), *[tasks[0]] * 9], strict=False):
        left = LAST + 1 - task["earliest_start"]
        row |= {"task_id": task["id"], "is_baseline": None}
        costs = [key for key in COST_RANGE if row.get(key) is not None]
        row |= dict(zip(costs, sorted(row[key] for key in costs), strict=True))
        row["duration_quarters"] = draw(st.integers(1, min(left, 80)))
        row["closed_weeks"] = None
        if task.get("place_ids"):
            row["closed_weeks"] = draw(st.floats(0, WEEKS_PER_QUARTER * row["duration_quarters"]))


def _agree_relations(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    order = {row["id"]: number for number, row in enumerate(tables["tasks"])}
    kept = []
    for row in tables["relations"]:
        pair = sorted({row["task_id"], row["other_task_id"]}, key=order.__getitem__)
        if len(pair) == 2:
            turned = row["kind"].value == "requires"
            row |= dict(
                zip(("task_id", "other_task_id"), pair[::-1] if turned else pair, strict=True)
            )
            kept.append(row | {"variant_id": None, "other_variant_id": None})
    tables["relations"] = kept


def _agree_boundaries(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["boundaries"]:
        row["quarters"] = draw(st.lists(st.integers(1, 4), min_size=1).map(tuple))
        row["partner_id"] = row["partner_id"] or tables["partners"][0]["id"]
        if row["first_year"] is not None and row["last_year"] is not None:
            row["last_year"] = max(row["first_year"], row["last_year"])


def _agree_key_figures(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["key_figures"]:
        row |= {"library_id": None, "moves_with": draw(st.none() | identifiers)}
    _sort_ranges(tables["key_figures"], ("low", "value", "high"))
    for row in tables["key_figures"]:
        ends = [row[field] for field in ("low", "value", "high") if row[field] is not None]
        if row["distribution"] is Distribution.LOGNORMAL and any(end <= 0 for end in ends):
            row["distribution"] = Distribution.NORMAL


def _agree_effects(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    _sort_ranges(tables["effects"], ("quantity_low", "quantity", "quantity_high"))


def _sort_ranges(rows: list[Drawn], names: tuple[str, str, str]) -> None:
    for row in rows:
        fields = [field for field in names if row[field] is not None]
        row |= dict(zip(fields, sorted(row[field] for field in fields), strict=True))


def _agree_correlations(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["correlations"]:
        row.update(first="investments", second="investments", coefficient=draw(st.floats(0, 1)))


def _agree_price_changes(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for number, row in enumerate(tables["price_changes"]):
        row["year"] = 2020 + number


def _agree_opportunity_rules(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["opportunity_rules"]:
        row |= {"first": draw(identifiers), "second": draw(identifiers)}


def _agree_criteria(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    figures = tables.get("key_figures", [])
    for row in tables["criteria"]:
        row["parent_id"] = None
        if row["measure"] is not None and row["measure"].value == "key_figure":
            row["key_figure_id"] = figures[0]["id"] if figures else None
            row["measure"] = row["measure"] if figures else None


def _agree_shares(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    """Let one line divide an item whole, for a partner with a budget."""
    payer = tables["partners"][0]["id"]
    by_item = {row["item"]: row for row in tables["agreed_shares"]}
    tables["agreed_shares"] = [
        row | {"percent": 100, "partner_id": payer} for row in by_item.values()
    ]


def _agree_conditions(draw: st.DrawFn, tables: dict[str, list[Drawn]]) -> None:
    for row in tables["conditions"]:
        if row["first"] is not None and row["last"] is not None:
            row["last"] = max(row["first"], row["last"])
        if row["amount"] is not None:
            row["amount"] = min(1.0, row["amount"])


AGREE = {
    "conditions": _agree_conditions,
    "agreed_shares": _agree_shares,
    "areas": _agree_areas, "partners": _agree_partners, "tasks": _agree_tasks,
    "variants": _agree_variants, "relations": _agree_relations, "boundaries": _agree_boundaries,
    "key_figures": _agree_key_figures, "opportunity_rules": _agree_opportunity_rules,
    "criteria": _agree_criteria, "correlations": _agree_correlations, "effects": _agree_effects,
    "price_changes": _agree_price_changes,
}  # fmt: skip

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The streets that a list names: those of the area, and new ones drawn side by side for now.

Without a map nobody knows where a new street lies, how wide it is or who lives there. It is drawn
below the others, apart from them, and marked as not lying there: it is near nothing, and maps show
it as a guess. The notice of the area says on every page what is assumed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry import LineString

from koppelkans.exchange.lists.types import Assumptions, NewRecord, Tables
from koppelkans.exchange.words import simplify
from koppelkans.language import N_, Message

APART_M = 100
"""Apart enough that works in two streets that are made up do not count as one."""

NOTICE = N_(
    "Assumed so far: where these streets lie, their width, their pavement and the homes in them:"
    " {streets}. Draw them and fill them in, then take this line away."
)

MIDDLE_OF_THE_COUNTRY = (155_000.0, 463_000.0)
AND = re.compile(r"\s*(?:;|,|/|\+|&|\ben\b|\band\b)\s*")
HOUSE_NUMBERS = re.compile(r"\s+\d+\s*[a-z]?(?:\s*(?:-|–|t/m|tot)\s*\d+\s*[a-z]?)?$", re.IGNORECASE)
MOST_KEY = 80


def identify(text: str) -> str:
    """Return a text as an id: small letters, digits and hyphens.

    >>> identify("Gemeente-Riolering Café-straat 2")
    'gemeente-riolering-cafe-straat-2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_KEY].strip("-") or "x"


def split_streets(text: str) -> list[str]:
    """Return the streets in a cell, without house numbers.

    >>> split_streets("Lindelaan 1-40 en Dwarsstraat")
    ['Lindelaan', 'Dwarsstraat']
    """
    parts = (HOUSE_NUMBERS.sub("", part).strip() for part in AND.split(text))
    return list(dict.fromkeys(part for part in parts if part))


class Streets:
    """Finds the places of a work by the names of streets, and remembers what was not there."""

    def __init__(self, tables: Tables, assumed: Assumptions, language: str) -> None:
        self._assumed, self._language = assumed, language
        self._area: Mapping[str, Any] = next(iter(tables["areas"].values()), {})
        self._places = tables["places"]
        self._known: dict[str, list[str]] = {}
        for key, values in self._places.items():
            for name in {simplify(str(values.get(n) or "")) for n in ("name", "street")} - {""}:
                self._known.setdefault(name, []).append(key)
        self._made: dict[str, tuple[str, int, float | None]] = {}

    @property
    def new(self) -> list[str]:
        """Names of the streets that were not there yet."""
        return [name for name, _row, _length in self._made.values()]

    def find(self, text: str, length_m: float | None, row: int) -> list[str]:
        """Return the ids of the places in a cell; a street that is not there yet gets one."""
        found: list[str] = []
        for name in split_streets(text):
            known = self._known.get(simplify(name))
            if known is None:
                key = identify(name)
                while key in self._places or key in self._made:
                    key += "-2"
                self._made[key] = (name, row, length_m if length_m and length_m > 0 else None)
                known = self._known[simplify(name)] = [key]
            found += known
        return list(dict.fromkeys(found))

    def records(self) -> Iterator[NewRecord]:
        """Yield the new streets, and the boundary of an area that has none."""
        if not self._made:
            return
        lines = []
        x, y = self._corner()
        for number, (key, (name, row, length)) in enumerate(self._made.items()):
            length_m = length or self._assumed.street_length_m
            line = LineString([(x, y - APART_M * number), (x + length_m, y - APART_M * number)])
            lines.append(line)
            yield NewRecord("places", key, row, self._place(key, name, length_m, line))
        yield from self._mark(lines)

    def _mark(self, lines: Sequence[LineString]) -> Iterator[NewRecord]:
        """Yield the area with what is assumed in its notice, and with a boundary if it has none."""
        area_id = str(self._area.get("id") or "")
        if area_id:
            assumed = Message(NOTICE, {"streets": ", ".join(self.new)})
            said = [str(self._area.get("notice") or ""), assumed.in_language(self._language)]
            values: dict[str, Any] = {"id": area_id, "notice": " ".join(filter(None, said))}
            if not self._area.get("geometry"):
                values["geometry"] = shapely.to_wkb(self._boundary(lines))
            yield NewRecord("areas", area_id, self._first_row(), values)

    def _first_row(self) -> int:
        return next(row for _name, row, _length in self._made.values())

    def _place(self, key: str, name: str, length_m: float, line: LineString) -> dict[str, Any]:
        assumed = self._assumed
        year = int(self._area.get("first_year") or 2030)
        return {
            "id": key, "name": name, "street": name, "geometry": line.wkb, "located": False,
            "length_m": length_m,
            "width_m": assumed.street_width_m, "pavement": "clinkers",
            "pavement_year": year - assumed.pavement_age_years,
            "addresses": assumed.street_addresses, "traffic_class": "residential",
        }  # fmt: skip

    def _drawn(self) -> list[shapely.Geometry]:
        stored = (values.get("geometry") for values in (*self._places.values(), self._area))
        return [shapely.from_wkb(bytes.fromhex(text)) for text in stored if text]

    def _corner(self) -> tuple[float, float]:
        """Return where the first new street begins: below what is drawn already."""
        drawn = self._drawn()
        if not drawn:
            return MIDDLE_OF_THE_COUNTRY
        left, below, _right, _top = shapely.total_bounds(drawn).tolist()
        return left, below - APART_M

    def _boundary(self, lines: Sequence[LineString]) -> shapely.Geometry:
        return shapely.box(*shapely.total_bounds([*self._drawn(), *lines])).buffer(50, quad_segs=1)

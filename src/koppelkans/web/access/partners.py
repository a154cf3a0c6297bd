# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The partners of an area, also of one in which nothing can be computed yet."""

from pydantic import ValidationError

from koppelkans.case import Partner
from koppelkans.web.models import Area
from koppelkans.web.records.state import state_of


def partners_of(area: Area) -> dict[str, Partner]:
    """Return the partners by id; one that is not filled in far enough is left out."""
    found = {}
    for key, values in state_of(area).tables["partners"].items():
        try:
            found[key] = Partner.model_validate({**values, "id": key})
        except ValidationError:
            continue
    return found

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case, and its result, as one viewer may see them."""

from typing import overload

from koppelkans.case import Case
from koppelkans.result import Result
from koppelkans.seen.case import KEPT_PARTNER, see_case
from koppelkans.seen.hidden import Hidden, find_hidden
from koppelkans.seen.result import see_result
from koppelkans.seen.viewer import Viewer

__all__ = ["KEPT_PARTNER", "see", "see_without"]


@overload
def see(case: Case, result: None, viewer: Viewer, language: str) -> tuple[Case, None]: ...
@overload
def see(case: Case, result: Result, viewer: Viewer, language: str) -> tuple[Case, Result]: ...


def see(
    case: Case, result: Result | None, viewer: Viewer, language: str
) -> tuple[Case, Result | None]:
    """Return a case and its result with what the viewer may not know left out.

    Parameters
    ----------
    case, result
        Everything, as it is computed with; the result is of this case, or not there yet.
    viewer
        Who looks.
    language
        Language ("nl" or "en") of the words that stand in the place of what is hidden.
    """
    return see_without(find_hidden(case, viewer), result, language)


@overload
def see_without(hidden: Hidden, result: None, language: str) -> tuple[Case, None]: ...
@overload
def see_without(hidden: Hidden, result: Result, language: str) -> tuple[Case, Result]: ...


def see_without(hidden: Hidden, result: Result | None, language: str) -> tuple[Case, Result | None]:
    """Return a case and its result without what is hidden; as `see`, when that is found already."""
    seen = see_case(hidden, language)
    if result is None or not hidden:
        return seen, result
    return seen, see_result(hidden, seen, result, language)

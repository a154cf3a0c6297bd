# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading and writing the texts of a plan, each version of which stays."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from koppelkans.plan.texts import LONGEST_TEXT, SLOTS, PlanTexts
from koppelkans.web.access.models import User
from koppelkans.web.models import Alternative
from koppelkans.web.plans.models import PlanText

KEYS = {slot.key: slot for slot in SLOTS}


class TextClashError(Exception):
    """Somebody else wrote a version meanwhile; ``theirs`` is that one."""

    def __init__(self, theirs: PlanText) -> None:
        self.theirs = theirs
        super().__init__(str(theirs))


def texts_of(alternative: Alternative, language: str) -> PlanTexts:
    """Return the texts that count for an alternative: its own, else those of its area.

    An alternative that is decided on keeps the texts of that moment.
    """
    newest: dict[tuple[str, bool], str] = {}
    for row in versions(alternative, language).order_by("version"):
        newest[row.key, row.alternative_id is not None] = row.text
    found = {key: text for (key, is_own), text in newest.items() if not is_own}
    found |= {key: text for (key, is_own), text in newest.items() if is_own and text}
    return {key: text for key, text in found.items() if text and key in KEYS}


def versions(alternative: Alternative, language: str) -> QuerySet[PlanText]:
    """Return every version of the texts of an alternative and its area, newest first."""
    mine = PlanText.objects.filter(area_id=alternative.area_id, language=language)
    rows = mine.filter(alternative=None) | mine.filter(alternative=alternative)
    if alternative.decided is not None:
        rows = rows.filter(made__lte=alternative.decided)
    return rows.order_by("key", "-version")


def history_of(
    alternative: Alternative, language: str, key: str, *, own: bool
) -> Sequence[PlanText]:
    """Return the versions of one text, newest first: of the alternative itself, or of its area."""
    wanted = alternative if own else None
    return list(versions(alternative, language).filter(key=key, alternative=wanted))


def write_text(  # one for each thing that says which text it is
    alternative: Alternative,
    language: str,
    key: str,
    text: str,
    *,
    own: bool,
    based_on: int,
    user: User,
) -> None:
    """Add a version of a text; the same text adds none.

    Parameters
    ----------
    own
        Whether it is for this alternative only, or for the whole area.
    based_on
        Version that the writer had in view; 0: none.

    Raises
    ------
    TextClashError
        When there is a newer version by now.
    ValueError
        When the text is too long, or there is no such slot.
    """
    text = text.replace("\r\n", "\n").strip()
    if key not in KEYS or len(text) > LONGEST_TEXT:
        raise ValueError(f"{key}: {len(text)} characters, expected at most {LONGEST_TEXT}")
    newest = next(iter(history_of(alternative, language, key, own=own)), None)
    if newest is not None and newest.version != based_on:
        raise TextClashError(newest)
    if text == (newest.text if newest else ""):
        return
    try:
        with transaction.atomic():
            PlanText.objects.create(
                area_id=alternative.area_id, alternative=alternative if own else None,
                language=language, key=key, version=based_on + 1, text=text,
                author=str(user.pk), author_name=str(user),
            )  # fmt: skip
    except IntegrityError:
        raise TextClashError(history_of(alternative, language, key, own=own)[0]) from None

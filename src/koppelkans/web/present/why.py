# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a task is where it is, in sentences."""

from functools import lru_cache

from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import Wishes, explain_task, tell_explanation
from koppelkans.seen import KEPT_PARTNER
from koppelkans.web.scene import Picture


def tell_why(picture: Picture, task_id: str) -> tuple[str, ...]:
    """Return why a task is where it is; nothing when costs are kept from the viewer.

    It is computed with what the viewer may know: with costs that are kept it would be wrong.
    """
    return () if KEPT_PARTNER in picture.case.partner else _tell(picture, task_id)


@lru_cache(maxsize=256)
def _tell(picture: Picture, task_id: str) -> tuple[str, ...]:
    case, wishes = picture.case, Wishes.model_validate(picture.programme.wishes)
    effects = find_joint_effects(case)
    found = explain_task(case, picture.reading.programme, effects, task_id, wishes)
    return tuple(m.in_language(picture.language) for m in tell_explanation(case, found, wishes))

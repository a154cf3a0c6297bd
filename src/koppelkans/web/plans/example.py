# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The joint task of the embedded example, as its partners wrote it: so that it reads as a story."""

from koppelkans.example import JOINT_TASK
from koppelkans.web.models import Area
from koppelkans.web.plans.models import PlanText

KEY = "joint_task"
AUTHORS = {"nl": "Gebiedsteam (verzonnen)", "en": "Area team (invented)"}


def write_example(area: Area) -> None:
    """Keep the versions of the joint task of the example; once, and never over what people wrote.

    >>> set(AUTHORS) == set(JOINT_TASK)
    True
    """
    if PlanText.objects.filter(area=area, key=KEY).exists():
        return
    PlanText.objects.bulk_create(
        PlanText(
            area=area, language=language, key=KEY, version=number, text=text, author="",
            author_name=AUTHORS[language],
        )
        for language, versions in JOINT_TASK.items()
        for number, text in enumerate(versions, start=1)
    )  # fmt: skip

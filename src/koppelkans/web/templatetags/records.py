# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How templates say what a change was about."""

from django import template

from koppelkans.web.records.desk import Desk
from koppelkans.web.records.models import ChangeSet
from koppelkans.web.records.telling import title_of_set

register = template.Library()


@register.filter
def change_title(change_set: ChangeSet, desk: Desk) -> str:
    """Return what a change was about, as far as the reader may know."""
    return title_of_set(change_set, desk)

# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may write in the documents that everybody signs."""

from django.http import HttpRequest

from koppelkans.web.access.models import Role
from koppelkans.web.access.reader import Reader

WRITERS = frozenset([Role.FACILITATOR, Role.LEAD])


def may_write(request: HttpRequest) -> bool:
    """Whether the reader of a page of an area may change the texts of its plan."""
    reader = getattr(request, "reader", None)
    return isinstance(reader, Reader) and reader.role in WRITERS

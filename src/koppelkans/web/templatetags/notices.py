# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How templates show the bell, and what is said about a record."""

from typing import Any

from django import template

from koppelkans.web.access.models import User
from koppelkans.web.notices.reading import count_unread
from koppelkans.web.notices.subjects import find_subject
from koppelkans.web.notices.views.talking import talk_about

register = template.Library()


@register.inclusion_tag("notices/bell.html", takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """Show how many notices wait for the reader."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return {"user": user, "unread": count_unread(user) if isinstance(user, User) else 0}


@register.inclusion_tag("notices/talk.html", takes_context=True)
def talk(context: dict[str, Any], table: str, key: Any) -> dict[str, Any]:
    """Show remarks about a record, the files with it, and whether the reader follows it."""
    request = context["request"]
    reader = getattr(request, "reader", None)
    subject = find_subject(reader, table, str(key)) if reader and key else None
    if reader is None or subject is None:
        return {"subject": None}
    return {**talk_about(reader, subject), "csrf_token": context.get("csrf_token"),
            "request": request}  # fmt: skip

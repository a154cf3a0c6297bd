# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the Word template of an area, from the page and from the API."""

import hashlib

from django.http import HttpRequest

from koppelkans.plan.word.template import Template as WordTemplate
from koppelkans.plan.word.template import read_template
from koppelkans.web import audit
from koppelkans.web.access.reader import Reader
from koppelkans.web.plans.models import Template


def keep_template(request: HttpRequest, reader: Reader, name: str, content: bytes) -> WordTemplate:
    """Keep a new template for an area; return what is in it.

    Raises
    ------
    koppelkans.plan.word.template.TemplateError
        When it is none, or too big.
    """
    template = read_template(content)
    Template.objects.update_or_create(
        area=reader.area,
        defaults={
            "name": name[-200:], "content": content, "author_name": str(reader.user),
            "digest": hashlib.sha256(content).hexdigest(),
        },
    )  # fmt: skip
    audit.note("plan_template.changed", request, area=reader.area, size=len(content))
    return template


def remove_template(request: HttpRequest, reader: Reader) -> None:
    """Let documents have the look of Koppelkans again."""
    Template.objects.filter(area=reader.area).delete()
    audit.note("plan_template.removed", request, area=reader.area)

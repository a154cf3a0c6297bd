# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed since the version of the plan that was decided on, as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from koppelkans.plan.content.since import since_decided
from koppelkans.plan.types import Bullets, Paragraph, Table
from koppelkans.seen.documents import Kind
from koppelkans.web.plans.make import former_of
from koppelkans.web.plans.wanted import Wanted
from koppelkans.web.scene import Scene, sheet, show


@sheet("plan")
def since(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show the same section as the document has."""
    wanted = Wanted(
        scene.alternative.pk, scene.programme.pk, scene.viewer, Kind.FULL, "", scene.language,
        "docx",
    )  # fmt: skip
    former = former_of(wanted, scene.reading)
    if former is None:
        return redirect("plan", scene.area.slug)
    section = since_decided(scene.reading, former)
    blocks = [
        (sort.__name__.lower(), block)
        for block in section.blocks
        for sort in (Paragraph, Bullets, Table)
        if isinstance(block, sort)
    ]
    return show(request, scene, "plan", "plans/since", title=section.title, blocks=blocks)

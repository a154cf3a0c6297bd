# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first facilitator of an area: invited from the machine itself, since nobody is in yet."""

import os

import django


def invite_facilitator(email: str, slug: str, name: str = "") -> str | None:
    """Return the path of a link that makes somebody facilitator; None without such an area.

    With a name the area is begun, unless it is there.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")
    django.setup()
    from django.core.exceptions import ValidationError  # noqa: PLC0415  # Django is ready now
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.validators import validate_email, validate_slug  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from koppelkans.opportunity.catalogue import default_rules  # noqa: PLC0415
    from koppelkans.web import audit  # noqa: PLC0415
    from koppelkans.web.access.invite import invite  # noqa: PLC0415
    from koppelkans.web.access.models import Role  # noqa: PLC0415
    from koppelkans.web.models import Area  # noqa: PLC0415
    from koppelkans.web.records.begin import begin_area, first_row, years_to_plan  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    area = Area.objects.filter(slug=slug).first()
    try:
        validate_email(email)
        validate_slug(slug)
    except ValidationError:
        return None
    if area is None and name:
        rows = {**default_rules("nl"), "areas": [first_row(slug, name, *years_to_plan())]}
        area = begin_area(slug, rows, None)
    if area is None:
        return None
    made, token = invite(area, email, Role.FACILITATOR)
    audit.note("invitation.first", area=area, email=made.email)
    return reverse("invitation", args=[token])

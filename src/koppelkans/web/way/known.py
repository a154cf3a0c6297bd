# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two precedents from public sources: what these say, and what they leave open."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from koppelkans.case import PartnerKind, Theme
from koppelkans.web.way.likeness import Situation
from koppelkans.web.way.words import COLLABORATION, CROYDON, LAMBETH


@dataclass(frozen=True)
class Known:
    """A situation with how it ended, what was learned, what is unknown, and the sources."""

    title: str
    situation: Situation
    ended: str
    lessons: tuple[str, ...]
    unknown: str
    sources: tuple[str, ...]


KNOWN = (
    Known(
        _("A road for which gas, water and resurfacing came at once (Croydon, 2018-2019)"),
        Situation(
            frozenset({Theme.DRINKING_WATER, Theme.OTHER, Theme.STREET}),
            frozenset({PartnerKind.MUNICIPALITY, PartnerKind.WATER, PartnerKind.OTHER}),
            frozenset({"window"}), 3,
            (("days_prevented", None, 100), ("local_pounds", None, 678_000)),
        ),
        _(
            "Both mains were replaced in the same stretch of road, with the resurfacing after it,"
            " instead of three separate works. Nearly 100 days of disruption were prevented."
        ),
        (
            _("A map with everybody's planned works showed where they met."),
            _("A workshop with those who decide made them agree."),
            _("Rules for safety and for who builds were obstacles on the way."),
        ),
        _("What each partner paid and saved is not in the source."),
        (CROYDON, COLLABORATION),
    ),
    Known(
        _("One closure for fibre, water, gas and resurfacing (Lambeth, 2022)"),
        Situation(
            frozenset({Theme.DRINKING_WATER, Theme.OTHER, Theme.STREET}),
            frozenset({PartnerKind.MUNICIPALITY, PartnerKind.WATER, PartnerKind.OTHER}),
            None, 4,
            (("closed_weeks_once", None, 11), ("street_m", None, 700)),
        ),
        _(
            "In one closure of eleven weeks fibre was laid first, then a water main and a gas main,"
            " and last the road was resurfaced."
        ),
        (
            _("A shared map of planned works found the overlap in the first place."),
            _("Working one after the other within one closure was enough; not all at once."),
        ),
        _("How the costs were shared, and what residents thought of it, is not in the source."),
        (LAMBETH,),
    ),
)  # fmt: skip

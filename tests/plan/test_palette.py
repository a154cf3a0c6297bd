# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Colours stand out from paper, and no colour says anything alone."""

import pytest

from koppelkans.case import PartnerKind
from koppelkans.plan.palette import GAIN, LEFT, LOSS, PARTNERS, TAKEN, YEARS, contrast

COLOURS = [
    *(look.colour for look in PARTNERS.values()),
    *(look.colour for look in (*YEARS, TAKEN, LEFT)),
    GAIN,
    LOSS,
]


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_from_white(colour: str) -> None:
    assert contrast(colour) >= 3


def test_every_kind_of_partner_has_its_own_look() -> None:
    assert set(PARTNERS) == set(PartnerKind)
    assert len({look.colour for look in PARTNERS.values()}) == len(PARTNERS)
    assert len({look.symbol for look in PARTNERS.values()}) == len(PARTNERS)
    assert len({look.pattern for look in PARTNERS.values()}) == len(PARTNERS)


def test_white_text_can_be_read_on_every_partner() -> None:
    assert all(contrast(look.colour) >= 4 for look in PARTNERS.values())


def test_years_differ_without_colour() -> None:
    assert len({(look.width, look.dash) for look in YEARS}) == len(YEARS)

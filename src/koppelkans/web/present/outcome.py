# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What working together yields, in figures and sentences that anybody can read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koppelkans.case import Partner
from koppelkans.language import show_number
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import amount, listing, signed
from koppelkans.sharing.types import Share

SMALLEST_GAP = 0.5e-4
"""Share of all cost and nuisance that people read as 0.00 %."""


@dataclass(frozen=True)
class Outcome:
    """One figure that people remember, with what it was and what it is about."""

    icon: str
    figure: str
    label: str
    before: str


def outcomes(reading: Reading) -> list[Outcome]:
    """Return the four figures that say what working together yields."""
    language = reading.language
    alone, together = reading.result.baseline, reading.result.programme
    return [
        Outcome(
            "coins", signed(reading.difference_eur, language),
            _("societal value, compared with everybody alone"),
            _("present value, price level %(year)s") % {"year": reading.result.case.price_level},
        ),
        Outcome(
            "open", show_number(together.occupations, language),
            _("times a street is broken up"),
            _("alone: %(number)s") % {"number": show_number(alone.occupations, language)},
        ),
        Outcome(
            "clock", show_number(together.closed_weeks, language),
            _("weeks of closed streets, all streets added up"),
            _("alone: %(number)s") % {"number": show_number(alone.closed_weeks, language)},
        ),
        _reached(reading),
    ]  # fmt: skip


def _reached(reading: Reading) -> Outcome:
    """Return who is reached: homes with new heat, or people when that differs more from alone."""
    alone, together = reading.result.baseline, reading.result.programme
    homes = (alone.homes.get("heat", 0), together.homes.get("heat", 0))
    people = (alone.people, together.people)
    if homes[0] != homes[1] or people[0] == people[1]:
        icon, label, (before, after) = "homes", _("homes on new heat"), homes
    else:
        icon, label, (before, after) = "people", _("people reached"), people
    language = reading.language
    return Outcome(
        icon, show_number(after, language), label,
        _("alone: %(number)s") % {"number": show_number(before, language)},
    )  # fmt: skip


def gainers(reading: Reading) -> str:
    """Return a sentence on who gains, largest first, and who does not."""
    language = reading.language
    shares = sorted(reading.result.partners, key=lambda share: -share.gain_eur)
    names = reading.case.partner
    parts = [
        f"{names[share.partner_id].short_name} ({_unbroken(share.gain_eur, language)})"
        for share in shares
        if share.gain_eur >= 500
    ]
    losers = [names[s.partner_id].short_name for s in shares if s.gain_eur <= -500]
    sentence = _("Better off than alone: %(names)s.") % {"names": listing(parts, language)}
    if losers:
        sentence += " " + _("Worse off: %(names)s.") % {"names": listing(losers, language)}
    else:
        sentence += " " + _("Nobody is worse off.")
    return sentence


def _unbroken(eur: float, language: str) -> str:
    """Return an amount with its sign, which stays on the same line."""
    return signed(eur, language).replace("+", "+\N{WORD JOINER}")


def payments(reading: Reading) -> list[tuple[Partner, str]]:
    """Return a sentence for every partner that pays or receives: who pays most comes first."""
    shares = sorted(reading.result.partners, key=lambda share: share.payment_eur)
    return [
        (reading.case.partner[share.partner_id], _payment(share, reading.language))
        for share in shares
        if abs(share.payment_eur) >= 500
    ]


def _payment(share: Share, language: str) -> str:
    values = {
        "payment": amount(share.payment_eur, language),
        "gain": amount(share.gain_eur, language),
    }
    if share.payment_eur < 0:
        if share.gain_eur >= 0:
            return _("pays %(payment)s and is then still %(gain)s better off than alone") % values
        return _("pays %(payment)s and is then %(gain)s worse off than alone") % values
    if share.gain_eur >= 0:
        return _("receives %(payment)s and is then %(gain)s better off than alone") % values
    return _("receives %(payment)s and is still %(gain)s worse off than alone") % values


def proof(reading: Reading) -> str:
    """Return a sentence on how good the programme is."""
    programme = reading.result.programme
    if programme.gap < SMALLEST_GAP:
        return _("It is proven that no other programme within these limits is better.")
    return _(
        "No other programme within these limits can be more than %(amount)s better:"
        " %(gap)s %% of all cost and nuisance."
    ) % {
        "amount": amount(programme.bound_eur - programme.net_value_eur, reading.language),
        "gap": show_number(100 * programme.gap, reading.language, decimals=2),
    }


def taken(reading: Reading) -> str:
    """Return a sentence on how many opportunities the programme takes."""
    found = reading.result.opportunities
    number = sum(opportunity.taken for opportunity in found)
    return ngettext(
        "The programme takes %(number)s of %(all)s opportunity.",
        "The programme takes %(number)s of %(all)s opportunities.",
        len(found),
    ) % {"number": number, "all": len(found)}

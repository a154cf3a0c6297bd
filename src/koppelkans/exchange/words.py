# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words that a workbook needs besides those of the case, and how they are recognised."""

from functools import cache

from koppelkans.language import LANGUAGES, N_, translate

GUIDE = N_("Explanation")
LISTS = N_("Choices")
ROW_KIND = N_("Kind of row")
EXPLANATION = N_("explanation")
UNIT = N_("unit")
EXAMPLE = N_("example")

ID_HELP = N_("Text that names this row and no other")
UNITS = (
    N_("m"), N_("weeks"), N_("quarters"), N_("year"), N_("1/year"), N_("EUR"), N_("EUR/m"),
    N_("EUR/quarter"), N_("EUR/year"), N_("share"), N_("hours/week"),
)  # fmt: skip
"""What fields of a case say without a mark; here so that it is translated."""

TABLE_HELP = {
    "areas": N_("The neighbourhood, its years and its price level: one row."),
    "figures": N_("Figures about the neighbourhood, such as inhabitants, each with its source."),
    "places": N_("Street sections and squares: where works meet."),
    "partners": N_("The organisations at the table."),
    "people": N_("Who speaks for which partner."),
    "tasks": N_("What each partner has to or wants to get done here: pipes, streets, people."),
    "variants": N_("The ways in which a task can be done, with time and cost; at least one each."),
    "relations": N_("Which task comes before, needs, excludes or prepares another."),
    "boundaries": N_("Budgets, crews, closures and other limits, and how far they can give."),
    "key_figures": N_("What a unit is worth, with range and source; empty when unknown."),
    "correlations": N_("Which uncertain figures go up and down together."),
    "price_changes": N_(
        "How prices rose, where the consumer price index does not fit or is not known yet."
    ),
    "income_groups": N_("What groups of people have to spend, to also weigh gains by income."),
    "effects": N_("What a variant changes, for whom, from when and how long."),
    "opportunity_rules": N_("What two kinds of task gain when done together."),
    "criteria": N_("What the partners judge a programme by."),
    "weights": N_("How much each criterion matters to each partner."),
    "preference_curves": N_("From which figure to which a criterion goes from nothing to all."),
    "curve_points": N_("For curves in pieces: what a figure between worst and best is worth."),
    "judgements": N_("Scores that people give alone, per round, with their reasons."),
    "votes": N_("How people vote, with worries, reservations and wished changes."),
    "struggles": N_("What blocks a partner, and what is behind it."),
    "conditions": N_("We move if ..."),
    "offers": N_("What a partner gives, or would give, so that others can move."),
    "worths": N_("What an accepted condition or offer changes for each partner."),
    "commitments": N_("Where each partner stands, and who said so."),
    "decisions": N_("What is to be decided, and by whom."),
    "voices": N_("How each partner stands towards a decision, in its own words."),
    "agreed_payments": N_("Payments that stand already, whatever is shared further."),
    "agreed_shares": N_("Which part of an item is for whom, when the partners have own rules."),
    "payment_limits": N_("What a partner may pay or receive in a year."),
}


def simplify(text: str) -> str:
    """Return a name without the differences that mean nothing: case, blanks, a star.

    >>> simplify(" Vroegste  start * ")
    'vroegste start'
    """
    return " ".join(text.replace("*", " ").split()).casefold()


@cache
def spellings(*texts: str) -> frozenset[str]:
    """Return how English texts are written in either language, simplified."""
    return frozenset(
        simplify(translate(text, language)) for text in texts for language in LANGUAGES
    )

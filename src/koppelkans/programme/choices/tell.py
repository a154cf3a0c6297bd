# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moved after replanning and why, in words."""

from koppelkans.language import N_, Message, show_euros, translate
from koppelkans.programme.choices.replan import Cause, Change

MOST_LIMITS = 2


def tell_change(change: Change, language: str) -> str:
    """Return why a task is done otherwise than agreed, as a sentence."""
    match change.cause:
        case Cause.SLIP:
            return translate(N_("It is late itself."), language)
        case Cause.LIMIT:
            broken = (message.in_language(language) for message in change.broken[:MOST_LIMITS])
            text = N_("In its agreed place it would break: {limits}")
            return Message(text, {"limits": "; ".join(broken)}).in_language(language)
        case Cause.VALUE:
            text = N_("In its agreed place it would cost {eur} more.")
            return Message(text, {"eur": show_euros(-change.back_eur, language)}).in_language(
                language
            )
    return translate(N_("It moved together with others; by itself it could go back."), language)

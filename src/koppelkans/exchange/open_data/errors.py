# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with a service, said so that the reader knows what to do by hand."""

from koppelkans.language import N_, Message


class OpenDataError(Exception):
    """No new area could be made; the message says why, in the reader's language."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.in_language("en"))

    def in_language(self, language: str) -> str:
        """Return the message for a reader of ``language``."""
        return self.message.in_language(language)


class WrongNeighbourhoodError(OpenDataError):
    """The code of the neighbourhood is not one, or no neighbourhood has it."""


class ServiceError(OpenDataError):
    """A service is down, or answers something else than its interface promises.

    Parameters
    ----------
    service
        Name by which people know the service.
    url
        What was asked.
    reason
        What went wrong.
    by_hand
        What to do without the service.
    """

    def __init__(self, service: str, url: str, reason: Message, by_hand: Message) -> None:
        self.service, self.url, self.reason = service, url, reason
        super().__init__(
            Message(
                N_(
                    "{service}: {reason}.\n"
                    "Asked for: {url}\n"
                    "{by_hand}\n"
                    "Nothing was written. Trying again later may help."
                ),
                {"service": service, "reason": reason, "url": url, "by_hand": by_hand},
            )
        )

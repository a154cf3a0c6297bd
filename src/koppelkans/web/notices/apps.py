# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's view of this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices, with tables of their own; they listen to what happens in the other rooms."""

    name = "koppelkans.web.notices"
    label = "notices"

    def ready(self) -> None:
        from koppelkans.web.notices import listen  # noqa: PLC0415  # models are ready only now

        listen.start()

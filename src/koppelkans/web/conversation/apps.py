# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's view of this room."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    """Recognitions, trials and impasses, with tables of their own."""

    name = "koppelkans.web.conversation"
    label = "conversation"

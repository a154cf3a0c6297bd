# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a password has to be, said in the reader's own language."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own rule; its sentence has no Dutch yet."""

    def get_error_message(self) -> str:
        return _("This password is too short: take at least %(length)s characters.") % {
            "length": self.min_length
        }

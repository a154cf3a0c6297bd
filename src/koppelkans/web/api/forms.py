# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in for a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("One year"))]


class NewToken(forms.Form):
    """A name to tell it by, and how long it works."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    days = forms.TypedChoiceField(
        label=_("How long should it work?"), choices=DAYS, coerce=int, initial=90
    )

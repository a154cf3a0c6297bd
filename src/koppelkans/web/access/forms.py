# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people fill in about themselves and each other."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from koppelkans.case import Partner
from koppelkans.web.access.models import Organisation, Role, User


class SignIn(AuthenticationForm):
    """E-mail address and password; one answer to whatever is wrong with them."""

    error_messages = {  # noqa: RUF012  # as Django declares it
        "invalid_login": _("This e-mail address and password do not go together."),
        "inactive": _("This e-mail address and password do not go together."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(
            {"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )
        self.fields["password"].label = _("Password")


class Code(forms.Form):
    """A code from a phone, or a recovery code."""

    code = forms.CharField(
        label=_("Code"), max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip


class About(forms.Form):
    """What somebody says about itself."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip

    def keep(self, user: User) -> User:
        """Keep it with somebody."""
        given = self.cleaned_data["organisation"]
        user.organisation = Organisation.objects.get_or_create(name=given)[0] if given else None
        user.name = self.cleaned_data["name"]
        user.save()
        return user


class NewAccount(About, SetPasswordForm):
    """Name, organisation and a password, for whoever accepts an invitation."""

    field_order = ("name", "organisation", "new_password1", "new_password2")

    def __init__(self, email: str, *args: Any, **options: Any) -> None:
        super().__init__(User(email=email), *args, **options)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = _("Password"), _("Password, once more")
        first.help_text = _(
            "At least 12 characters, and not one that many people use. A few words in a row are"
            " easy to remember."
        )
        again.help_text = ""

    def clean(self) -> dict[str, Any]:
        # The name counts as well when a password is compared with what is known of somebody.
        self.user.name = self.cleaned_data.get("name", "")
        return super().clean() or self.cleaned_data

    def save(self, commit: bool = True) -> User:  # noqa: ARG002  # Django's own signature
        """Make the account."""
        user = self.user
        user.set_password(self.cleaned_data["new_password1"])
        return self.keep(user)


class Place(forms.Form):
    """Somebody's role in an area, and for which partner."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTRIBUTOR)
    partner_id = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, partners: Iterable[Partner], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["partner_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it is declared above
        named = [(partner.id, partner.name) for partner in partners]
        field.choices = [("", _("none of the partners")), *named]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "role" in given and Role(given["role"]).needs_partner and not given.get("partner_id"):
            self.add_error("partner_id", _("Choose for which partner: this role speaks for one."))
        return given


class Invite(Place):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
    field_order = ("email", "role", "partner_id")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner_id"].help_text = _("Needed for a partner lead and a contributor.")

"""Forms about who works here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.core.models import Community, Organisation
from veche.core.rules import may_give
from veche.core.terms import ORGANISATION_ROLES, ROLE_TITLES, Actor, Role
from veche.kit.forms import ActionForm, translated_choices


class RoleForm(ActionForm):
    """A role to give in a community, or over the organisation."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, in_: Community | Organisation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = by.roles_in(in_.pk if isinstance(in_, Community) else None)
        offered = [
            (role.value, title)
            for role, title in ROLE_TITLES.items()
            if may_give(held, role) and (isinstance(in_, Community) or role in ORGANISATION_ROLES)
        ]
        self.fields["role"].choices = translated_choices(offered)()

    def role_wished(self) -> Role:
        """Answer the chosen role of a valid form."""
        return Role(self.cleaned_data["role"])


class InvitationForm(RoleForm):
    """An invitation: to whom it is sent, if it is."""

    email = forms.EmailField(
        label=_("E-mail"), required=False,
        help_text=_("If you give one, the link is sent there too. Or pass the link on yourself."),
    )  # fmt: skip


class JoinForm(ActionForm):
    """Somebody new who holds an invitation."""

    name = forms.CharField(label=_("Your name"), max_length=200, help_text=_("How colleagues see you."))
    email = forms.EmailField(label=_("E-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters: a few words are stronger than one with signs."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "username"

"""Forms that narrow a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.queries import Wish
from veche.kit.forms import ActionForm
from veche.kit.rooms import acts


class AuditForm(ActionForm):
    """What to look for in the audit."""

    user = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    act = forms.ChoiceField(label=_("What"), required=False)
    community = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)
    first = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, users: Any, communities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((act, gettext(title)) for act, title in acts().items()), key=lambda pair: pair[1])
        self.fields["user"].choices = [("", _("everybody")), *users]
        self.fields["act"].choices = [("", _("everything")), *named]
        self.fields["community"].choices = [("", _("everywhere")), *communities]

    def wish(self, zone: str) -> Wish:
        """Answer what is asked for; what makes no sense is not asked for."""
        self.is_valid()
        return Wish(**{name: value for name, value in self.cleaned_data.items() if value}, zone=zone)

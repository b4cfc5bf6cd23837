"""Forms about money that guests pay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.events.models import PaymentDesk
from veche.events.rules.paying import PROVIDERS
from veche.events.terms.paying import BY_HAND, WAY_TITLES, Way
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.money import read_money
from veche.kit.terms import N_

NO_AMOUNT = N_("Write an amount of money.")


class AmountField(forms.CharField):
    """An amount as people write it, read in a currency; answers minor units."""

    currency = "RUB"

    def clean(self, value: Any) -> int:
        """Read it."""
        found = read_money(str(super().clean(value)), self.currency)
        if found is None or found.currency != self.currency:
            raise forms.ValidationError(gettext(NO_AMOUNT))
        return found.amount


class PaymentForm(ActionForm):
    """What somebody paid by transfer or at the door."""

    amount = AmountField(label=_("Amount"), max_length=40)
    way = forms.ChoiceField(
        label=_("How"), choices=translated_choices([(way.value, WAY_TITLES[way]) for way in BY_HAND])
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    # One filling-in: sent twice, it is noted once.
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        assert isinstance(amount, AmountField)
        amount.currency = currency


class PaymentDeskForm(ActionForm):
    """How a community takes money."""

    transfer_words = forms.CharField(
        label=_("What to tell who pays by transfer"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text=_("The account and what to write. Empty: nobody is offered to pay so."),
    )  # fmt: skip
    at_door = forms.BooleanField(label=_("One may pay at the door"), required=False)

    def __init__(self, *args: Any, desk: PaymentDesk | None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "transfer_words": desk.transfer_words if desk else "", "at_door": desk.at_door if desk else True,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        for way, provider in PROVIDERS.items():
            is_there = desk is not None and way.value in desk.sealed
            told = gettext("kept; write a new one to replace it") if is_there else ""
            for name, title in (*provider.FIELDS, *provider.OPTIONS):
                self.fields[f"{way.value}_{name}"] = forms.CharField(
                    label=f"{WAY_TITLES[way]}: {gettext(title)}", required=False, max_length=200,
                    help_text=told,
                    widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}),
                )  # fmt: skip

    def keys(self) -> dict[Way, dict[str, str]]:
        """Answer the keys that were written, by provider."""
        return {
            way: {
                name: self.cleaned_data.get(f"{way.value}_{name}", "").strip()
                for name, _title in (*provider.FIELDS, *provider.OPTIONS)
            }
            for way, provider in PROVIDERS.items()
        }

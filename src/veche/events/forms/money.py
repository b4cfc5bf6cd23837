"""Forms about money: a line of a budget, and a receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.events.actions.money import Noted
from veche.events.forms.fields import Named
from veche.events.models import BudgetLine
from veche.events.terms.money import CATEGORIES_OF, CATEGORY_TITLES, Category, Side
from veche.kit.forms import ActionForm
from veche.kit.money import Money


class LineForm(ActionForm):
    """A cost or an income: which of the two is told by the address."""

    title = Named(label=_("What"), max_length=200)
    category = forms.ChoiceField(label=_("Category"))
    planned = forms.CharField(label=_("Planned"), max_length=40, required=False)
    promised = forms.CharField(
        label=_("Promised"),
        max_length=40,
        required=False,
        help_text=_("What was agreed: ordered, or pledged."),
    )
    paid = forms.CharField(label=_("Paid"), max_length=40, required=False)
    grows = forms.BooleanField(label=_("Grows with every guest, like food or badges"), required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        choices = [(one.value, gettext(CATEGORY_TITLES[one])) for one in CATEGORIES_OF[side]]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]
        if side is Side.INCOME:
            del self.fields["grows"]
            self.fields["paid"].label = gettext("Received")

    def noted(self) -> Noted:
        """Answer what was written."""
        given = self.cleaned_data
        return Noted(
            self.side, Category(given["category"]), given["title"], given["planned"], given["promised"],
            given["paid"], given.get("grows", False), given["note"], given["day"],
        )  # fmt: skip


def line_initial(line: BudgetLine | None, currency: str) -> dict[str, Any]:
    """Answer what the form of a line begins with."""
    if line is None:
        return {}
    names = ("title", "category", "grows", "day", "note")
    amounts = {
        name: str(Money(amount, currency).as_decimal()) if (amount := getattr(line, name)) else ""
        for name in ("planned", "promised", "paid")
    }
    return {name: getattr(line, name) for name in names} | amounts


class ReceiptForm(ActionForm):
    """A receipt, a bill or a contract."""

    file = forms.FileField(
        label=_("Receipt or bill"), help_text=_("PDF, JPEG, PNG, WebP or GIF, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip

"""What the list of conversations is asked for, read from an address; what makes no sense is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.inbox.terms import SORTS, View, Wish
from veche.kit.forms import ActionForm
from veche.kit.text import number_of

if TYPE_CHECKING:
    from django.http import QueryDict

KEPT = ("view", "sort", "channel", "tag", "why", "urgent", "overdue", "unread")


def wish_in(asked: QueryDict) -> Wish:
    """Answer which conversations an address asks for."""
    view, sort = asked.get("view", ""), asked.get("sort", "")
    wished = View(view) if view in set(View) else View.ALL
    usual = "waits" if wished in {View.ALL, View.MINE, View.UNASSIGNED} else "latest"
    return Wish(
        view=wished, sort=sort if sort in SORTS else usual, channel=_number(asked.get("channel")),
        tag=_number(asked.get("tag")), why=_number(asked.get("why")) & 63,
        is_urgent=bool(asked.get("urgent")), is_overdue=bool(asked.get("overdue")),
        is_unread=bool(asked.get("unread")),
    )  # fmt: skip


def query_of(asked: QueryDict) -> str:
    """Answer the address's own words of the list, without the place in it."""
    kept = asked.copy()
    for name in list(kept):
        if name not in KEPT or not kept.get(name):
            kept.pop(name)
    return kept.urlencode()[:500]


def _number(text: Any) -> int:
    return number_of(str(text or "")) or 0


class FilterForm(ActionForm):
    """A name for the filters and the order that are shown."""

    title = forms.CharField(label=_("Name of the view"), max_length=100)
    is_shared = forms.BooleanField(label=_("For all colleagues"), required=False)

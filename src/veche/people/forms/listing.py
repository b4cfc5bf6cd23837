"""What the list of people is asked for, read from an address; what makes no sense is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm
from veche.kit.text import number_of
from veche.people.terms import ACTIVITY_SPANS, COLUMNS, DEFAULT_COLUMNS, LEAST_DEEDS, SORTS, Stage, Wish

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 100
MOST_COLUMNS = 12


def wish_in(asked: QueryDict) -> Wish:
    """Answer which people an address asks for."""
    stages = [int(each) for each in asked.getlist("stage") if each.isdecimal() and int(each) in set(Stage)]
    columns = [each[:LONGEST] for each in asked.getlist("column") if _is_column(each)][:MOST_COLUMNS]
    return Wish(
        query=asked.get("query", "").strip()[:LONGEST],
        stages=tuple(stages),
        channel=_number(asked.get("channel")),
        tag=_number(asked.get("tag")),
        trait=asked.get("trait", "")[:LONGEST],
        value=asked.get("value", "").strip()[:LONGEST],
        seen=_one_of(asked.get("seen"), ACTIVITY_SPANS),
        deeds=_one_of(asked.get("deeds"), LEAST_DEEDS),
        segment=_number(asked.get("segment")),
        team=_one_of(asked.get("team"), ("yes", "no")),
        sort=_one_of(asked.get("sort"), SORTS) or "last_seen",
        columns=tuple(dict.fromkeys(columns)) or DEFAULT_COLUMNS,
    )


def _is_column(name: str) -> bool:
    return name in COLUMNS or name.startswith("trait:")


def _number(text: Any) -> int:
    return number_of(str(text or "")) or 0


def _one_of(text: Any, known: Any) -> str:
    return str(text) if text in known else ""


class ViewForm(ActionForm):
    """A name for the filters, order and columns that are shown."""

    title = forms.CharField(label=_("Name of the view"), max_length=100)
    is_shared = forms.BooleanField(label=_("For all colleagues"), required=False)

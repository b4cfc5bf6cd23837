"""What is told at the door: by hand in a form, or by a phone as JSON."""

from __future__ import annotations

from typing import Any

import orjson
from django import forms
from django.utils.translation import gettext_lazy as _

from veche.events.models import Door
from veche.events.terms.door import LONGEST_CODE, LONGEST_DOOR, MOST_SCANS, PassKind, Scanned
from veche.kit.forms import ActionForm
from veche.kit.time import LATEST

LARGEST = 512 * 1024


class ScanForm(forms.Form):
    """A code, a name or a chosen seat, sent from a page without scripts."""

    key = forms.CharField(max_length=40)
    words = forms.CharField(max_length=LONGEST_CODE, required=False)
    seat = forms.IntegerField(min_value=1, max_value=LATEST, required=False)
    walk_in = forms.CharField(max_length=200, required=False)
    undo = forms.CharField(max_length=64, required=False)
    kind = forms.ChoiceField(choices=[("in", "in"), ("out", "out")], required=False)
    door = forms.IntegerField(min_value=1, max_value=LATEST, required=False)


class DoorForm(ActionForm):
    """Another entrance."""

    name = forms.CharField(label=_("Name of the door"), max_length=LONGEST_DOOR)


class DeviceForm(ActionForm):
    """A phone that gets a link of its own."""

    title = forms.CharField(label=_("Whose phone it is"), max_length=100)
    door = forms.ModelChoiceField(Door.objects.none(), label=_("Door"), required=False, empty_label=_("any"))

    def __init__(self, *args: Any, doors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].queryset = doors  # type: ignore[attr-defined]


def read_told(body: bytes) -> tuple[list[Scanned], int | None, int] | None:
    """Read what a phone sends: scans, its clock, how many it keeps; nothing where it is malformed."""
    if len(body) > LARGEST:
        return None
    try:
        told = orjson.loads(body)
        scans = [_read_scan(one) for one in told["scans"][: MOST_SCANS + 1]]
        return scans, _number(told.get("now")), _number(told.get("waiting")) or 0
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read_scan(one: dict[str, Any]) -> Scanned:
    key, at = _text(one, "key", 40), _number(one["at"])
    if not key or at is None:
        raise ValueError("a scan without key or time")
    return Scanned(
        key, at, PassKind(one.get("kind", "in")), code=_text(one, "code", LONGEST_CODE),
        seat=_number(one.get("seat")), name=_text(one, "name", 200), door=_number(one.get("door")),
        undoes=_text(one, "undoes", 64), let_in=one.get("let_in") is True,
    )  # fmt: skip


def _text(one: dict[str, Any], name: str, longest: int) -> str:
    """Answer a text, without the letter that no database holds: it would keep a phone's others back."""
    return str(one.get(name, "")).replace("\0", "")[:longest]


def _number(value: Any) -> int | None:
    """Answer a whole number that a database takes, or nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value < LATEST else None

"""Viewing: filters, order and columns of the list kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import now
from veche.people.models import SavedView
from veche.people.terms import READ_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

_UNNAMED = N_("Give the view a name.")
_NOT_YOURS = N_("This view is somebody else's.")


def save_view(title: str, query: str, *, is_shared: bool, in_: Community, by: Actor) -> SavedView:
    """Keep a view of the list for oneself or for all; one of the same name is replaced."""
    require(by, READ_PEOPLE, in_=in_)
    name = clean_name(title)[:100]
    refuse_if([Reason(_UNNAMED, field="title")] if not name else [])
    facts = {"query": query[:2000], "is_shared": is_shared, "author": by.name, "made_at": now()}
    with transaction.atomic():
        view, _ = SavedView.objects.update_or_create(
            community=in_, user_id=by.user_id, title=name, defaults=facts
        )
        audit(by, "people.save_view", in_=in_, on=view, title=name)
    return view


def remove_view(view: SavedView, *, in_: Community, by: Actor) -> None:
    """Forget a view of one's own. May be repeated."""
    require(by, READ_PEOPLE, in_=in_)
    refuse_if([Reason(_NOT_YOURS)] if view.user_id != by.user_id else [])
    with transaction.atomic():
        audit(by, "people.remove_view", in_=in_, on=view, title=view.title)
        view.delete()

"""Web forms as the world sees them: which form stands at an address, and what one of them asks for."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from veche.channels.connectors.form.fields import TOKEN, TRAP, Field, errors_of, fields_of, sites_of
from veche.channels.connectors.form.live import key_of
from veche.channels.connectors.form.tokens import SLOWEST, shown_at, token_of
from veche.channels.models import Connection
from veche.channels.queries.doors import access_of, live_of
from veche.channels.terms.live import Access, Knock, Opened
from veche.kit.terms import Reason, Refusal
from veche.kit.text import clean, clean_name
from veche.kit.time import HOUR, Moment

if TYPE_CHECKING:
    from veche.core.models import Community

FORM = "form"
HIGH = 700  # pixels of the frame that other pages show the form in


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A web form as its page shows it: nothing of it is secret but the access, which is never shown."""

    connection: Connection
    access: Access
    title: str
    thanks: str
    fields: tuple[Field, ...]
    sites: tuple[str, ...]
    trap: str = TRAP
    token: str = TOKEN

    @property
    def key(self) -> str:
        """The last part of the form's address."""
        return key_of(self.access)


def form_at(community: Community, key: str) -> ShownForm | None:
    """Answer the form at an address of the community, if it is connected and switched on, or nothing."""
    found = Connection.objects.select_related("community__organisation", "origin")
    live = found.filter(community=community, connector=FORM, removed_at=None, is_on=True)
    for connection in live.order_by("pk"):
        access = access_of(connection)
        if key_of(access) == key and access.settings.get("secret"):
            return _shown(connection, access)
    return None


def _shown(connection: Connection, access: Access) -> ShownForm:
    told = access.settings
    return ShownForm(
        connection, access, clean_name(told.get("title", "")) or connection.title,
        clean(told.get("thanks", ""), 2_000).strip(), fields_of(told), sites_of(told),
    )  # fmt: skip


def token_for(shown: ShownForm, at: Moment, told: str = "") -> str:
    """Answer the token that a form is shown with: the one it was sent with where that is still good.

    So a form that is shown again with its errors may be sent again at once, and counts once.
    """
    secret = shown.access.settings["secret"]
    before = shown_at(secret, told)
    return told if before is not None and 0 <= at - before <= SLOWEST - HOUR else token_of(secret, at)


def opened_form(shown: ShownForm, asked: Knock, told: Mapping[str, str]) -> Opened:
    """Answer what a sent form holds. Refuses programs, what is stale, and all that is wrong, at once."""
    knock = live_of(shown.connection).knock
    assert knock is not None
    try:
        return knock(shown.access, asked)
    except Refusal as refusal:
        reasons = {_told_as(reason): reason for reason in (*refusal.reasons, *errors_of(shown.fields, told))}
        raise Refusal(*reasons.values()) from refusal


def _told_as(reason: Reason) -> tuple[str, str]:
    return reason.text, reason.field


@dataclass(frozen=True, slots=True)
class FormAddress:
    """Where a form can be filled in, and what shows it in another page."""

    page: str
    snippet: str


def address_of_form(connection: Connection) -> FormAddress | None:
    """Answer where the form of a connection stands; nothing where it is no form."""
    if connection.connector != FORM:
        return None
    access = access_of(connection)
    place = [connection.community.slug, key_of(access)]
    frame = html.escape(settings.ADDRESS + reverse(settings.FORM_FRAME_ROUTE, args=place))
    title = html.escape(connection.title)
    snippet = f'<iframe src="{frame}" title="{title}" width="100%" height="{HIGH}" loading="lazy"></iframe>'
    return FormAddress(settings.ADDRESS + reverse(settings.FORM_ROUTE, args=place), snippet)

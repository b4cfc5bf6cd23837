"""Ways back: the mailbox and the provider's address of a sender."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import back_to, page, say, show
from veche.mailing import actions, queries
from veche.mailing.forms.returns import KnockForm, ReturnBoxForm
from veche.mailing.models import Sender
from veche.mailing.terms import KEEP_SENDERS


@page(KEEP_SENDERS, methods=("GET", "POST"))
def ways_back(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Show how letters come back to a sender, and set the mailbox they are read from."""
    found = _sender(community, sender)
    kept = {
        name: value for name, value in queries.ways_of(found).get("box", {}).items() if name != "password"
    }
    form = ReturnBoxForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.set_return_box(found, form.told(), by=request.actor)
            say(request, gettext("The mailbox is kept."))
            return back_to(request, "mailing:ways_back", community.slug, found.pk)
    return _shown(request, found, form=form)


@page(KEEP_SENDERS, methods=("POST",))
def knock_open(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Open an address for a provider, and show it this once."""
    found = _sender(community, sender)
    knock, address = KnockForm(request.POST), ""
    if knock.is_valid():
        with knock.showing_refusals():
            told = knock.cleaned_data
            secret = actions.open_knock(found, told["provider"], told["key"], by=request.actor)
            address = settings.ADDRESS + reverse("mailing:knock", args=[secret])
    return _shown(request, found, knock=knock, address=address)


def _shown(request: HttpRequest, sender: Sender, *, form: ReturnBoxForm | None = None,
           knock: KnockForm | None = None, address: str = "") -> HttpResponse:  # fmt: skip
    ways = queries.ways_of(sender)
    kept = {name: value for name, value in ways.get("box", {}).items() if name != "password"}
    agreed = ways.get("knock", {})
    failed = (form and form.errors) or (knock and knock.errors)
    return show(
        request, "mailing/returns/ways_back.html", status=422 if failed else 200, sender=sender,
        form=form or ReturnBoxForm(initial=kept), address=address, is_known=bool(agreed),
        knock=knock or KnockForm(initial={"provider": agreed.get("provider", sender.provider)}),
    )  # fmt: skip


def _sender(community: Community, pk: int) -> Sender:
    found = Sender.objects.filter(community=community, pk=pk, removed_at=None)
    if (sender := found.select_related("community__organisation").first()) is None:
        raise Http404
    return sender

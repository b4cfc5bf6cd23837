"""Receipts: attached to a line of a budget, looked at, taken away."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.actions.receipts import PDF
from veche.events.forms.money import ReceiptForm
from veche.events.models import Receipt
from veche.events.terms import KEEP_MONEY
from veche.events.views.finding import found_event
from veche.kit.forms import say_reason
from veche.kit.pages import back_to, give_file, or_404, page, say, show
from veche.kit.terms import Refusal


@page(KEEP_MONEY, methods=("POST",))
def receipt_add(request: HttpRequest, community: Community, event: int, line: int) -> HttpResponse:
    """Attach a file to a line; what is refused is shown again with the reasons."""
    found = found_event(community, event)
    kept = or_404(queries.budget_line_of(found, line))
    form = ReceiptForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with form.showing_refusals():
            receipt = actions.add_receipt(kept, file, file.name, by=request.actor)
            say(request, gettext("“{name}” is attached.").format(name=receipt.name))
            return redirect("events:line_edit", community.slug, event, line)
    return show(request, "events/money/receipt_add.html", status=422, form=form, event=found, line=kept)


@page(KEEP_MONEY)
def receipt_file(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    event: int,
    receipt: int,
) -> HttpResponseBase:
    """Answer a receipt: a picture to look at, a PDF only to be saved, since it may hold anything."""
    found = _receipt(community, event, receipt)
    is_pdf = found.media_type == PDF
    stem = found.name.rpartition(".")[0] or found.name
    name = f"{stem}.{'pdf' if is_pdf else 'webp'}"
    return give_file(settings.FILES / found.file, name, media_type=found.media_type, is_shown=not is_pdf)


@page(KEEP_MONEY, methods=("POST",))
def receipt_remove(request: HttpRequest, community: Community, event: int, receipt: int) -> HttpResponse:
    """Take a receipt away, with a button that brings it back."""
    found = _receipt(community, event, receipt)
    undo = reverse("events:receipt_restore", args=[community.slug, event, receipt])
    try:
        actions.remove_receipt(found, by=request.actor)
    except Refusal as refusal:
        say(request, " ".join(map(say_reason, refusal.reasons)))
    else:
        say(request, gettext("“{name}” is no longer attached.").format(name=found.name), undo=undo)
    return redirect("events:line_edit", community.slug, event, found.line_id)


@page(KEEP_MONEY, methods=("POST",))
def receipt_restore(request: HttpRequest, community: Community, event: int, receipt: int) -> HttpResponse:
    """Undo taking a receipt away."""
    found = _receipt(community, event, receipt, removed=True)
    try:
        actions.restore_receipt(found, by=request.actor)
    except Refusal as refusal:
        say(request, " ".join(map(say_reason, refusal.reasons)))
    return back_to(request, "events:line_edit", community.slug, event, found.line_id)


def _receipt(community: Community, event: int, pk: int, *, removed: bool = False) -> Receipt:
    return or_404(queries.receipt_of(found_event(community, event), pk, removed=removed))

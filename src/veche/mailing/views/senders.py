"""Senders: the ways out of a community's letters, how each is reached, and whether it works."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.dkim import record_of
from veche.kit.pages import is_htmx, or_404, page, say, show
from veche.kit.sealing import unseal
from veche.kit.terms import Reason
from veche.mailing import actions
from veche.mailing.forms.senders import KeyForm, SenderForm
from veche.mailing.models import DomainPace, KeptLetter, Sender
from veche.mailing.terms import KEEP_SENDERS, SenderKind
from veche.mailing.terms.senders import PROVIDERS, SENDER_TITLES, SenderState
from veche.mailing.views.desk import tabs_of

KINDS = (SenderKind.SMTP, SenderKind.PROVIDER, SenderKind.OUTBOX)
MOST_SHOWN = 50


@page(KEEP_SENDERS)
def sender_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the ways out, and which of them are open."""
    found = Sender.objects.filter(community=community, removed_at=None).select_related("pace").order_by("pk")
    rows = [(one, SENDER_TITLES[SenderState(one.state)]) for one in found]
    return show(request, "mailing/senders/list.html", senders=rows, **tabs_of(request, community))


@page(KEEP_SENDERS, methods=("GET", "POST"))
def sender_new(request: HttpRequest, community: Community, kind: str) -> HttpResponse:
    """Add a way out; it is tried at once."""
    if kind not in KINDS:
        raise Http404
    return _editor(request, community, kind, None)


@page(KEEP_SENDERS, methods=("GET", "POST"))
def sender_change(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Change a way out; secrets are not shown, and stay where nothing is given."""
    found = found_sender(community, sender)
    return _editor(request, community, found.kind, found)


@page(KEEP_SENDERS)
def sender_page(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Show what was found about a way out, its signing key, and the domains it is slowed down by."""
    found = found_sender(community, sender)
    findings = [(Reason(text, values=values), is_good) for text, values, is_good in found.findings]
    template = "mailing/senders/_findings.html" if is_htmx(request) else "mailing/senders/page.html"
    return show(
        request, template, sender=found, findings=findings, state=SENDER_TITLES[SenderState(found.state)],
        provider=PROVIDERS.get(found.provider, ""), key_form=KeyForm(),
        record=record_of(unseal(found.dkim_key)) if found.dkim_key else "",
        domain=found.address.rpartition("@")[2],
        domains=DomainPace.objects.filter(sender=found).exclude(paused_until=None)[:MOST_SHOWN],
        kept=KeptLetter.objects.filter(sender=found).select_related("delivery").order_by("-pk")[:MOST_SHOWN],
    )  # fmt: skip


@page(KEEP_SENDERS, methods=("POST",))
def sender_check(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Have a way out tried, with a letter to whoever asks."""
    found = found_sender(community, sender)
    actions.ask_for_sender_check(found, to=str(request.user.email), in_=community, by=request.actor)
    return redirect("mailing:sender_page", community.slug, sender)


@page(KEEP_SENDERS, methods=("POST",))
def sender_switch(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Hold a way out, or open it again."""
    found = found_sender(community, sender)
    act = actions.open_sender if request.POST.get("is_on") == "yes" else actions.hold_sender
    act(found, in_=community, by=request.actor)
    return redirect("mailing:sender_page", community.slug, sender)


@page(KEEP_SENDERS, methods=("POST",))
def sender_key(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Make a new signing key."""
    found, form = found_sender(community, sender), KeyForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        with form.showing_refusals():
            actions.make_dkim_key(
                found, selector=told["dkim_selector"], kind=told["kind"], in_=community, by=request.actor
            )
    if form.errors:
        say(request, " ".join(message for found in form.errors.values() for message in found))
    else:
        say(request, gettext("The key is made: now publish its record."))
    return redirect("mailing:sender_page", community.slug, sender)


@page(KEEP_SENDERS, methods=("POST",))
def sender_remove(request: HttpRequest, community: Community, sender: int) -> HttpResponse:
    """Remove a way out with its secrets."""
    found = found_sender(community, sender)
    actions.remove_sender(found, in_=community, by=request.actor)
    say(
        request,
        gettext("“{title}” is removed. What waited for it goes by the others.").format(title=found.title),
    )
    return redirect("mailing:sender_list", community.slug)


@page(KEEP_SENDERS)
def kept_letter(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show a letter of the outbox as it would have left."""
    found = KeptLetter.objects.select_related("delivery", "sender").filter(
        pk=letter, sender__community=community
    )
    row = or_404(found.first())
    source = bytes(row.data).decode("utf-8", "replace")
    return show(request, "mailing/senders/kept.html", kept=row, source=source)


def found_sender(community: Community, pk: int) -> Sender:
    """Answer a sender of the community that was not removed."""
    return or_404(Sender.objects.filter(community=community, pk=pk, removed_at=None).first())


def _editor(request: HttpRequest, community: Community, kind: str, found: Sender | None) -> HttpResponse:
    form = SenderForm(kind, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            fields, settings = form.told()
            made = actions.change_sender(found, fields, settings, in_=community, by=request.actor)
        if not form.errors:
            actions.ask_for_sender_check(made, to=str(request.user.email), in_=community, by=request.actor)
            return redirect("mailing:sender_page", community.slug, made.pk)
    status = 422 if form.errors else 200
    return show(request, "mailing/senders/edit.html", status=status, form=form, sender=found, kind=kind)

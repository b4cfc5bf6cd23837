"""Newsletters, and a community's rules for letters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, page, say, show
from veche.mailing import actions
from veche.mailing.forms.newsletters import NewsletterForm, RulesForm
from veche.mailing.models import Newsletter
from veche.mailing.queries.newsletters import letter_rules_of, newsletters_shown, public_address
from veche.mailing.terms import KEEP_ADDRESSES, KEEP_NEWSLETTERS, SEE_LETTERS, WRITE_LETTERS
from veche.mailing.views.desk import tabs_of
from veche.mailing.views.finding import found_newsletter


@page(SEE_LETTERS)
def newsletter_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the newsletters with what came of them."""
    shown = [(one, public_address(one)) for one in newsletters_shown(community)]
    return show(
        request, "mailing/newsletters/list.html", newsletters=shown,
        may_keep=allows(request.actor, KEEP_NEWSLETTERS, community),
        may_write=allows(request.actor, WRITE_LETTERS, community),
        may_see=allows(request.actor, KEEP_ADDRESSES, community), **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_NEWSLETTERS, methods=("GET", "POST"))
def newsletter_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a newsletter."""
    return _editor(request, community, None)


@page(KEEP_NEWSLETTERS, methods=("GET", "POST"))
def newsletter_edit(request: HttpRequest, community: Community, newsletter: int) -> HttpResponse:
    """Change a newsletter."""
    return _editor(request, community, found_newsletter(community, newsletter))


@page(KEEP_NEWSLETTERS, methods=("POST",))
def newsletter_remove(request: HttpRequest, community: Community, newsletter: int) -> HttpResponse:
    """Offer a newsletter no more; what is said brings it back."""
    found = found_newsletter(community, newsletter)
    actions.remove_newsletter(found, by=request.actor)
    undo = reverse("mailing:newsletter_restore", args=[community.slug, newsletter])
    say(request, gettext("“{title}” is removed.").format(title=found.title), undo=undo)
    return redirect("mailing:newsletter_list", community.slug)


@page(KEEP_NEWSLETTERS, methods=("POST",))
def newsletter_restore(request: HttpRequest, community: Community, newsletter: int) -> HttpResponse:
    """Bring a newsletter back."""
    found = found_newsletter(community, newsletter)
    actions.restore_newsletter(found, by=request.actor)
    say(request, gettext("“{title}” is back.").format(title=found.title))
    return back_to(request, "mailing:newsletter_list", community.slug)


@page(KEEP_NEWSLETTERS, methods=("GET", "POST"))
def letter_rules(request: HttpRequest, community: Community) -> HttpResponse:
    """Show and set what the community holds itself to with letters."""
    form = RulesForm(letter_rules_of(community), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.set_letter_rules(community, form.cleaned_data, by=request.actor)
        if not form.errors:
            say(request, gettext("Saved."))
            return redirect("mailing:letter_rules", community.slug)
    return show(
        request,
        "mailing/newsletters/rules.html",
        status=422 if form.errors else 200,
        form=form,
        **tabs_of(request, community),
    )


def _editor(request: HttpRequest, community: Community, found: Newsletter | None) -> HttpResponse:
    form = NewsletterForm(community, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.save_newsletter(community, form.values(), found, by=request.actor)
        if not form.errors:
            say(request, gettext("The newsletter is kept."))
            return redirect("mailing:newsletter_list", community.slug)
    status = 422 if form.errors else 200
    return show(
        request,
        "mailing/newsletters/edit.html",
        status=status,
        form=form,
        newsletter=found,
        address=public_address(found) if found else "",
    )

"""Invitations: made with a link that is shown once, withdrawn, restored, and accepted."""

from allauth.account.adapter import get_adapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core import actions, queries
from veche.core.forms.staffing import InvitationForm, JoinForm
from veche.core.models import Community, Invitation, User
from veche.core.terms import ANYONE, INVITE_USERS, Actor
from veche.core.views.accounts import note
from veche.core.views.gate import address_of
from veche.kit.pages import back_to, or_404, page, say, show


@page(INVITE_USERS, methods=("GET", "POST"))
def invite(request: HttpRequest, community: Community | None = None) -> HttpResponse:
    """Make an invitation and show its link, which nobody can show again."""
    place = community or request.organisation
    form = InvitationForm(request.POST or None, in_=place, by=request.actor)
    if form.is_valid():
        email = form.cleaned_data["email"]
        with form.showing_refusals():
            invitation, link = actions.send_invitation(
                place,
                form.role_wished(),
                email=email,
                by=request.actor,
            )
            return show(request, "core/invitation_made.html", invitation=invitation, link=link, place=place)
    return show(
        request, "core/invitation_new.html", form=form, place=place, status=422 if form.errors else 200
    )


@page(INVITE_USERS, methods=("POST",))
def withdraw(request: HttpRequest, invitation: int, community: Community | None = None) -> HttpResponse:
    """Withdraw an invitation; what was said has a button that restores it."""
    actions.withdraw_invitation(_invitation(request, invitation, community), by=request.actor)
    args = [community.slug, invitation] if community else [invitation]
    name = "core:community_invitation_restore" if community else "core:invitation_restore"
    say(request, gettext("The invitation is withdrawn."), undo=reverse(name, args=args))
    return _back(request, community)


@page(INVITE_USERS, methods=("POST",))
def restore(request: HttpRequest, invitation: int, community: Community | None = None) -> HttpResponse:
    """Undo withdrawing an invitation."""
    actions.restore_invitation(_invitation(request, invitation, community), by=request.actor)
    say(request, gettext("The invitation works again."))
    return _back(request, community)


@page(ANYONE, methods=("GET", "POST"))
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let whoever holds the link join: as the user who is signed in, or as somebody new."""
    invitation = queries.invitation_of(secret)
    if invitation is None:
        return show(request, "core/invitation_over.html", status=404)
    if isinstance(request.user, User):
        return _accept_as(request, invitation, request.user)
    form = JoinForm(request.POST or None, initial={"email": invitation.email})
    if form.is_valid():
        by = Actor(name=form.cleaned_data["name"], address=address_of(request), is_machine=True)
        with form.showing_refusals():
            language = request.LANGUAGE_CODE
            user = actions.join_by_invitation(invitation, language=language, by=by, **form.cleaned_data)
            get_adapter().login(request, user)
            note(request, user, "core.sign_in")
            return redirect("/")
    data = {"form": form, "invitation": invitation}
    return show(request, "core/invitation_accept.html", status=422 if form.errors else 200, **data)


def _accept_as(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if request.method != "POST":
        return show(request, "core/invitation_accept.html", invitation=invitation)
    by = Actor(name=str(user), user_id=user.pk, address=address_of(request), is_machine=True)
    actions.accept_invitation(invitation, user, by=by)
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    say(request, gettext("Welcome!"))
    if invitation.community is None:
        return redirect("core:community_list")
    return redirect(queries.home_of(invitation.community, queries.actor_of(user)))


def _invitation(request: HttpRequest, pk: int, community: Community | None) -> Invitation:
    found = Invitation.objects.select_related("organisation", "community").filter(pk=pk)
    found = found.filter(organisation=request.organisation)
    return or_404((found.filter(community=community) if community else found).first())


def _back(request: HttpRequest, community: Community | None) -> HttpResponse:
    if community:
        return back_to(request, "core:community_staff", community=community.slug)
    return back_to(request, "core:staff_list")

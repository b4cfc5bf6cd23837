"""Staff: who works here, in which roles; giving and taking them, dismissing and taking back."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.core import actions, queries
from veche.core.forms.staffing import InvitationForm, RoleForm
from veche.core.models import Community, Organisation, User
from veche.core.terms import INVITE_USERS, ROLE_DUTIES, ROLE_TITLES, SEE_STAFF, SIGNED_IN, Role
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.rooms import rooms

Place = Community | Organisation


@page(INVITE_USERS)
def staff_list(request: HttpRequest) -> HttpResponse:
    """Show everybody who works in the organisation."""
    return _staff(request, request.organisation)


@page(SEE_STAFF)
def community_staff(request: HttpRequest, community: Community) -> HttpResponse:
    """Show everybody who works in the community, leaders of the organisation too."""
    return _staff(request, community)


@page(SIGNED_IN)
def role_table(request: HttpRequest) -> HttpResponse:
    """Show which role may do what, made of what the rooms themselves declare."""
    parts = [
        (room.title, [(found, [role in found.roles for role in Role]) for found in room.permissions])
        for room in rooms().values()
        if room.permissions
    ]
    roles = [(ROLE_TITLES[role], ROLE_DUTIES[role]) for role in Role]
    return show(request, "core/role_table.html", parts=parts, roles=roles)


@page(INVITE_USERS, methods=("POST",))
def give_role(request: HttpRequest, user: int, community: Community | None = None) -> HttpResponse:
    """Give one more role, named in the form."""
    place, whom = _place(request, community), _user(request, user)
    form = RoleForm(request.POST, in_=place, by=request.actor)
    if form.is_valid():
        role = form.role_wished()
        actions.assign_role(whom, role, in_=place, by=request.actor)
        _keep_session(request, whom)
        text = gettext("{name}: the role is given.").format(name=whom)
        say(request, text, undo=_url("role_take", community, whom.pk, role.value))
    return _back(request, community)


@page(INVITE_USERS, methods=("POST",))
def take_role(request: HttpRequest, user: int, role: str, community: Community | None = None) -> HttpResponse:
    """Take a role away; what was said has a button that gives it back."""
    whom = _user(request, user)
    actions.take_role(whom, _role(role), in_=_place(request, community), by=request.actor)
    _keep_session(request, whom)
    text = gettext("{name}: the role is taken away.").format(name=whom)
    say(request, text, undo=_url("role_return", community, whom.pk, role))
    return _back(request, community)


@page(INVITE_USERS, methods=("POST",))
def return_role(
    request: HttpRequest, user: int, role: str, community: Community | None = None
) -> HttpResponse:
    """Undo taking a role away."""
    whom = _user(request, user)
    actions.assign_role(whom, _role(role), in_=_place(request, community), by=request.actor)
    _keep_session(request, whom)
    say(request, gettext("{name}: the role is given.").format(name=whom))
    return _back(request, community)


@page(INVITE_USERS, methods=("POST",))
def dismiss_user(request: HttpRequest, user: int) -> HttpResponse:
    """Take all roles of a user away; what was said has a button that gives them back."""
    whom = _user(request, user)
    actions.dismiss_user(whom, in_=request.organisation, by=request.actor)
    text = gettext("{name} works here no more.").format(name=whom)
    say(request, text, undo=reverse("core:user_reinstate", args=[whom.pk]))
    return back_to(request, "core:staff_list")


@page(INVITE_USERS, methods=("POST",))
def reinstate_user(request: HttpRequest, user: int) -> HttpResponse:
    """Undo dismissing a user."""
    whom = _user(request, user)
    actions.reinstate_user(whom, in_=request.organisation, by=request.actor)
    say(request, gettext("{name} works here again.").format(name=whom))
    return back_to(request, "core:staff_list")


def _staff(request: HttpRequest, place: Place) -> HttpResponse:
    actor = request.actor
    may_invite = queries.allows(actor, INVITE_USERS, place)
    data: dict[str, Any] = {
        "colleagues": queries.colleagues_in(place),
        "place": place,
        "may_invite": may_invite,
        "may_dismiss": queries.allows(actor, INVITE_USERS),
    }
    if may_invite:
        data["invitations"] = queries.invitations_in(place)
        data["invitation_form"] = InvitationForm(in_=place, by=actor)
        data["role_form"] = RoleForm(in_=place, by=actor, auto_id=False)
    return show(request, "core/staff_list.html", **data)


def _place(request: HttpRequest, community: Community | None) -> Place:
    return community or request.organisation


def _user(request: HttpRequest, user_id: int) -> User:
    return or_404(queries.user_in(request.organisation, user_id))


def _role(value: str) -> Role:
    if value not in set(Role):
        raise Http404
    return Role(value)


def _keep_session(request: HttpRequest, whom: User) -> None:
    """A change of one's own roles ends one's other sessions, not the one it is made in."""
    if whom.pk == request.user.pk:
        whom.refresh_from_db()
        update_session_auth_hash(request, whom)


def _url(name: str, community: Community | None, *args: object) -> str:
    if community is None:
        return reverse(f"core:{name}", args=args)
    return reverse(f"core:community_{name}", args=[community.slug, *args])


def _back(request: HttpRequest, community: Community | None) -> HttpResponse:
    if community is None:
        return back_to(request, "core:staff_list")
    return back_to(request, "core:community_staff", community=community.slug)

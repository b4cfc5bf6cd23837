"""The gate: finds out who comes, to which community, and whether they may, before any view runs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from veche.core import queries, rules
from veche.core.models import Community, Organisation, User
from veche.core.terms import ANYONE, Actor
from veche.kit.pages import is_htmx, permission_of, refused
from veche.kit.terms import N_, NotAllowed, Reason

Respond = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Middleware: denies what the view's declared permission does not allow.

    Sets `request.actor`, `request.organisation` and `request.community`; a `community`
    in the URL reaches the view as the object, if the actor may see it, else it is 404.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with the language and the clock of the one who asks."""
        with timezone.override("UTC"):
            return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Any, _: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request in, or answer in the view's place."""
        request.community = request.organisation = None  # type: ignore[attr-defined]
        user = request.user
        if isinstance(user, User):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language  # type: ignore[attr-defined]
        permission = permission_of(view)
        request.actor = Actor(name="", address=address_of(request))  # type: ignore[attr-defined]
        if permission is ANYONE and not isinstance(user, User):
            return None
        if not isinstance(user, User):
            return self._send_to_sign_in(request)
        self._recognise(request, user, kwargs)
        return None if permission is ANYONE else self._refuse(request, permission)

    def _send_to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        if not queries.is_founded():
            return redirect(settings.FIRST_RUN_ROUTE)
        target = f"{redirect(settings.LOGIN_URL).url}?next={request.get_full_path()}"  # type: ignore[attr-defined]
        if is_htmx(request):
            return HttpResponse(status=401, headers={"HX-Redirect": target})
        return redirect(target)

    def _recognise(self, request: HttpRequest, user: User, kwargs: dict[str, Any]) -> None:
        community = None
        if "community" in kwargs:
            found = Community.objects.select_related("organisation")
            community = found.filter(slug=kwargs["community"]).first()
        organisation_id = community.organisation_id if community else None
        actor = queries.actor_of(user, address=address_of(request), organisation_id=organisation_id)
        request.actor = actor  # type: ignore[attr-defined]
        if "community" in kwargs:
            if community is None or not rules.may_see(actor, community.organisation_id, community.pk):
                raise Http404
            kwargs["community"] = request.community = community  # type: ignore[attr-defined]
            request.organisation = community.organisation  # type: ignore[attr-defined]
            timezone.activate(community.time_zone)
        elif actor.organisation_id:
            request.organisation = Organisation(pk=actor.organisation_id)  # type: ignore[attr-defined]

    def _refuse(self, request: HttpRequest, permission: Any) -> HttpResponseBase | None:
        place = request.community or request.organisation  # type: ignore[attr-defined]
        organisation = request.organisation.pk if request.organisation else 0  # type: ignore[attr-defined]
        community = place.pk if isinstance(place, Community) else None
        actor = request.actor  # type: ignore[attr-defined]
        if rules.may(actor, permission, organisation=organisation, community=community):
            return None
        text = N_("Your role does not allow this: {what}.")
        return refused(request, NotAllowed(Reason(text, values={"what": permission.title})))


def address_of(request: HttpRequest) -> str:
    """Answer where the request came from, believing exactly as many proxies as are configured."""
    if settings.TRUSTED_PROXIES:
        named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(named) >= settings.TRUSTED_PROXIES and named[-settings.TRUSTED_PROXIES]:
            return named[-settings.TRUSTED_PROXIES][:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]

"""The gate: finds out who comes, to which community, and whether they may, before any view runs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from veche.core import queries, rules
from veche.core.models import Community, User
from veche.core.terms import ANYONE, Actor
from veche.kit.pages import is_htmx, or_404, permission_of, refused
from veche.kit.terms import N_, NotAllowed, Reason

Respond = Callable[[HttpRequest], HttpResponseBase]
# Where somebody was last, kept in their session: «/» leads there; organisation pages use its clock.
PLACE_KEY, ZONE_KEY = "community", "time_zone"
# No database of ours counts further; a page asks it by statements of its own.
LARGEST_NUMBER = 2**63 - 1


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
        """Let the request in, or answer in the view's place.

        A number or a letter that no database holds names nothing, and asks for nothing.
        """
        if "\0" in request.path_info or any(
            isinstance(one, int) and one > LARGEST_NUMBER for one in kwargs.values()
        ):
            raise Http404
        while "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
            vars(request).pop("GET", None)  # what was read of it already
        request.community = request.organisation = None  # type: ignore[attr-defined]
        request.actor = Actor(name="", address=address_of(request))  # type: ignore[attr-defined]
        user = request.user
        permission = permission_of(view)
        if not isinstance(user, User):
            return None if permission is ANYONE else self._send_to_sign_in(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language  # type: ignore[attr-defined]
        if permission is ANYONE:
            # A public page belongs to nobody: who is signed in sees what everybody sees there.
            self._recognise(request, user, None)
            return None
        self._recognise(request, user, kwargs)
        return self._refuse(request, permission)

    def _send_to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        if not queries.is_founded():
            return redirect(settings.FIRST_RUN_ROUTE)
        target = reverse(settings.LOGIN_URL)
        if is_htmx(request):
            return HttpResponse(status=401, headers={"HX-Redirect": target})
        if request.method in {"GET", "HEAD"}:
            target += "?" + urlencode({"next": request.get_full_path()})
        return redirect(target)

    def _recognise(self, request: HttpRequest, user: User, kwargs: dict[str, Any] | None) -> None:
        if kwargs and "community" in kwargs:
            kwargs["community"] = self._enter(request, user, kwargs["community"])
            return
        actor = queries.actor_of(user, address=address_of(request))
        request.actor = actor  # type: ignore[attr-defined]
        if kwargs is not None:
            request.organisation = queries.organisation_of(actor)  # type: ignore[attr-defined]
            timezone.activate(request.session.get(ZONE_KEY, "UTC"))

    def _enter(self, request: HttpRequest, user: User, slug: str) -> Community:
        """Answer the community of the URL, if the actor may see it, and remember where they were last."""
        community = or_404(Community.objects.select_related("organisation").filter(slug=slug).first())
        organisation = community.organisation_id
        actor = queries.actor_of(user, address=address_of(request), organisation_id=organisation)
        if not rules.may_see(actor, organisation, community.pk):
            raise Http404
        request.actor, request.community = actor, community  # type: ignore[attr-defined]
        request.organisation = community.organisation  # type: ignore[attr-defined]
        timezone.activate(community.time_zone)
        for key, value in ((PLACE_KEY, community.slug), (ZONE_KEY, community.time_zone)):
            if request.session.get(key) != value:
                request.session[key] = value
        return community

    def _refuse(self, request: HttpRequest, permission: Any) -> HttpResponseBase | None:
        organisation, community = request.organisation, request.community  # type: ignore[attr-defined]
        actor = request.actor  # type: ignore[attr-defined]
        if organisation is None:
            return refused(
                request, NotAllowed(N_("You have no role here any more. Ask whoever invited you."))
            )
        if rules.may(actor, permission, organisation=organisation.pk, community=community and community.pk):
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

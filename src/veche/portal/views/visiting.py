"""Who is not signed in: as an actor, and the language they read in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from veche.core.terms import Actor


def visitor_of(request: HttpRequest) -> Actor:
    """Answer somebody who is not signed in, as an actor."""
    return Actor(name=gettext("a visitor"), address=request.actor.address, is_machine=True)


def language_of(request: HttpRequest, usual: str) -> str:
    """Answer the language that the address asks for, else the usual one."""
    wish = request.GET.get("language", "")
    return wish if wish in dict(settings.LANGUAGES) else usual

"""Who is not signed in, as an actor."""

from django.http import HttpRequest
from django.utils.translation import gettext

from veche.core.terms import Actor


def visitor_of(request: HttpRequest) -> Actor:
    """Answer somebody who is not signed in, as an actor."""
    return Actor(name=gettext("a visitor"), address=request.actor.address, is_machine=True)

"""A registration form as somebody filled it in, and what came of it."""

from itertools import count

from veche.core.terms import Actor
from veche.events.actions import register
from veche.events.models import Event

_NUMBER = count(1)


def form(name="Аня", seats=1, **more):
    """A form that was filled in, each time another one; lists as they are, texts alone."""
    number = next(_NUMBER)
    told = {
        "name": name, "email": f"guest{number}@example.org", "seats": str(seats),
        "key": f"a-key-of-the-form-{number}",
    } | more  # fmt: skip
    return {key: value if isinstance(value, list) else [value] for key, value in told.items()}


def registered(event, name="Аня", seats=1, *, answer="going", address="", language="ru", **more):
    """Somebody who registered, each from a network of their own."""
    found = Event.objects.select_related("venue", "community__organisation").get(pk=event.pk)
    number = next(_NUMBER)
    by = Actor("a visitor", address=address or f"2001:db8:{number:x}::1", is_machine=True)
    told = form(name, seats, **more)
    return register(
        found, told, in_=found.community, answer=answer, language=language, diet_consent="Согласен", by=by
    )


def taken(event):
    """How many seats an event says are taken."""
    return Event.objects.get(pk=event.pk).taken

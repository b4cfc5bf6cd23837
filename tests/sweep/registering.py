"""An event that people register for, with what its routes name."""

from typing import Any

from tests import make
from tests.events.filled import registered

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.actions import keep_pool, keep_question, keep_ticket_type
from veche.events.queries import secret_for

TEAM = (
    "guest_list", "guest_new", "guests_move", "guests_undo", "guest_file", "guest_page", "guest_note",
    "form_page", "ticket_new", "ticket_change", "pool_new", "pool_change", "code_new", "question_new",
    "question_change", "offer_remove", "offer_restore",
)  # fmt: skip
PUBLIC = ("event_page", "event_card", "event_file", "come_at_once", "forget_me")


def things_of_registering(community: Community) -> dict[str, Any]:
    """Answer an event, a guest, a ticket and a question by the routes that name them."""
    event = make.event(community, f"Забег {community.slug}")
    known = {"in_": community, "by": SYSTEM}
    ticket = keep_ticket_type(event, {"title": "Обычный"}, **known)
    pool = keep_pool(event, "Зал", 10, **known)
    question = keep_question(event, {"kind": "text", "text": "Откуда?"}, **known)
    guest = registered(event)
    things: dict[str, Any] = {f"events:{name}.event": event.pk for name in TEAM}
    things |= {f"portal:{name}.event": event.slug for name in PUBLIC}
    things |= {f"events:{name}.guest": guest.pk for name in ("guest_page", "guest_note")}
    things |= {f"events:{name}.kind": "ticket" for name in ("offer_remove", "offer_restore")}
    things |= {f"events:{name}.offer": ticket.pk for name in ("offer_remove", "offer_restore")}
    things |= {"events:ticket_change.ticket": ticket.pk, "events:question_change.question": question.pk}
    things |= {"events:pool_change.pool": pool.pk}
    return things | {"portal:guest_page.secret": secret_for(event.pk, guest.key), "event": event.pk}

"""The door of an event and a ticket, with what their routes name."""

from typing import Any

from tests import make
from tests.events.guests import going

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.actions import add_door, invite_device
from veche.events.models import Scan
from veche.events.urls import door as urls
from veche.kit.time import HOUR, Moment, now


def things_of_doors(community: Community) -> dict[str, Any]:
    """Answer an entrance, a phone, a scan and a ticket by the routes that name them."""
    event = make.event(community, f"Вход {community.slug}", starts=Moment(now() + HOUR))
    seat = going(event).places.get()
    door = add_door(event, "Главный", by=SYSTEM)
    device, secret = invite_device(event, "Телефон", door=door, by=SYSTEM)
    told = {"at": now(), "merged_at": now(), "outcome": "in"}
    scan = Scan.objects.create(event=event, device=device, kind="in", seat=seat, key="1", **told)
    things: dict[str, Any] = {f"events:{route.name}.event": event.pk for route in urls.urlpatterns}
    phones = [route.name for route in urls.urlpatterns if str(route.pattern).startswith(urls.LINK)]
    things |= {f"events:{name}.secret": secret for name in phones}
    tickets = ("ticket_page", "ticket_file")
    things |= {f"portal:{name}.event": event.pk for name in tickets}
    things |= {f"portal:{name}.secret": seat.secret for name in tickets}
    return things | {"events:door_remove.door": door.pk, "device": device.pk, "scan": scan.pk}

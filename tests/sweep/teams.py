"""The team of an event, introductions and payments, with what their routes name."""

from typing import Any

from tests import make
from tests.events.filled import registered

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.models import Guest, Introduced, Introduction, Round
from veche.events.queries import link_of_volunteer, secret_for
from veche.events.rules.links import digest_of
from veche.events.terms import Way
from veche.events.urls import pairing, paying, team
from veche.kit.time import HOUR, Moment, moment, now
from veche.ledger.models import Identity


def things_of_teams(community: Community) -> dict[str, Any]:
    """Answer a task, a shift, a volunteer, a cue, a round and a payment by the routes that name them."""
    event = make.event(community, f"Команда {community.slug}")
    starts = moment(event.starts_at)
    task = actions.add_task(event, "Позвонить", due=None, user=None, by=SYSTEM)
    shift = actions.save_shift(event, "Вход", starts=starts, ends=Moment(starts + HOUR), needed=1, by=SYSTEM)
    volunteer = actions.add_volunteer(event, "Аня", by=SYSTEM)
    cue = actions.add_cue(event, "Открытие", starts=starts, minutes=10, by=SYSTEM)
    guest = Guest.objects.select_related("event__community").get(pk=registered(event).pk)
    payment = actions.note_payment(guest, 100, Way.DOOR, by=SYSTEM)
    actions.save_payment_desk(community, transfer_words="", at_door=True, keys={}, by=SYSTEM)
    routes = [route.name for route in (*team.urlpatterns, *paying.urlpatterns)]
    things: dict[str, Any] = {f"events:{name}.event": event.pk for name in routes}
    things |= {f"events:{name}.deed": "restore" for name in routes if name.endswith("_act")}
    secret = link_of_volunteer(volunteer).split("/")[2]
    things |= {f"events:{name}.secret": secret for name in ("volunteer_page", "wishes_tell", "volunteer_run")}
    own = secret_for(event.pk, guest.key)
    things |= {f"portal:{name}.secret": own for name in ("guest_pay", "guest_paid")}
    things |= {"task": task.pk, "shift": shift.pk, "volunteer": volunteer.pk, "cue": cue.pk}
    things |= {"payment": payment.pk, "events:guest_payments.guest": guest.pk, "way": "stripe"}
    things |= {"portal:payment_knock.door": "none"}
    return things | _things_of_pairing(community)


def _things_of_pairing(community: Community) -> dict[str, Any]:
    draw = Round.objects.create(
        community=community, title="Кофе", seed=1, made_at=make.NOON,
        wishes={"size": 2, "by": "shared", "mixes_newcomers": True, "keeps_circles_apart": False},
    )  # fmt: skip
    table = Introduction.objects.create(round=draw, number=1)
    secret = f"introduced-{community.pk}"
    Introduced.objects.create(
        introduction=table, round=draw, digest=digest_of(secret), asked_at=now(),
        identity=Identity.objects.filter(organisation=community.organisation).earliest("pk"),
    )  # fmt: skip
    asked = [route.name for route in pairing.urlpatterns if route.name.startswith("introduction_")]
    return {"draw": draw.pk, **{f"events:{name}.secret": secret for name in asked}}

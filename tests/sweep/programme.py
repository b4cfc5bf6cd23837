"""Something for every name that stands in an address of a programme."""

from io import BytesIO
from typing import Any

from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM, Actor
from veche.events import actions
from veche.events.queries.programme.asking import secret_of
from veche.events.terms.asking import Ask
from veche.events.urls.programme import urlpatterns

XML = b"""<schedule><day date="2026-12-04"><room name="A"><event guid="g"><start>19:00</start>
<duration>00:45</duration><title>One</title></event></room></day></schedule>"""
PROPOSED = {"title": "Речь", "name": "Аня", "email": "anya@example.org", "abstract": "О беге", "minutes": 30}
ASK = Ask("Речь", "Скажете? {link}")
PUBLIC = ("programme_page", "programme_session", "programme_file", "talk_new", "talk_own", "talk_withdraw")


def things_of_programme(community: Community) -> dict[str, Any]:
    """Fill an event's programme, and propose a talk for it."""
    event = make.event(community, f"Доклады {community.name}")
    hall = actions.save_event_hall(event, "Зал", None, by=SYSTEM)
    session = actions.save_session(event, title="Речь", starts_at=event.starts_at, hall=hall, by=SYSTEM)
    speaker = actions.save_speaker(community, name="Аня", email="anya@example.org", by=SYSTEM)
    speaking = actions.add_speaking(session, speaker, by=SYSTEM)
    asking = actions.ask_speaker(speaking, ASK, key="k" * 32, by=SYSTEM)
    actions.answer_asking(asking, "agreed", by=SYSTEM)
    slides = actions.add_slides(asking, BytesIO(b"%PDF-1.7"), "a.pdf", by=SYSTEM)
    link = secret_of(speaking.pk, asking.salt)
    actions.save_call(event, about="", consent="", closes=None, is_open=True, by=SYSTEM)
    visitor = Actor(name="гость", address="192.0.2.1", is_machine=True)
    proposal, secret = actions.propose_talk(event, PROPOSED, key="k" * 32, consent="да", by=visitor)
    unused = actions.save_event_hall(event, "Фойе", None, by=SYSTEM)
    schedule = actions.keep_schedule(event, "s.xml", XML, by=SYSTEM).pk
    return {
        "session": session.pk, "track": actions.save_track(event, "Поток", "teal", by=SYSTEM).pk,
        "events:event_hall_remove.hall": unused.pk, "speaker": speaker.pk, "speaking": speaking.pk,
        "proposal": proposal.pk,
        "events:schedule_preview.file": schedule, "events:schedule_undo.file": schedule,
        "events:schedule_save.form": "ics", "portal:programme_file.form": "ics",
        "slides": slides.pk, "portal:speaker_page.secret": link, "portal:speaker_slides.secret": link,
        "portal:talk_own.secret": secret, "portal:talk_withdraw.secret": secret,
        **{f"events:{route.name}.event": event.pk for route in urlpatterns},
        **{f"portal:{name}.event": event.slug for name in PUBLIC},
    }  # fmt: skip

"""Names, messages, titles, file names of those who mean harm, before a real browser: nothing runs."""

import json

import pytest
from playwright.sync_api import expect
from tests import make
from tests.channels import live
from tests.channels.connectors.live.conftest import outside
from tests.kit.hostile_markup import HOSTILE
from tests.people.told import settle_down

from veche.channels.actions import keep_heard
from veche.channels.models import Connection
from veche.channels.terms.live import Heard, Raw
from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import report_interaction
from veche.inbox.models import Conversation
from veche.kit.jobs import Job
from veche.kit.time import SECOND, now
from veche.ledger.models import Channel, Interaction
from veche.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["outside"]
# Seen one by one; the lists show all of them.
SEEN = 6


@pytest.fixture
def community(outside, settings):
    """A community whose chats are full of them: who speaks, where, what they say and send."""
    settings.MAY_REACH = ["127.0.0.1"]
    made = live.telegram(make.community("Бегуны"), outside)
    Job.objects.filter(name="channels.jobs.check_connection").delete()  # it needs a loop, the browser has one
    raws = [Raw(str(number), told(number, words)) for number, words in enumerate(HOSTILE[:160], 1)]
    keep_heard(Connection.objects.get(pk=made.pk), Heard(tuple(raws), {}), by=SYSTEM)
    settle_down()
    assert Interaction.objects.count() == 160
    return made.community


def told(number, words):
    chat = {"id": -1001000000000 - number % 5, "type": "supergroup", "title": words[:120]}
    name = {"id": 100 + number, "is_bot": False, "first_name": words[:60], "last_name": words[-60:]}
    file = {"file_id": "x", "file_unique_id": "x", "file_name": words[:60], "mime_type": words[:30]}
    more = {
        "chat": chat,
        "from": name,
        "document": file,
        "caption": f"{words} ?",
        "date": now() // SECOND - 600,
    }
    update = live.update(number, **more)
    del update["message"]["text"]
    return json.dumps(update).encode()


def test_nothing_of_what_they_write_runs(visitor, community):
    visitor.sign_in(make.user(Role.OWNER, community.organisation, language=visitor.language))
    home = f"/c/{community.slug}"
    for said in Interaction.objects.order_by("pk")[:SEEN]:
        report_interaction(community, said, note=HOSTILE[said.pk % 100], by=SYSTEM)
    pages = ["/inbox/?view=all", "/inbox/stream/", "/moderation/", "/people/", "/channels/", "/today/"]
    pages += [f"/channels/{pk}/" for pk in Channel.objects.values_list("pk", flat=True)]
    pages += [f"/channels/connections/{pk}/" for pk in Connection.objects.values_list("pk", flat=True)]
    pages += [f"/inbox/{pk}/" for pk in Conversation.objects.values_list("pk", flat=True)[:SEEN]]
    pages += [f"/people/{pk}/" for pk in Person.objects.values_list("pk", flat=True)[:SEEN]]

    for page in pages:
        visitor.go(home + page)
        visitor.settle()
        expect(visitor.page.locator("h1").first).to_be_visible()
        assert visitor.problems == [], page
    assert Conversation.objects.count() > SEEN

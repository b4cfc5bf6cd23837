import json

import pytest
from tests import make
from tests.channels.connectors import test_discord, test_vk
from tests.channels.files import assert_accounted, checked, taken, upload

from veche.channels.terms import State
from veche.ledger.models import Identity, Interaction

pytestmark = pytest.mark.django_db
SERVER, WALL, MEMBERS = map(json.dumps, (test_discord.EVERYTHING, test_vk.EVERYTHING, test_vk.MEMBERS))


@pytest.mark.parametrize(("content", "refused"), [(SERVER, 3), (WALL, 3)])
def test_a_server_and_a_wall_go_in_and_again_change_nothing(content, refused, tmp_path):
    community = make.community()

    first = taken(upload(tmp_path, content, community, "export.json"))
    again = taken(upload(tmp_path, content, community, "export.json"))

    assert first.stands is State.DONE
    assert first.refused == refused
    assert (again.new, again.revised, again.refused) == (0, 0, refused)
    assert Interaction.objects.filter(reply_to__isnull=False).exists()
    assert_accounted(first)
    assert_accounted(again)


def test_members_wait_for_the_page_and_the_day(tmp_path):
    waiting = upload(tmp_path, MEMBERS, make.community(), "members.json")

    found = taken(waiting, **test_vk.TOLD)

    assert found.stands is State.DONE
    assert (found.new, found.refused) == (2, 1)
    assert Identity.objects.filter(kind="vk_name", value="vera_runs").exists()


def test_a_link_to_nowhere_is_refused_in_the_words_of_the_page(tmp_path):
    found = checked(upload(tmp_path, MEMBERS, make.community(), "members.json"), page="?", date="2024-05-02")

    assert found.stands in (State.REFUSED, State.ASKING)
    assert found.faults

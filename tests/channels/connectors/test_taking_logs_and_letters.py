import pytest
from tests import make
from tests.channels.connectors.letters import LIST
from tests.channels.connectors.logs import IRSSI
from tests.channels.files import assert_accounted, taken, upload

from veche.channels.terms import State
from veche.ledger.models import Channel, Interaction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("content", "name"), [(IRSSI, "irssi.log"), (LIST, "runners.mbox")])
def test_a_log_and_a_box_go_in_and_again_change_nothing(content, name, tmp_path):
    community = make.community()

    first = taken(upload(tmp_path, content, community, name))
    again = taken(upload(tmp_path, content, community, name))

    assert first.stands is State.DONE
    assert first.new
    assert Channel.objects.get().service in ("irc", "mail")
    assert Interaction.objects.count() == first.new
    assert (again.new, again.revised, again.duplicate) == (0, 0, first.new)
    assert_accounted(first)
    assert_accounted(again)

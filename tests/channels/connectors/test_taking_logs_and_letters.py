import gzip

import pytest
from tests import make
from tests.channels.connectors import contract
from tests.channels.connectors.letters import LIST
from tests.channels.connectors.logs import IRSSI
from tests.channels.files import assert_accounted, taken, upload

from veche.channels.connectors import connector_of
from veche.channels.terms import State
from veche.kit.terms import Refusal
from veche.ledger.models import Channel, Interaction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("content", "key"), [(IRSSI, "irc"), (LIST, "mail")])
def test_a_packed_file_that_breaks_off_is_refused_with_its_name(content, key, tmp_path):
    packed = gzip.compress((content * 3_000).encode())
    path = contract.file(tmp_path, packed[: len(packed) // 2], "packed.gz")

    with pytest.raises(Refusal, match="damaged") as refusal:
        contract.read(connector_of(key), path)

    assert refusal.value.reasons[0].place


@pytest.mark.parametrize(("content", "name"), [(IRSSI, "irssi.log"), (LIST, "runners.mbox")])
def test_a_log_and_a_box_go_in_and_again_change_nothing(content, name, tmp_path):
    community = make.community()

    first = taken(upload(tmp_path, content, community, name))
    again = taken(upload(tmp_path, content, community, name))

    assert first.stands is State.DONE
    assert first.new
    assert Channel.objects.get().network in ("irc", "mail")
    assert Interaction.objects.count() == first.new
    assert (again.new, again.revised, again.duplicate) == (0, 0, first.new)
    assert_accounted(first)
    assert_accounted(again)

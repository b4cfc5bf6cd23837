"""`veche rebuild-columns` for one community or all."""

import pytest
from django.core.management import CommandError, call_command
from tests.ledger.columns.oracle import assert_whole, everything_copied

from veche.ledger.models import Segment

pytestmark = pytest.mark.django_db


def test_the_command_makes_one_community_anew(capsys):
    one, other = everything_copied(), everything_copied()
    Segment.objects.all().delete()

    call_command("rebuild_columns", community=one.community.slug)

    assert "120 interactions" in capsys.readouterr().out
    assert_whole(one.community)
    assert not Segment.objects.filter(community=other.community).exists()


def test_an_unknown_community_is_said():
    with pytest.raises(CommandError, match="nowhere"):
        call_command("rebuild_columns", community="nowhere")

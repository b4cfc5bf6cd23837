import json

import pytest
from tests import make
from tests.channels.connectors.test_slack import DAY, export
from tests.channels.connectors.test_slack import said as slack_said
from tests.channels.connectors.test_telegram import GROUP, chat, said
from tests.channels.files import assert_accounted, taken, upload

from veche.channels.terms import State
from veche.ledger.models import Channel, Identity, Interaction

pytestmark = pytest.mark.django_db


def test_a_telegram_group_goes_in_and_again_changes_nothing(tmp_path):
    community = make.community()

    first = taken(upload(tmp_path, json.dumps(GROUP), community, "result.json"))
    again = taken(upload(tmp_path, json.dumps(GROUP), community, "result.json"))

    assert first.stands is State.DONE
    assert (first.seen, first.refused) == (len(GROUP["messages"]), 2)
    assert Channel.objects.get().network == "telegram"
    assert (again.new, again.revised, again.duplicate) == (0, 0, first.new)
    assert_accounted(first)
    assert_accounted(again)


def test_a_later_export_of_telegram_adds_the_new_and_revises_the_edited(tmp_path):
    community = make.community()
    later = [
        said(1),
        said(2, "правка", edited="x", edited_unixtime="1700090000"),
        said(3, reply_to_message_id=1),
    ]

    taken(upload(tmp_path, json.dumps(chat(said(1), said(2))), community, "result.json"))
    second = taken(upload(tmp_path, json.dumps(chat(*later)), community, "result.json"))

    assert (second.new, second.revised, second.duplicate) == (1, 1, 1)
    assert Interaction.objects.get(external_id="3").reply_to == "1"


def test_a_slack_workspace_goes_in_and_again_changes_nothing(tmp_path):
    community = make.community()

    first = taken(upload(tmp_path, export(), community, "slack.zip"))
    again = taken(upload(tmp_path, export(top="Runners/"), community, "slack.zip"))

    assert first.stands is State.DONE
    assert first.seen == len(DAY) + 2
    assert set(Channel.objects.values_list("title", flat=True)) == {"general", "Slack: участники"}
    assert Identity.objects.filter(kind="email", value="anna@example.org").exists()
    assert (again.new, again.revised, again.duplicate) == (0, 0, first.new)
    assert_accounted(first)
    assert_accounted(again)


def test_a_later_export_of_slack_adds_the_new_and_revises_the_edited(tmp_path):
    community = make.community()
    edited = slack_said(2, "edited", edited={"user": "U0ANNA0001", "ts": "1700090000.000000"})
    later = [slack_said(1), edited, slack_said(3, thread_ts=slack_said(1)["ts"])]

    taken(upload(tmp_path, export([slack_said(1), slack_said(2)]), community, "slack.zip"))
    second = taken(upload(tmp_path, export(later), community, "slack.zip"))

    assert (second.new, second.revised) == (1, 1)
    assert Interaction.objects.exclude(reply_to="").count() == 1

"""Imports and live lines of a community, with what their routes name."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import make

from veche.channels.actions import (
    accept_upload,
    answer_questions,
    check_import,
    connect_channel,
    look_at_import,
    start_import,
    take_in,
)
from veche.channels.models import Connection, Import, Outgoing
from veche.channels.queries import address_of_form
from veche.channels.terms import State
from veche.core.models import Community
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.ledger.jobs import append_columns
from veche.ledger.models import Channel, Interaction

# Who comes: the roles over the organisation, those in the community, then those who do not belong.
BELONGING = tuple(role.value for role in Role)
STRANGERS = ("neighbour", "foreigner", "dismissed", "nobody")


def things_of_channels(community: Community) -> dict[str, Any]:
    """Take a small table in, and leave another at its dry run."""
    with TemporaryDirectory() as folder:
        uploads = [_upload(community, Path(folder) / name) for name in ("taken.csv", "ready.csv")]
    found = uploads[0]
    start_import(found, by=SYSTEM, here=True)
    take_in(found, by=SYSTEM)
    drain()
    append_columns(community_id=community.pk)  # not when it is due: what pages show must not hang on time
    channel = Channel.objects.filter(community=community).latest("pk")
    started = {"channels:import_start.upload": uploads[1].pk, "channels:import_discard.upload": uploads[1].pk}
    said = Interaction.objects.filter(channel=channel).latest("pk")
    return {"upload": found.pk, "channel": channel.pk, "interaction": said.pk} | started


def things_of_lines(community: Community) -> dict[str, Any]:
    """Connect a bot nobody answers for, and leave a message of it to a person."""
    found = connect_channel(community, "telegram", {"token": "1:x", "api": "http://127.0.0.1:9"}, by=SYSTEM)
    channel = Channel.objects.filter(community=community).latest("pk")
    facts = {"channel": channel, "text": "Ау", "made_at": make.NOON, "due_at": make.NOON, "state": "failed"}
    message = Outgoing.objects.create(community=community, connection=found, key="1", **facts)
    filled = {"title": "Форма", "email": "needed", "message": "asked"}
    form = connect_channel(community, "form", filled, by=SYSTEM)
    pages = {f"portal:form_{page}.key": key_of_form(form) for page in ("page", "frame")}
    hook = connect_channel(
        community, "webhook", {"title": "Касса", "style": "header", "secret": "1"}, by=SYSTEM
    )
    pages["channels:mapping_page.connection"] = hook.pk
    return {"connection": found.pk, "kind": "telegram", "door": found.door, "message": message.pk} | pages


def key_of_form(form: Connection) -> str:
    """Answer the last part of the address of a form's page."""
    found = address_of_form(form)
    return found.page.split("/")[-2] if found else ""


def _upload(community: Community, path: Path) -> Import:
    path.write_text("name;e-mail\nАнна;anna@example.org\nИван;ivan@example.org\n")
    found = accept_upload(community, path, path.name, by=SYSTEM, keep=True, here=True)
    look_at_import(found, by=SYSTEM, here=True)
    if found.stands is State.ASKING:
        answers = {question["key"]: question["guess"] for question in found.questions}
        answer_questions(found, answers, by=SYSTEM, here=True)
    check_import(found, by=SYSTEM)
    return found

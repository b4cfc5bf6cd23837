"""Real exports of real communities: every record of every file is accounted for.

The files stand beside the checkout (see `SHARED`); without them these tests are skipped. Each
folder or file is run dry; some are taken in, once and again, and taken back.
"""

import zipfile
from pathlib import Path

import pytest
from tests import make
from tests.channels.files import SHARED, assert_accounted, checked, fresh, taken, work

from veche.channels import actions, queries
from veche.channels.connectors import connector_of
from veche.channels.terms import State
from veche.core.terms import SYSTEM
from veche.ledger.models import Channel, Identity, Interaction

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not beside this checkout"),
]
# Folders of several small files, zipped as their exporters zip them; else every file by itself.
WHOLE = ("slack/rcwg", "slack/tiny-2017", "irc/ubuntu-train", "irc/channel-two", "irc/supybot-perceval",
         "discord/dce-csv-komodo", "telegram/channel-ru-increments")  # fmt: skip
# What holds nobody's words and nobody's name, or nothing at all: refusing it clearly is right.
NO_EXPORT = ("LICENSE", "slack_error", "slack_info", "slack_members", "slack_user", "_empty",
             "empty.zip", ".html", "perceval-groupsio/login", "ads/", "mautic-fakeemaildata")  # fmt: skip
KINDS = {
    "telegram": "telegram", "slack": "slack", "discord": "discord", "irc": "irc", "mbox": "mail",
    "subscribers": "table", "ads": "table",
}  # fmt: skip


def _files():
    found = []
    for folder in KINDS:
        for path in sorted((SHARED / folder).rglob("*")):
            place = path.relative_to(SHARED).as_posix()
            if path.is_file() and not place.startswith(WHOLE):
                found.append(place)
    return [*(place for place in WHOLE if (SHARED / place).is_dir()), *found]


def upload_of(place, community, folder):
    """A file or a folder of the shared data as a person would upload it."""
    path, name = SHARED / place, Path(place).name
    if path.is_dir():
        path, name = _zipped(path, folder / "export.zip"), f"{name}.zip"
    return actions.accept_upload(community, path, name, by=SYSTEM, keep=True)


def _zipped(source, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(source.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(source))
    return target


@pytest.mark.told_once
@pytest.mark.parametrize("place", _files() if SHARED.is_dir() else [])
def test_every_file_is_accounted_for_or_clearly_refused(place, tmp_path):
    found = checked(upload_of(place, make.community(), tmp_path))

    assert (found.stands is State.READY) is not any(part in place for part in NO_EXPORT), found.faults
    if found.stands is State.READY:
        survey = found.survey
        assert survey["new"] + survey["revised"] + survey["duplicate"] + survey["refused"] == survey["seen"]
        assert sum(noted["count"] for noted in survey["refusals"].values()) == survey["refused"]
        assert survey["seen"] > 0
    else:
        assert found.stands in (State.REFUSED, State.ASKING)
        assert found.faults
    assert not Interaction.objects.exists()


# The two that take longest are taken in on SQLite alone: PostgreSQL is asked by the other three.
LONG = [pytest.param(place, marks=pytest.mark.told_once) for place in ("slack/rcwg", "irc/channel-two")]
TAKEN = ("telegram/channel-ru-3719/result.json", "mbox/pipermail-2001-November.txt",
         "subscribers/mautic-fakeleaddata.csv", *LONG)  # fmt: skip


@pytest.mark.parametrize("place", TAKEN)
def test_what_is_taken_in_is_what_was_surveyed_once_and_goes_whole(place, tmp_path):
    if not (SHARED / place).exists() or connector_of(KINDS[place.split("/")[0]]) is None:
        pytest.skip("not here")
    community = make.community()
    surveyed = checked(upload_of(place, community, tmp_path)).survey

    found = taken(fresh(_last(community)))
    counts = Interaction.objects.count(), Identity.objects.count()
    again = taken(upload_of(place, community, tmp_path))

    assert found.stands is again.stands is State.DONE
    assert_accounted(found)
    assert_accounted(again)
    names = ("seen", "new", "revised", "duplicate", "refused")
    assert {name: surveyed[name] for name in names} == {name: getattr(found, name) for name in names}
    assert (again.new, again.revised) == (0, 0)
    assert counts == (Interaction.objects.count(), Identity.objects.count())
    for one in (again, found):
        actions.take_back_import(one, by=SYSTEM)
        work()
    assert not Interaction.objects.exists()
    assert not Identity.objects.exists()
    assert not Channel.objects.exists()


def _last(community):
    return queries.imports_of(community).first()

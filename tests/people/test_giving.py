"""Giving a person their data: all of it, and nothing of others."""

import io
import json
import zipfile

import pytest
from tests import make
from tests.people.test_forgetting import believed
from tests.people.told import ANNA, client_of, person_behind, said, talk, tell, url

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed
from veche.ledger.models import Interaction
from veche.people.actions import give_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def opened(packed) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_that_is_kept_is_in_it(community):
    person = believed(community)

    files = opened(
        b"".join(client_of(community).post(url("person_give", community, person.pk)).streaming_content)
    )

    assert set(files) == {"README.txt", "person.json", "deeds.json", "photo.webp"}
    known, done = json.loads(files["person.json"]), json.loads(files["deeds.json"])
    assert {handle["value"] for handle in known["handles"]} == {
        "zinaida.secretova@example.org", "987654321987", "zinochka_s",
    }  # fmt: skip
    assert known["name"] == "Нюша"
    assert known["traits"][0]["value"] == "тайна-трейт"
    assert known["tags"][0]["tag"] == "бегун"
    assert known["notes"][0]["text"] == "заметка-про-неё"
    assert known["consents"][0]["proof"] == "доказательство"
    assert known["communities"][0]["stage"]
    assert all(known[part] for part in ("stages", "channels", "team"))
    assert {words["text"] for deed in done for words in deed["words"]} == {
        "крыжовник созрел, зовите", "лазурный берег",
    }  # fmt: skip
    assert len(done) == 3


def test_what_others_said_is_not_in_it(community):
    person = talk(community)

    files = opened(give_data(person, "…", in_=community, by=SYSTEM).read())

    assert "фонтана" not in files["deeds.json"].decode()
    assert "Ёлкин" not in files["deeds.json"].decode() + files["person.json"].decode()


def test_long_lives_come_whole(community):
    tell(community, *(said(n, f"слово {n}", days_ago=1) for n in range(2_300)), work=False)
    from tests.people.told import settle_down

    settle_down()
    files = opened(give_data(person_behind(ANNA), "…", in_=community, by=SYSTEM).read())

    assert len(json.loads(files["deeds.json"])) == Interaction.objects.count() == 2_300


def test_it_is_noted_and_only_leaders_may(community):
    person = talk(community)

    with pytest.raises(NotAllowed):
        give_data(person, "…", in_=community, by=make.actor(Role.COMMUNITY_MANAGER, community))
    assert (
        client_of(community, Role.ANALYST).post(url("person_give", community, person.pk)).status_code == 403
    )
    give_data(person, "…", in_=community, by=make.actor(Role.HEAD, community.organisation))

    assert AuditEntry.objects.filter(act="people.give_data", on_id=str(person.pk)).count() == 1

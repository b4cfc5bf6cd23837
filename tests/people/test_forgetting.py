"""Forgetting by law: nothing of the person is left anywhere, and nothing brings them back."""

import io

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from PIL import Image
from tests import make
from tests.people.told import ANNA, BORIS, CHAT, client_of, person_behind, said, settle_down, talk, tell, url

from veche.core.models import AuditEntry
from veche.core.queries import check_audit
from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import now
from veche.ledger.actions import record_many
from veche.ledger.models import Identity, Interaction
from veche.ledger.queries import search_words
from veche.ledger.terms import Handle, Kind, Outcome, Place
from veche.people.actions import forget_person, merge_persons, name_person, show_face
from veche.people.models import (
    Consent,
    ConsentText,
    Duplicate,
    Field,
    Note,
    Person,
    Standing,
    Tag,
    Tagging,
    TeamMark,
    Trait,
)
from veche.people.queries import find_people, person_of

pytestmark = pytest.mark.django_db
MAIL = Handle("email", "zinaida.secretova@example.org", "Zinaida Secretova")
ZINA = Handle(
    "telegram", "987654321987", "Зинаида Секретова", aliases=(Handle("telegram_name", "zinochka_s"),)
)
SECRETS = (
    "секретов", "secretov", "zinochka", "987654321987", "зинаид", "zinaid", "лазурный", "крыжовник",
    "нюша", "тайна-трейт", "заметка-про-неё", "доказательство",
)  # fmt: skip


@pytest.fixture
def community():
    return make.community()


def believed(community) -> Person:
    """Somebody with two handles merged by hand, and everything that can be known of a person."""
    hand = Place("hand", "hand", "Список", "list")
    tell(
        community,
        said(1, "крыжовник созрел, зовите", ZINA, days_ago=5, reply_to="77"),
        said(2, "", BORIS, days_ago=4, kind=Kind.REACTED, target=ZINA,
             extra={"who": "Зинаида Секретова"}),
        said("m1", "лазурный берег", MAIL, days_ago=3, place=Place("mail", "l", "Письма", "list")),
        said("h1", "", MAIL, days_ago=2, kind=Kind.LISTED, place=hand, extra={"more": "тайна-трейт"}),
    )  # fmt: skip
    person, other = person_behind(ZINA), person_behind(MAIL)
    merge_persons(person, other, in_=community, by=SYSTEM)
    describe(community, person, person_behind(BORIS))
    name_person(person, "Нюша", in_=community, by=make.actor(Role.OWNER, community.organisation))
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "PNG")
    file.seek(0)
    show_face(person, file, in_=community, by=SYSTEM)
    settle_down()
    return person_behind(ZINA)


def describe(community, person: Person, other: Person) -> None:
    home = {"person": person, "home": person, "made_at": now(), "author": "Кирилл"}
    field = Field.objects.create(organisation=community.organisation, key="dream", title="Мечта")
    Trait.objects.create(field=field, value="тайна-трейт", folded="тайна-трейт", **home)
    Trait.objects.create(
        field=field, value=str(person.pk), folded="", other=person,
        **(home | {"person": other, "home": other}),
    )  # fmt: skip
    tag = Tag.objects.create(community=community, name="бегун", folded="бегун")
    Tagging.objects.create(tag=tag, **home)
    Note.objects.create(community=community, text="заметка-про-неё", **home)
    TeamMark.objects.create(community=community, **home)
    text = ConsentText.objects.create(
        organisation=community.organisation,
        purpose="processing",
        version=1,
        text="…",
        digest="",
        made_at=now(),
    )
    Consent.objects.create(
        community=community, text=text, given_at=now(), way="written", proof="доказательство", **home
    )
    one, two = sorted((person, other), key=lambda p: p.pk)
    Duplicate.objects.get_or_create(
        one=one, other=two, organisation=community.organisation,
        defaults={"score": 50, "made_at": now(), "clues": [["same_name", 50, {"one": "Секретова"}]]},
    )  # fmt: skip


def everything() -> str:
    """Every cell of every table as text, and the full-text tables of SQLite."""
    pieces = []
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor, include_views=False)
        for name in sorted(names):
            cursor.execute(f'SELECT * FROM "{name}"')
            for row in cursor.fetchall():
                cells = (
                    bytes(c).decode("utf-8", "ignore") if isinstance(c, bytes | memoryview) else str(c)
                    for c in row
                )
                text = f"{name}: " + " ".join(cells)
                pieces.append(text)
                if "\\u" in text:
                    pieces.append(text.encode().decode("unicode_escape", "ignore"))
    assert len(names) > len(list(apps.get_models())) / 2
    return "\n".join(pieces).casefold()


def test_nothing_of_a_forgotten_person_is_left_in_any_table_or_file(
    community, django_capture_on_commit_callbacks
):
    person = believed(community)
    before = everything()
    missing = [secret for secret in SECRETS if secret not in before]
    assert missing == []

    with django_capture_on_commit_callbacks(execute=True):
        forget_person(person, "нюша", in_=community, by=SYSTEM)
    settle_down()

    left = everything()
    # What a letter or an action of the machine's log said is work of the moment: jobs hold ids alone.
    assert [secret for secret in SECRETS if secret in left] == []
    assert list((settings.FILES / "faces").iterdir()) == []
    for path in (p for p in settings.COLUMNS.rglob("*") if p.is_file()):
        assert not any(secret.encode() in path.read_bytes() for secret in SECRETS)


def test_counts_stay_and_pages_and_search_know_nobody(community):
    person = believed(community)
    facts = Interaction.objects.count()

    forget_person(person, "Нюша", in_=community, by=SYSTEM)
    settle_down()

    assert Interaction.objects.count() == facts
    assert person_of(community, person.pk) is None
    assert not Standing.objects.filter(person=person).exists()
    assert find_people(community, "зинаида") == find_people(community, "нюша") == []
    assert search_words(community, "крыжовник") == []
    assert client_of(community).get(url("person_page", community, person.pk)).status_code == 404
    assert list(check_audit()) == []


@pytest.mark.parametrize("handle", [ZINA, MAIL, Handle("telegram_name", "zinochka_s")])
def test_the_next_import_does_not_bring_them_back(community, handle):
    forget_person(believed(community), "Нюша", in_=community, by=SYSTEM)
    people = Person.objects.count()

    again = [said(1, "крыжовник созрел, зовите", handle), said(50, "новое", handle)]
    recorded = record_many(again, origin=make.origin(community), by=SYSTEM)
    settle_down()

    assert set(recorded.outcomes) == {Outcome.REFUSED}
    assert Person.objects.count() == people
    assert not Identity.objects.filter(value=handle.value).exists()


def test_making_everything_anew_does_not_bring_them_back(community):
    from veche.people.actions import recognise_all
    from veche.people.actions.indexing import rebuild_names

    person = believed(community)
    forget_person(person, "Нюша", in_=community, by=SYSTEM)
    people = Person.objects.count()

    recognise_all(community, by=SYSTEM)
    rebuild_names()
    settle_down()

    assert Person.objects.count() == people
    assert not Standing.objects.filter(person=person).exists()
    person.refresh_from_db()
    assert person.name == ""


def test_others_keep_what_is_theirs(community):
    talk(community)
    anna, boris = person_behind(ANNA), person_behind(BORIS)

    forget_person(anna, anna.name, in_=community, by=SYSTEM)

    assert search_words(community, "фонтана") != []
    shown = client_of(community).get(url("person_page", community, boris.pk))
    assert shown.status_code == 200
    assert "Анна" not in shown.content.decode()
    assert Identity.objects.get(value=BORIS.value).name == "Борис Ёлкин"


def test_it_needs_the_right_and_the_name_typed(community):
    person = talk(community)

    with pytest.raises(NotAllowed):
        forget_person(person, person.name, in_=community, by=make.actor(Role.COMMUNITY_MANAGER, community))
    for typed in ("", "да", "Анна"):
        with pytest.raises(Refusal):
            forget_person(person, typed, in_=community, by=SYSTEM)
    person.refresh_from_db()
    assert person.forgotten_at is None
    assert person.name == "Анна Петрова"


def test_the_page_says_what_goes_and_the_audit_keeps_only_the_fact(community):
    person, client = believed(community), client_of(community)
    address = url("person_forget", community, person.pk)

    assert client.get(address).status_code == 200
    assert client.post(address, {"confirmation": "не то"}).status_code == 422
    response = client.post(address, {"confirmation": "  НЮША "})

    assert response.status_code == 302
    entry = AuditEntry.objects.get(act="people.forget_person")
    assert "Нюша" not in str(entry.payload)
    assert CHAT.title not in str(entry.payload)


def test_twice_is_as_once(community):
    person = talk(community)
    forget_person(person, person.name, in_=community, by=SYSTEM)
    person.refresh_from_db()
    at = person.forgotten_at

    forget_person(person, f"#{person.pk}", in_=community, by=SYSTEM)

    person.refresh_from_db()
    assert person.forgotten_at == at

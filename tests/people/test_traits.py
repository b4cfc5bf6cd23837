"""What is known of people: traits, tags, notes, consents, from colleagues and from tables."""

import pytest
from tests import make
from tests.people.told import ANNA, client_of, person_behind, said, talk, tell, text_of, url

from veche.core.terms import Role
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger.models import Interaction
from veche.people.actions import (
    close_special,
    describe_person,
    give_consent,
    open_special,
    remove_trait,
    restore_trait,
    set_field,
    withdraw_consent,
)
from veche.people.models import Consent, ConsentText, Field, Note, Tagging, TeamMark, Trait
from veche.people.terms import Form, Purpose, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def owner(community):
    return make.actor(Role.OWNER, community.organisation)


def known(person) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for trait in Trait.objects.filter(person=person, is_current=True).select_related("field"):
        found.setdefault(trait.field.title, set()).add(trait.value)
    return found


def listed(number: int, **extra):
    return said(number, "", ANNA, extra=extra)


def test_a_table_describes_people_and_a_colleague_knows_better(community, owner):
    tell(community, listed(1, traits={"city": "Тверь", "own:Размер": "L"}, tags=["Гость"], note="Поёт"))
    anna = person_behind(ANNA)
    assert known(anna) == {"City": {"Тверь"}, "Размер": {"L"}}

    describe_person(anna, {"city": "Казань"}, in_=community, by=owner)
    tell(community, listed(2, traits={"city": "Омск"}, tags=["Гость"], note="Поёт"))

    assert known(anna)["City"] == {"Казань"}
    assert Tagging.objects.count() == Note.objects.count() == 1


def test_a_removed_value_is_brought_back_by_a_button_and_by_no_table(community, owner):
    tell(community, listed(1, traits={"city": "Тверь"}))
    anna = person_behind(ANNA)
    trait = Trait.objects.get()

    remove_trait(trait, in_=community, by=owner)
    remove_trait(trait, in_=community, by=owner)
    tell(community, listed(2, traits={"city": "Тверь"}))
    assert known(anna) == {}
    restore_trait(trait, in_=community, by=owner)

    assert known(anna) == {"City": {"Тверь"}}


def test_every_wrong_value_is_told_at_once_and_nothing_is_kept(community, owner):
    anna = talk(community)

    with pytest.raises(Refusal) as refused:
        describe_person(anna, {"birthday": "вчера", "sex": "?", "city": "Тверь"}, in_=community, by=owner)

    assert {reason.field for reason in refused.value.reasons} == {"birthday", "sex"}
    assert not Trait.objects.exists()


def test_who_may_not_describe_changes_nothing(community):
    anna = talk(community)
    with pytest.raises(NotAllowed):
        describe_person(anna, {"city": "Тверь"}, in_=community, by=make.actor(Role.ANALYST, community))
    assert not Trait.objects.exists()


def test_a_special_category_needs_its_switch_and_a_consent_and_goes_with_it(community, owner):
    tell(community, listed(1, traits={"health": "без орехов"}))
    anna = person_behind(ANNA)
    assert not Trait.objects.exists()
    assert "орехов" not in str(list(Interaction.objects.values_list("extra", flat=True)))
    with pytest.raises(Refusal):
        describe_person(anna, {"health": "без орехов"}, in_=community, by=owner)

    open_special("health", text="Я согласна.", in_=community, by=owner)
    with pytest.raises(Refusal):
        describe_person(anna, {"health": "без орехов"}, in_=community, by=owner)
    consent = give_consent(anna, Purpose.HEALTH, way=Way.WRITTEN, given_at=now(), in_=community, by=owner)
    describe_person(anna, {"health": "без орехов"}, in_=community, by=owner)
    assert consent.text.text == "Я согласна."
    assert Trait.objects.count() == 1
    withdraw_consent(consent, way=Way.MESSAGE, in_=community, by=owner)

    assert not Trait.objects.exists()


def test_a_special_value_is_erased_wherever_an_import_put_it(community, owner):
    anna = talk(community)
    open_special("health", text="Да.", in_=community, by=owner)
    consent = give_consent(anna, Purpose.HEALTH, way=Way.FORM, given_at=now(), in_=community, by=owner)
    tell(community, listed(91, traits={"health": "без орехов", "city": "Тверь"}))
    assert sorted(Trait.objects.values_list("value", flat=True)) == ["Тверь", "без орехов"]

    withdraw_consent(consent, way=Way.MESSAGE, in_=community, by=owner)

    assert list(Trait.objects.values_list("value", flat=True)) == ["Тверь"]
    kept = str(list(Interaction.objects.values_list("extra", flat=True)))
    assert "Тверь" in kept
    assert "орехов" not in kept


def test_special_values_are_taken_away_and_brought_back_by_those_who_may_see_them(community, owner):
    anna = talk(community)
    open_special("health", text="Да.", in_=community, by=owner)
    consent = give_consent(anna, Purpose.HEALTH, way=Way.FORM, given_at=now(), in_=community, by=owner)
    describe_person(anna, {"health": "без орехов"}, in_=community, by=owner)
    trait, organiser = Trait.objects.get(), make.actor(Role.EVENT_ORGANISER, community)

    with pytest.raises(NotAllowed):
        remove_trait(trait, in_=community, by=organiser)
    remove_trait(trait, in_=community, by=owner)
    with pytest.raises(NotAllowed):
        restore_trait(trait, in_=community, by=organiser)
    Consent.objects.filter(pk=consent.pk).update(ends_at=now() - 1)
    with pytest.raises(Refusal):
        restore_trait(trait, in_=community, by=owner)

    assert not Trait.objects.filter(removed_at=None).exists()


def test_a_consent_that_has_ended_lets_no_table_in(community, owner):
    anna = talk(community)
    open_special("health", text="Да.", in_=community, by=owner)
    long_ago = Moment(now() - 9 * DAY)
    facts = {"way": Way.FORM, "given_at": long_ago, "ends_at": Moment(now() - DAY)}
    give_consent(anna, Purpose.HEALTH, **facts, in_=community, by=owner)

    tell(community, listed(90, traits={"health": "без орехов"}))

    assert not Trait.objects.exists()


def test_switching_a_special_category_off_erases_its_values(community, owner):
    anna = talk(community)
    open_special("belief", text="Да.", in_=community, by=owner)
    give_consent(anna, Purpose.BELIEF, way=Way.FORM, given_at=now(), in_=community, by=owner)
    describe_person(anna, {"belief": "дзен"}, in_=community, by=owner)

    gone = close_special("belief", in_=community, by=owner)

    assert (gone, Trait.objects.count()) == (1, 0)


def test_a_changed_text_of_a_consent_is_a_new_version(community, owner):
    open_special("health", text="Раз.", in_=community, by=owner)
    open_special("health", text="Раз.", in_=community, by=owner)
    open_special("health", text="Два.", in_=community, by=owner)

    assert list(ConsentText.objects.order_by("version").values_list("text", flat=True)) == ["Раз.", "Два."]


def test_a_field_of_choices_keeps_their_keys_when_it_is_renamed(community, owner):
    field = set_field("", title="Размер", form=Form.CHOICE, choices=["S", "M"], in_=community, by=owner)
    anna = talk(community)
    describe_person(anna, {field.key: "M"}, in_=community, by=owner)

    set_field(field.key, title="Майка", form=Form.CHOICE, choices=["M", "L"], in_=community, by=owner)

    kept = Field.objects.get(pk=field.pk)
    assert kept.title == "Майка"
    assert Trait.objects.get().value in {code for code, _ in kept.choices}


def test_what_is_known_is_shown_changed_and_undone_on_pages(community, django_assert_max_num_queries):
    anna, client = talk(community), client_of(community)
    client.get(url("word_list", community))
    client.post(url("person_describe", community, anna.pk), {"city": "Тверь", "birthday": "17.05"})
    client.post(url("tag_add", community, anna.pk), {"tag_name": "Бег"})
    client.post(url("note_add", community, anna.pk), {"text": "Любит дождь"})
    client.post(url("team_mark", community, anna.pk), {"is_team": "yes"})
    given = {"purpose": "photos", "way": "written", "given_at": "2026-01-01"}
    client.post(url("consent_give", community, anna.pk), given)

    with django_assert_max_num_queries(12):
        response = client.get(url("person_description", community, anna.pk))

    for expected in ("Тверь", "17.05", "Бег", "Любит дождь", "Фото и видео"):
        assert expected in text_of(response)
    assert TeamMark.objects.count() == 1
    note = Note.objects.get()
    client.post(url("note_change", community, note.pk), {"text": "Любит снег"})
    client.post(url("note_remove", community, note.pk))
    client.post(url("note_restore", community, note.pk))
    client.post(url("tag_remove", community, Tagging.objects.get().tag_id) + f"?people={anna.pk}")
    assert Note.objects.get(removed_at=None).text == "Любит снег"
    assert not Tagging.objects.exists()


def test_fields_are_added_removed_and_brought_back_on_their_page(community):
    client = client_of(community)

    client.post(url("field_new", community), {"title": "Рост", "form": "number"})
    field = Field.objects.get(title="Рост")
    client.post(url("field_remove", community, field.key))
    assert not Field.objects.get(pk=field.pk).is_on
    client.post(url("field_restore", community, field.key))
    client.post(url("field_remove", community, "city"))
    client.post(url("special_open", community, "health"), {"text": "Согласие"})

    shown = text_of(client.get(url("field_list", community)))
    assert "Рост" in shown
    assert not Field.objects.get(key="city").is_on
    assert Field.objects.get(key="health").is_on


def test_forms_of_the_pages_open_and_tell_what_is_wrong(community):
    anna, client = talk(community), client_of(community)

    for name, args in (("person_describe", [anna.pk]), ("field_new", []), ("field_edit", ["sex"]),
                       ("special_open", ["belief"])):  # fmt: skip
        assert client.get(url(name, community, *args)).status_code == 200
    wrong = client.post(url("person_describe", community, anna.pk), {"birthday": "вчера"})

    assert wrong.status_code == 422
    assert "17.05.1990" in text_of(wrong)


def test_what_is_known_is_not_removed_from_a_community_without_that_person(community, owner):
    anna = talk(community)
    describe_person(anna, {"city": "Тверь"}, in_=community, by=owner)
    other = make.community(in_=community.organisation)
    manager = client_of(other, Role.COMMUNITY_MANAGER)

    response = manager.post(url("trait_remove", other, Trait.objects.get().pk))

    assert response.status_code == 404
    assert known(anna) == {"City": {"Тверь"}}

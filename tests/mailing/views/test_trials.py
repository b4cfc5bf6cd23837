"""Variants by the page: kept, seen, chosen."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.mailing.written import TEXT, fresh, letter

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import Refusal
from veche.kit.time import HOUR, as_datetime, now
from veche.mailing.actions import save_letter, schedule_letter, set_trial
from veche.mailing.models import Delivery, Letter
from veche.mailing.queries.sending.drawing import drawn
from veche.mailing.terms import LetterKind, LetterState, Stand
from veche.mailing.terms.desk import Written
from veche.mailing.terms.trying import RESTING, Trial, Wanted

pytestmark = pytest.mark.django_db
RULE = {"share": "20", "wins_by": "clicks", "hours": "4", "confidence": "90", "undecided": "ask"}


def test_variants_are_kept_and_one_is_chosen_by_hand():
    home = make.community()
    client = Client()
    client.force_login(make.user(Role.OWNER, home.organisation))
    one, other = letter(home), letter(home, title="Покороче")

    def url(name):
        return reverse(f"mailing:{name}", args=[home.slug, one.pk])

    refused = client.post(url("trial_set"), RULE)
    assert refused.status_code == 422
    told = RULE | {
        "subject_1": "Завтра бежим",
        "content_2": str(other.pk),
        "preheader_3": "Приходите, {first_name|друг}",
    }
    assert client.post(url("trial_set"), told | {"preheader_1": "x" * 301}).status_code == 422
    assert client.post(url("trial_set"), told).status_code == 302
    third = {"variant": "3"}
    preview = client.get(url("letter_preview"), third).content.decode()
    frame = client.get(url("letter_frame"), third).content.decode()
    assert 'value="3" selected' in preview
    assert "Приходите, друг" in preview
    assert "Приходите, друг" in frame
    assert "Приходите, друг" not in client.get(url("letter_frame"), {"variant": "1"}).content.decode()

    lines = [(1, "Завтра бежим", ""), (2, "", ""), (3, "", "Приходите, {first_name|друг}")]
    assert list(one.variants.values_list("number", "subject", "preheader")) == lines
    assert one.variants.get(number=2).content == other.content
    assert 'value="kept" selected' in client.get(url("trial_page")).content.decode()

    at = as_datetime(now() - HOUR)
    Letter.objects.filter(pk=one.pk).update(state=LetterState.SENDING, begun_at=at)
    for n, (variant, state) in enumerate([(0, Stand.SENT), (1, Stand.SENT), (RESTING, Stand.WAITING)]):
        Delivery.objects.create(
            letter=one, email=f"p{n}@example.org", due_at=at, variant=variant, state=state
        )
    seen = client.get(url("trial_page")).content.decode()
    assert "Завтра бежим" in seen
    assert "Приходите, {first_name|друг}" in seen
    assert client.post(url("trial_choose"), {"variant": "2"}).status_code == 302
    assert Delivery.objects.get(state=Stand.WAITING).variant == 2
    assert client.post(url("trial_drop")).status_code == 422  # it has begun to leave
    assert client.post(url("trial_choose"), {"variant": "99"}).status_code in (302, 422)


def test_a_variant_is_written_in_place_and_goes_with_the_letter_it_is_of():
    home = make.community()
    client = Client()
    client.force_login(make.user(Role.OWNER, home.organisation))
    one = letter(home)
    Letter.objects.filter(pk=one.pk).update(state=LetterState.READY, plain="Словами")

    def url(name, of=one):
        return reverse(f"mailing:{name}", args=[home.slug, of.pk])

    told = RULE | {"subject_1": "Завтра бежим", "content_2": "written"}
    opened = client.post(url("trial_set"), told)
    draft = one.variants.get(number=2).draft
    assert opened.url == url("letter_edit", draft)
    begun = (draft.kind, draft.subject, draft.content, fresh(one).state)
    draft.community = home
    save_letter(
        draft,
        Written("Бегом!", "Своя строка", "blocks", {"blocks": [TEXT]}),
        version=draft.version,
        by=SYSTEM,
    )
    written = one.variants.get(number=2).preheader
    Letter.objects.filter(pk=one.pk).update(preheader="Строка письма")
    shown_both = [drawn(fresh(one), number).html for number in (1, 2)]
    pages = [client.get(url(name, draft)) for name in ("letter_page", "letter_edit", "letter_preview")]
    trial = client.get(url("trial_page")).content.decode()
    kept = client.post(url("trial_set"), RULE | {"content_1": "written", "subject_1": "Ещё раз"})
    again = one.variants.get()

    assert written == "Своя строка"
    assert "Строка письма" in shown_both[0]
    assert "Своя строка" in shown_both[1]
    assert "Строка письма" not in shown_both[1]
    assert 'name="preheader" value="Своя строка"' in pages[1].content.decode()
    assert begun == (LetterKind.VARIANT, one.subject, one.content, LetterState.DRAFT)
    assert all(url("trial_page") in shown.content.decode() for shown in pages[:2])
    assert [shown.status_code for shown in pages] == [200, 200, 200]
    assert url("letter_edit", draft) in trial
    assert kept.status_code == 302
    assert draft.title not in client.get(reverse("mailing:letter_list", args=[home.slug])).content.decode()
    # The first was no place to go on from: another was begun, and what nobody tries is put aside.
    assert (again.number, again.subject, again.content) == (1, "Ещё раз", one.content)
    assert fresh(draft).removed_at is not None
    with pytest.raises(Refusal):
        schedule_letter(again.draft, by=SYSTEM)


def test_what_is_written_in_place_leaves_as_it_was_when_its_letter_began():
    home = make.community()
    one = letter(home)
    Letter.objects.filter(pk=one.pk).update(plain="Словами")
    set_trial(fresh(one), [Wanted("Бегом!", is_own=True)], share=50, trial=Trial(), by=SYSTEM)
    draft = fresh(one.variants.get().draft)
    other = TEXT | {"text": "Совсем другие слова."}
    save_letter(draft, Written(draft.subject, content={"blocks": [other]}), version=draft.version, by=SYSTEM)
    shown = drawn(fresh(one), 1)

    with pytest.raises(Refusal):  # in another form than its letter
        save_letter(fresh(draft), Written("x", form="markdown", content={"source": "x"}),
                    version=fresh(draft).version, by=SYSTEM)  # fmt: skip
    with pytest.raises(Refusal):  # variants of a variant
        set_trial(fresh(draft), [Wanted("y")], share=50, trial=Trial(), by=SYSTEM)
    Letter.objects.filter(pk=one.pk).update(state=LetterState.SENDING, begun_at=as_datetime(now()))
    with pytest.raises(Refusal):
        save_letter(fresh(draft), Written("Поздно", content={"blocks": [TEXT]}),
                    version=fresh(draft).version, by=SYSTEM)  # fmt: skip

    assert "Совсем другие слова." in shown.html
    assert "Словами" not in shown.plain
    assert one.variants.get().subject == "Бегом!"
    assert one.variants.get().content == fresh(draft).content

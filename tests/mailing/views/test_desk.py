"""The writing desk by its doors: what buttons do, two at once, previews that are nobody's, budgets."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests import make
from tests.mailing.readers import people_named
from tests.mailing.written import BUTTON, TEXT, fresh, letter

from veche.core.terms import SYSTEM, Role
from veche.events.terms import EventState
from veche.kit.jobs import drain
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle
from veche.mailing import actions
from veche.mailing.models import Picture, Sender
from veche.mailing.queries.newsletters import newsletters_shown, themes_of
from veche.mailing.rules.writing.arranging import walked
from veche.mailing.terms import Form
from veche.mailing.terms.desk import Written
from veche.people.actions import give_consent, withdraw_consent
from veche.people.terms import Purpose, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make.community()


@pytest.fixture
def client(home):
    made = Client()
    made.force_login(make.user(Role.OWNER, home.organisation))
    return made


def url(home, name, *more):
    return reverse(f"mailing:{name}", args=[home.slug, *more])


def posted(client, one, **more):
    """What the editor's page posts as it stands, with changes."""
    page = client.get(url(one.community, "letter_edit", one.pk)).content.decode()
    form = page[page.index('id="editor"') : page.index('id="add-here"')]
    told = {"editor": "1", "version": re.search(r'name="version" value="(\d+)"', form)[1]}
    told["marks"] = re.search(r'name="marks" value="([^"]*)"', form)[1].replace("&quot;", '"')
    told["block"] = re.findall(r'name="block" value="([^"]+)"', form)
    for block in walked(fresh(one).content["blocks"]):
        told |= {
            f"{block['key']}.{name}": value for name, value in block.items() if isinstance(value, str | int)
        }
    return told | {"subject": one.subject, "preheader": ""} | more


def write(client, one, *, htmx=False, **told):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url(one.community, "letter_edit", one.pk), told, headers=headers)


def keys(one):
    return [block["key"] for block in fresh(one).content["blocks"]]


def test_without_scripts_every_button_saves_and_does_what_it_says(client, home):
    one = letter(home)

    write(client, one, **posted(client, one, do="down:b1", subject="Новая тема"))
    assert (keys(one), fresh(one).subject) == (["b2", "b1"], "Новая тема")
    write(client, one, **posted(client, one, do="add:columns:after:b2"))
    columns = keys(one)[1]
    write(client, one, **posted(client, one, do=f"add:text:in:{columns}:1"))
    assert [len(side) for side in fresh(one).content["blocks"][1]["columns"]] == [0, 1]
    answer = write(client, one, **posted(client, one, do="remove:b2"))
    assert keys(one) == [columns, "b1"]
    undo = re.search(r'action="([^"]*block/back[^"]*)"', client.get(answer.url).content.decode())[1]
    client.post(undo.replace("&amp;", "&"))

    assert keys(one) == ["b2", columns, "b1"]


def test_what_is_wrong_is_said_beside_its_block_and_nothing_is_lost(client, home):
    one = letter(home)

    answer = write(
        client, one, **posted(client, one, **{"b2.link": "javascript:alert(1)", "b1.text": "Новое"})
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Блок 2" in page or "Block 2" in page
    assert "Новое" in page
    assert fresh(one).version == one.version


def test_the_longest_letter_is_one_form(client, home):
    one = letter(home, *({**BUTTON, "key": f"b{number}"} for number in range(200)))

    write(client, one, **posted(client, one, do="down:b0"))

    assert keys(one)[:2] == ["b1", "b0"]
    assert len(keys(one)) == 200


def test_whoever_is_late_is_told_and_puts_both_together(client, home):
    one = letter(home)
    mine = posted(client, one, **{"b1.text": "Моё"})
    colleague = make.actor(
        Role.EDITOR,
        home,
    )
    theirs = [{**TEXT}, {**BUTTON, "text": "Бегу"}]
    actions.save_letter(
        one, Written("Их тема", content={"blocks": theirs}), version=one.version, by=colleague
    )

    told = write(client, one, htmx=True, **mine)
    assert told["HX-Retarget"] == "#late"
    assert 'value="merge"' in told.content.decode()
    assert fresh(one).subject == "Их тема"
    write(client, one, htmx=True, **mine, do="merge")

    found = fresh(one)
    assert [block["text"] for block in found.content["blocks"]] == ["Моё", "Бегу"]
    assert found.subject == "Их тема"


def test_a_saving_by_itself_answers_with_the_version_alone(client, home):
    one = letter(home)

    answer = write(client, one, htmx=True, **posted(client, one, **{"b1.text": "Само"}))

    assert (answer["HX-Retarget"], answer["HX-Trigger"]) == ("#saving", "veche:saved")
    assert f'name="version" value="{one.version + 1}"' in answer.content.decode()


def test_a_picture_is_drawn_anew_and_given_to_anybody_who_knows_its_name(client, home):
    one = letter(home, {"kind": "picture", "key": "b1"})
    raw = BytesIO()
    Image.new("RGB", (3000, 1500), "red").save(raw, "JPEG", exif=b"Exif\x00\x00Telephone")
    upload = SimpleUploadedFile("<script>.jpg", raw.getvalue())

    write(client, one, **posted(client, one, do="upload:b1", **{"b1.upload": upload}))

    kept = Picture.objects.get()
    answer = Client().get(f"/l/i/{kept.name}")
    data = b"".join(answer.streaming_content)
    assert (kept.width, kept.height, answer["Content-Type"]) == (1440, 720, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]
    assert b"Telephone" not in data
    assert fresh(one).content["blocks"][0]["file"] == kept.name
    assert Client().get("/l/i/../secret").status_code == 404
    broken = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>")
    answer = write(client, one, **posted(client, one, do="upload:b1", **{"b1.upload": broken}))
    assert answer.status_code == 422


def test_the_preview_is_nobodys_page_and_runs_nothing(client, home):
    one = letter(home)
    actions.change_letter(one, title="HTML", by=SYSTEM)
    source = '<p onclick="x()">{name|друг}</p><script>x()</script><img src="x" onerror="x()"><form></form>'
    actions.save_letter(
        one, Written("Т", form=Form.HTML, content={"source": source}), version=one.version, by=SYSTEM
    )
    reader = people_named(home, "<b>Anna</b>")["<b>Anna</b>"]

    answer = client.get(url(home, "letter_frame", one.pk), {"person": reader.pk, "dark": "1"})

    page, policy = answer.content.decode(), answer["Content-Security-Policy"]
    assert "sandbox allow-popups" in policy
    assert "allow-same-origin" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    for bad in ("<script", "onclick", "onerror", "<form", "<b>Anna"):
        assert bad not in page
    frame = re.search(r"<iframe[^>]*>", client.get(url(home, "letter_preview", one.pk)).content.decode())[0]
    assert 'sandbox="allow-popups"' in frame


def test_words_of_members_have_a_name_only_while_they_allow_it(client, home):
    person = people_named(home, "Anna")["Anna"]
    record_many(
        [make.sighting("said", "Отличная встреча, всем спасибо!", handle=anna())],
        origin=make.origin(home), by=SYSTEM,
    )  # fmt: skip
    drain()
    said = Interaction.objects.get(external_id="said")
    one = letter(home, {"kind": "said", "key": "b1", "text": ""})
    consent = give_consent(person, Purpose.WORDS, way=Way.FORM, given_at=make.NOON, in_=home, by=SYSTEM)

    client.post(url(home, "letter_quote", one.pk), {"block": "b1", "interaction": said.pk})
    block = fresh(one).content["blocks"][0]
    assert (block["name"], block["may_name"]) == ("Anna", True)
    assert "— Anna" in client.get(url(home, "letter_frame", one.pk)).content.decode()
    answer = write(client, one, **posted(client, one, **{"b1.text": "Ужасная встреча", "b1.may_name": "1"}))
    assert answer.status_code == 422
    withdraw_consent(consent, way=Way.FORM, in_=home, by=SYSTEM)

    page = client.get(url(home, "letter_frame", one.pk)).content.decode()
    assert "Отличная встреча" in page
    assert "Anna" not in page


def anna():
    return Handle("email", "anna@example.org", "Anna")


def test_the_text_check_mends_with_one_click(client, home):
    one = letter(home, {**TEXT, "text": "Всем превет!"})

    page = client.get(url(home, "letter_text", one.pk)).content.decode()
    assert "превет" in page
    told = {"key": "b1", "field": "text", "start": "5", "found": "превет", "instead": "привет"}
    client.post(url(home, "letter_mend", one.pk), told)

    assert fresh(one).content["blocks"][0]["text"] == "Всем привет!"
    assert client.post(url(home, "letter_mend", one.pk), told).status_code == 422


def test_newsletters_looks_and_rules_are_kept_removed_and_brought_back(client, home):
    client.post(url(home, "theme_new"), {
        "title": "Осень", "accent": "#b45309", "background": "#fef3c7", "paper": "#ffffff", "ink": "#111111",
        "quiet": "#555555", "font": "georgia", "heading_font": "georgia", "size": "16", "radius": "4",
    })  # fmt: skip
    theme = themes_of(home)[0]
    told = {
        "title": "Новости",
        "language": "ru",
        "theme": theme.pk,
        "consent_text": "Согласен",
        "is_public": "on",
    }
    client.post(url(home, "newsletter_new"), told)
    news = shown(home)[0]
    client.post(url(home, "newsletter_edit", news.pk), told | {"consent_text": "Согласна"})
    news = shown(home)[0]

    assert (news.slug, news.theme_id, news.consent_version) == ("novosti", theme.pk, 2)
    assert client.post(url(home, "newsletter_new"), told).status_code == 422
    client.post(url(home, "newsletter_remove", news.pk))
    assert shown(home) == []
    client.post(url(home, "newsletter_restore", news.pk))
    assert shown(home) == [news]
    assert client.post(url(home, "letter_rules"), {"most": "0", "days": "1"}).status_code == 422


def shown(home):
    return [one for one in newsletters_shown(home) if not one.is_general]


def test_checks_say_what_was_found_of_the_way_out(client, home):
    one = letter(home)
    page = url(home, "letter_checks", one.pk)
    assert "alert-triangle" in client.get(page).content.decode()
    Sender.objects.create(
        community=home, title="Сервер", address="news@example.org", made_at=now(), checked_at=now(),
        findings=[["The domain {domain} has no DMARC.", {"domain": "example.org"}, False]],
    )  # fmt: skip

    assert "The domain example.org has no DMARC." in client.get(page).content.decode()


PAGES = (
    "letter_page", "letter_edit", "letter_settings", "letter_preview", "letter_frame", "letter_text",
    "letter_checks", "version_list", "letter_words", "letter_plain", "letter_readers",
)  # fmt: skip


def test_every_page_keeps_its_budget_and_another_communitys_letters_are_not_there(
    client, home, django_assert_max_num_queries
):
    starts = Moment(now() + 3 * DAY)
    event = make.event(home, state=EventState.OPEN, starts=starts, ends=Moment(starts + DAY))
    shown_event = {"kind": "shown", "key": "b3", "of": "event", "thing": str(event.pk)}
    one = letter(home, TEXT, BUTTON, shown_event, {"kind": "listed", "key": "b4", "of": "event", "most": 3})
    other = letter(make.community())
    client.get(url(home, "letter_list"))

    for name in PAGES:
        with django_assert_max_num_queries(12):
            assert client.get(url(home, name, one.pk)).status_code == 200, name
        assert client.get(url(home, name, other.pk)).status_code == 404, name
    for name in ("letter_list", "letter_new", "newsletter_list", "newsletter_new", "theme_list", "theme_new"):
        with django_assert_max_num_queries(12):
            assert client.get(url(home, name)).status_code == 200, name

"""Places of the event a letter is about: words are escaped, addresses lead where they may."""

import pytest
from tests.mailing.rules.test_checking import found_in
from tests.mailing.rules.test_cutting import AT, FRAME, TO, TOKEN, read

from veche.mailing.rules.addresses import is_link
from veche.mailing.rules.checking import contents
from veche.mailing.rules.cutting import Encoding, Frame, cut
from veche.mailing.rules.placeholders import texts_within
from veche.mailing.rules.ready_sequences import ready_sequence
from veche.mailing.rules.rendering import Draft, markup_of, render, shown_letter, words_of
from veche.mailing.rules.sequencing import turn_of_event
from veche.mailing.terms.checking import Severity
from veche.mailing.terms.placing import EVENT_NAMES
from veche.mailing.terms.sequencing import READY_TITLES
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import Button, Text

PAGE = "https://veche.example/e/club/run/?a=1&b=2"
VALUES = {"event": "Бег <b>& чай</b>", "event_place": "Парк", "event_link": PAGE, "event_registration": PAGE}
FORMS = {
    "blocks": Draft("{event}", blocks=[
        Text(text="**{event}**, {event_place|онлайн} [тут]({event_link})"),
        Button(text="Моё", link="{event_registration}"),
    ]),
    "markdown": Draft("{event}", Form.MARKDOWN,
                      source="**{event}** [тут]({event_link}) [Моё]({event_registration})"),
    "html": Draft("{event}", Form.HTML, source='<p>{event} <a href="{event_link}">тут</a> '
                  '<a href="{event_registration}">Моё</a></p>'),
    "mjml": Draft("{event}", Form.MJML, source="<mjml><mj-body><mj-section><mj-column><mj-text>{event} "
                  '<a href="{event_link}">тут</a></mj-text>'
                  '<mj-button href="{event_registration}">Моё</mj-button>'
                  "</mj-column></mj-section></mj-body></mjml>"),
}  # fmt: skip
UNFOLLOWED = Frame("n@v.example", "https://v.example", "v.example", follows_clicks=False,
                   encoding=Encoding.EIGHT_BIT)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_an_event_is_named_in_every_form_and_its_links_lead_to_its_pages(form):
    subject, html, plain = shown_letter(render(FORMS[form]), VALUES)
    followed, bare = cut(render(FORMS[form]), FRAME), cut(render(FORMS[form]), UNFOLLOWED)
    letter, told, page = read(followed.fill(TO | VALUES, TOKEN))
    _, bare_told, bare_page = read(bare.fill(TO | VALUES, TOKEN))
    escaped = PAGE.replace("&", "&amp;")

    assert subject == letter["Subject"] == "Бег <b>& чай</b>"
    assert "Бег &lt;b&gt;&amp; чай&lt;/b&gt;" in html
    assert html.count(f'href="{escaped}"') == bare_page.count(f'href="{escaped}"') == 2
    assert f"тут <{PAGE}>" in plain
    assert f"тут <{PAGE}>" in bare_told
    # What is written down is the place: one link for all readers, whichever event each of theirs is about.
    assert followed.links == ("{event_link}", "{event_registration}")
    assert (f'href="{AT}/1"' in page, f"<{AT}/1>" in told, PAGE in told) == (True, True, False)
    assert bare.links == ()


def test_a_link_of_an_event_leads_to_the_web_alone_and_within_another_it_is_a_value():
    source = (
        "[a]({event_link|javascript:alert}) [b](https://x.example/?to={event_link}) "
        "[c]({event_link|https://f.example/})"
    )
    made = render(Draft("x", Form.MARKDOWN, source=source))
    full, empty = shown_letter(made, VALUES)[1], shown_letter(made, {})[1]
    hostile = shown_letter(made, {"event_link": 'javascript:x"><script>'})[1]

    assert "to=https%3A%2F%2Fveche.example%2Fe%2Fclub%2Frun%2F%3Fa%3D1%26b%3D2" in full
    assert 'href="https://f.example/"' in empty
    assert not any("javascript:" in one.partition("<body")[2] for one in (empty, hostile))
    assert cut(made, FRAME).links == ("{event_link|javascript:alert}", "{event_link|https://f.example/}")
    fit, unfit = ("{event_link}", "{event_album|https://a.example/}"), ("{event_link|x}", "{event}")
    assert ([is_link(one) for one in fit], any(map(is_link, unfit))) == ([True, True], False)


def test_checks_say_where_there_is_no_event_to_name_and_where_it_has_nothing_there():
    draft = Draft("{event}", preheader="{event_place|онлайн}", blocks=[Text(text="{event_place}")])

    none, known = found_in(draft), found_in(draft, event={"event": "Бег", "event_place": ""})
    with_words = found_in(Draft("{event|встреча}", preheader="x", blocks=[Text(text="x")]))

    assert (none[contents.NO_EVENT].severity, with_words[contents.NO_EVENT].severity) == (
        Severity.FAULT, Severity.WARNING,
    )  # fmt: skip
    assert known[contents.EMPTY_OF_EVENT].values["example"] == "{event_place|…}"
    assert contents.NO_EVENT not in known
    assert not {contents.NO_EVENT, contents.EMPTY_OF_EVENT} & set(found_in(draft, event={}))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("key", READY_TITLES)
def test_ready_sequences_are_well_made_in_both_languages(key, language):
    event = dict.fromkeys(EVENT_NAMES, "x")

    for step in ready_sequence(key, language).steps:
        words = "\n\n".join(texts_within(step.blocks))
        lines = (step.subject, Form.MARKDOWN, (), words, step.preheader or "x")
        found = found_in(Draft(*lines, language=language), event=event)
        assert not [one for one in found.values() if one.severity is Severity.FAULT]


def test_an_event_of_another_kind_has_a_turn_that_is_none_of_ours():
    assert turn_of_event("17") == 17
    assert turn_of_event("timepad/17") == turn_of_event("timepad/17") < 0
    assert -(2**31) <= turn_of_event("99999999999") < 0


def test_places_outlive_every_change_of_form():
    text = "Привет, {first_name:datv|друг}! {m:Рад|f:Рада|n:Рады}. **{event}** {{}}\n\n[Страница]({event_link|https://a.example/})"
    html = markup_of(text)
    again = words_of(render(Draft("x", Form.HTML, source=html)))

    for written in (html, again):
        for place in (
            "{first_name:datv|друг}",
            "{m:Рад|f:Рада|n:Рады}",
            "{event}",
            "{event_link|https://a.example/}",
        ):
            assert place in written
        assert "{{}}" in written
    assert "<strong>{event}</strong>" in html
    assert "unsubscribe" not in again

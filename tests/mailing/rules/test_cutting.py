"""A letter that was cut once and filled is what any mail program reads as it was meant."""

import email
import email.policy
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.mailing.rules.letters import LENT, everything

from veche.kit.text import clean_name
from veche.mailing.rules.cutting import Encoding, Frame, NotAnAddress, checked_address, cut
from veche.mailing.rules.rendering import Draft, render
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import Button, Text

TOKEN = token_of(b"key", 77)
AT = f"https://veche.example/l/{TOKEN}"
FRAME = Frame(
    from_address="news@veche.example", base="https://veche.example", message_domain="veche.example",
    from_name="Вече «Москва»", reply_to="re@veche.example", list_id="weekly.veche.example",
    list_name="Еженедельная", list_mailto="out@veche.example", feedback_id="7:weekly:veche",
    list_page="https://veche.example/n/club/letters/weekly/",
)  # fmt: skip
EIGHT = Frame("news@veche.example", "https://veche.example", "veche.example", encoding=Encoding.EIGHT_BIT)
TO = {"email": "anna@example.org", "date": "Sat, 28 Nov 2026 14:00:00 +0000"}
BOTH = pytest.mark.parametrize("frame", [FRAME, EIGHT], ids=["quoted", "8bit"])


def read(octets):
    """Answer a letter as the standard library reads it, and its two parts."""
    letter = email.message_from_bytes(octets, policy=email.policy.default)
    assert [part.defects for part in letter.walk()] == [[], [], []]
    return letter, letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()


def faults_of(octets):
    """Answer what servers would stumble over: long lines, bare ends of lines, dots that begin one."""
    lines = octets.split(b"\r\n")
    return [line for line in lines if len(line) > 998 or b"\n" in line or b"\r" in line or line[:1] == b"."]


@BOTH
def test_a_whole_letter_reads_as_it_was_meant(frame):
    made = cut(render(everything(), None, LENT), frame)

    octets = made.fill({**TO, "name": "Анна Иванова", "first_name": "Анна", "sex": "f"}, TOKEN)

    letter, plain, html = read(octets)
    assert letter["To"] == "Анна Иванова <anna@example.org>"
    assert letter["Subject"] == "Привет, Анна"
    assert letter["Date"] == TO["date"]
    assert letter["Message-ID"] == f"<{TOKEN}@veche.example>"
    assert letter["List-Unsubscribe"].startswith(f"<{AT}/u>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (letter["List-Help"], letter["List-Post"]) == (f"<{AT}/p>", "NO")
    assert letter["List-Archive"] == letter["List-Subscribe"]
    assert letter["List-Archive"] in (f"<{frame.list_page}>", None)
    assert "Здравствуйте, Анна" in plain
    assert "Мне она" in plain
    assert "Здравствуйте, Анна</h1>" in html
    assert f'<img src="{AT}/o.gif"' in html
    assert f'href="{AT}/u"' in html
    assert faults_of(octets) == []
    assert made.encodings == (frame.encoding, frame.encoding)


def test_headers_of_a_list():
    letter, _, _ = read(cut(render(Draft("Привет")), FRAME).fill(TO, TOKEN))

    assert letter["From"] == "Вече «Москва» <news@veche.example>"
    assert letter["Reply-To"] == "re@veche.example"
    assert letter["List-Id"] == "Еженедельная <weekly.veche.example>"
    assert letter["List-Unsubscribe"] == f"<{AT}/u>, <mailto:out@veche.example?subject=unsubscribe-{TOKEN}>"
    assert letter["Feedback-ID"] == "7:weekly:veche"
    assert letter["To"] == "anna@example.org"


def test_links_are_numbered_by_their_places():
    draft = Draft("x", blocks=[
        Text(text="[а](https://e.example/?a=1&b=2) [б](https://e.example/2) [почта](mailto:a@b.example)"),
        Button(text="Снова", link="https://e.example/2"), Text(text="[мой](https://e.example/{city|x})"),
    ])  # fmt: skip

    made = cut(render(draft), FRAME)
    _, plain, html = read(made.fill({**TO, "city": "Я/"}, TOKEN))

    assert made.links == ("https://e.example/?a=1&b=2", "https://e.example/2", "https://e.example/2")
    assert made.titles == ("а", "б", "Снова")
    assert re.findall(rf'href="{AT}/(\w+)"', html) == ["1", "2", "3", "u", "p", "w"]
    assert re.findall(rf"<{AT}/(\w+)>", plain) == ["1", "2", "2", "u", "p", "w"]
    assert 'href="mailto:a@b.example"' in html
    assert 'href="https://e.example/%D0%AF%2F"' in html
    assert "e.example/2" not in html.replace("https://e.example/%D0", "")


def test_nothing_is_followed_where_nothing_may_be():
    frame = Frame("n@v.example", "https://v.example", "v.example", follows_clicks=False, follows_opens=False)

    made = cut(render(Draft("x", blocks=[Text(text="[а](https://e.example/)")])), frame)
    _, plain, html = read(made.fill(TO, TOKEN))

    assert made.links == ()
    assert 'href="https://e.example/"' in html
    assert "o.gif" not in html
    assert "<https://e.example/>" in plain


def test_an_address_in_a_plain_part_written_by_hand_is_a_link_too():
    draft = Draft("x", blocks=[Text(text="Да")], plain="Тут: https://e.example/a, и (https://e.example/b).")

    made = cut(render(draft), FRAME)
    _, plain, _ = read(made.fill(TO, TOKEN))

    assert made.links == ("https://e.example/a", "https://e.example/b")
    assert plain.startswith(f"Тут: {AT}/1, и ({AT}/2).")


@pytest.mark.parametrize("address", [
    "", "x", "a@", "@b", "a b@c.d", "a@b c", "a@b\r\nBcc: x@y.z", "<a@b.c>", "a@b,c@d",
    "я\u2028@example.org", "я\u00a0я@example.org", "я\u202e@example.org",
    "a@b..c", "a@-",
])  # fmt: skip
def test_what_is_no_address_gets_no_letter(address):
    made = cut(render(Draft("x")), FRAME)

    with pytest.raises(NotAnAddress):
        made.fill({**TO, "email": address}, TOKEN)


def test_an_address_in_letters_of_its_own_is_written_to():
    octets = cut(render(Draft("x")), FRAME).fill({**TO, "email": "анна@пример.рф"}, TOKEN)

    assert "\r\nTo: анна@xn--e1afmkfd.xn--p1ai\r\n".encode() in octets
    with pytest.raises(NotAnAddress):
        checked_address("анна@пример.рф")


def test_other_refusals():
    made = cut(render(Draft("x")), FRAME)

    for token in ("", "x" * 23, f"{TOKEN[:-1]}\n", "я" * 24):
        with pytest.raises(ValueError, match="token"):
            made.fill(TO, token)
    with pytest.raises(ValueError, match="date"):
        made.fill({"email": "a@b.example"}, TOKEN)
    assert checked_address("anna@пример.рф") == "anna@xn--e1afmkfd.xn--p1ai"


def test_8bit_gives_way_where_lines_could_be_too_long():
    long = "слово" * 300
    draft = Draft("x", Form.MARKDOWN, source=long, plain="..." + long)

    made = cut(render(draft), EIGHT)
    octets = made.fill(TO, TOKEN)

    assert made.encodings == (Encoding.QUOTED, Encoding.QUOTED)
    assert faults_of(octets) == []
    assert long in read(octets)[1]


def test_the_same_letter_is_cut_alike():
    rendered = render(everything(), None, LENT)

    assert cut(rendered, FRAME).fill(TO, TOKEN) == cut(rendered, FRAME).fill(TO, TOKEN)


@BOTH
@given(known=st.sets(st.sampled_from(["first_name", "city", "community", "sex", "date"])))
@settings(max_examples=examples(60), deadline=None)
def test_what_all_readers_share_is_written_in_once_and_the_letter_is_the_same(frame, known):
    source = "{first_name:gent|друга} {city|тут} {m:он|f:она|n:оно} {community} {first_name|друг}{city}"
    draft = Draft(
        "{city|?} {community}", Form.MARKDOWN, source=source, plain=source + "\n{first_name:datv|x}"
    )
    made, whole = cut(render(draft), frame), {**TO, "first_name": "Анна", "sex": "f", "community": "Мы"}
    shared = {name: whole.get(name, "") for name in known}

    again = made.having(shared)

    assert again.names <= made.names
    assert again.fill({**whole, **shared}, TOKEN) == made.fill(whole, TOKEN)
    own = {name: value for name, value in whole.items() if name not in known}
    assert again.fill(own, TOKEN) == made.fill(whole, TOKEN)


anything = st.text(max_size=60) | st.sampled_from([
    ".", "..x", "From x", "a\r\n.\r\nMAIL FROM:<x>", "\r\nBcc: a@b.example", "=?utf-8?Q?x?=", '"<>&\'',
    "x" * 500, "я" * 300, "\u2028x", "=0D=0A.", "<script>alert(1)</script>", "{email}", "\ue100",
])  # fmt: skip


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
@BOTH
def test_signs_that_no_letter_can_bear_are_gone(form, frame):
    source = "a\rb&#13;c&#1;&#x85;\x00\ud800\ue100{name|x\ry}{m:a\rb|n:c} <p>&#xE100;</p>"

    octets = cut(render(Draft(source, form, source=source, plain=source)), frame).fill(TO, TOKEN)

    assert faults_of(octets) == []
    assert not re.search(rb"[\x00\x01\x0b]", octets)
    read(octets)


@BOTH
@settings(max_examples=examples(150), deadline=None)
@given(name=anything, city=anything, text=st.text(max_size=120), subject=st.text(max_size=60))
def test_whatever_fills_a_letter_is_read_back_and_breaks_nothing(frame, name, city, text, subject):
    draft = Draft(
        subject + "|{city|?}|", Form.MARKDOWN, source="{name}\n\n" + text, plain=text + "\n|{city|?}|"
    )
    made = cut(render(draft), frame)

    octets = made.fill({**TO, "name": name, "city": city}, TOKEN)

    letter, plain, html = read(octets)
    assert faults_of(octets) == []
    assert len(letter.keys()) == len(set(letter.keys()))
    assert "Bcc" not in letter
    assert "<script" not in html
    shown = clean_name(city, 200) or "?"
    if frame is FRAME:
        assert f"|{shown}|" in plain
        assert str(letter["Subject"]).endswith(f"|{' '.join(shown.split())}|")

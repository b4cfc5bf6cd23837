from datetime import UTC, datetime

import pytest
from tests.channels.connectors.letters import LETTER, letter, sightings


def words(tmp_path, text, **headers):
    [seen] = sightings(tmp_path, letter(text, subject="Re: x", **headers))
    return seen.words


CUT = [
    ("Да.\n\n--\nАнна\n", "Да."),
    ("Да.\n\nср, 17 окт. 2012 г. в 09:10, Анна <anna@example.org>:\n\n> Бежим?\n", "Да."),
    ('Да.\n\n17.10.2012, 09:10, "Анна" <anna@example.org>:\n\nБежим?\n', "Да."),
    ("Да.\n\nСреда, 17 октября 2012, 9:10 +04:00 от Анна <anna@example.org>:\nБежим?\n", "Да."),
    ("Вы писали 17 октября 2012 г., 9:10:10:\n\n> Бежим?\nДа.\n\nС уважением,\n Анна\n", "Да."),
    ("17.10.2012 9:10, Анна пишет:\n> Бежим?\nДа.\n> А потом?\nПотом чай.\n", "Да.\n\nПотом чай."),
    (
        "Да.\n\nОт: Анна <a@example.org>\nОтправлено: 17 октября 2012 г.\nКому: Пётр\n\nБежим?\n",
        "Да.",
    ),
    ("Да.\n\n-------- Исходное сообщение --------\nТема: Бег\n\nБежим?\n", "Да."),
    ("Да.\n\nОтправлено с iPhone\n\n> 17 окт. 2012 г., в 9:10, Анна написал(а):\n> \n> Бежим?\n", "Да."),
    ("Yes.\n\nOn Oct 17, 2012, at 9:10 AM, Anna <anna@example.org> wrote:\n\n> Run?\n", "Yes."),
    ("On Wed, Oct 17, 2012 at 9:10 AM, Anna\n<anna@example.org> wrote:\n> Run?\nYes.\n", "Yes."),
    ("Yes.\n\n-----Original Message-----\nFrom: Anna\nSent: Wednesday\nTo: All\n\nRun?\n", "Yes."),
    ("Yes.\n\n________________________________\nFrom: Anna\nSent: Wednesday\nTo: All\n\nRun?\n", "Yes."),
    ('Hello\n02.04.2012 14:20 пользователь "bob@x.example" <\nbob@x.example> написал:\n\n> Hi\n', "Hello"),
    ("Yes.\n\nOn Oct 17, 2012, at 9:10 AM, Anna\n<anna@example.org>\nwrote:\n\n> Run?\n", "Yes."),
    ("Yes.\n ------------------------------\n", "Yes."),
    ("Yes.\nFrom: Anna\nDate: Tue, 1 Nov 2011\nTo: All\nRun?\n", "Yes."),
    ("Yes.\n\nSent from my iPhone\n", "Yes."),
    ("Yes.\n\nBest regards,\nPetra\n", "Yes."),
    ("Anna wrote:\n> one\n\nand I say two\n", "and I say two"),
    ("Thanks, that works for me.\nAnd a second line.\n", "Thanks, that works for me.\nAnd a second line."),
    ("Спасибо, очень помогло!\nИ ещё вопрос.\n", "Спасибо, очень помогло!\nИ ещё вопрос."),
    ("One\n- two\n- three\n", "One\n- two\n- three"),
    (
        "Hi\n\n-- \nYou received this message because you are subscribed.\nTo unsubscribe, write.\n",
        "Hi",
    ),
    ("Привет\n\n---\nЧтобы отписаться от рассылки, напишите нам.\n", "Привет"),
]


@pytest.mark.parametrize(("text", "own"), CUT)
def test_quotes_signatures_and_footers_are_cut_off(text, own, tmp_path):
    assert words(tmp_path, text) == own


def test_html_becomes_text(tmp_path):
    page = """<html><head><style>p {color: red}</style><title>x</title></head><body><!-- <p>no</p> -->
    <p>Привет,&nbsp;<b>все</b>!</p><ul><li>раз</li><li>два</li></ul>см. <a href="https://example.org/run">план</a><br>
    <script>alert(1)</script><blockquote>старое <b>и</b> цитата</blockquote></body></html>"""

    [seen] = sightings(tmp_path, letter(html=page, subject="Re: x"))

    assert seen.words == "Привет, все!\n\n— раз\n— два\n\nсм. план (https://example.org/run)"


def test_plain_text_is_taken_before_html(tmp_path):
    [seen] = sightings(tmp_path, letter("plain", html="<p>rich</p>", subject="Re: x"))

    assert seen.words == "plain"


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("koi8-r", "koi8-r"), ("windows-1251", "cp1251"), ("us-ascii", "utf-8"), ("iso-8859-1", "utf-8"),
     ("x-unknown", "cp1251"), ("koi8-r", "cp1251"), ("utf-8", "koi8-r"), ("utf-16-nonsense", "utf-8")],
)  # fmt: skip
def test_charsets_that_lie_do_no_harm(charset, codec, tmp_path):
    text = "Встречаемся сегодня вечером у моста, потом все вместе пьём чай и едим пироги."
    head = f"{LETTER.split(chr(10) * 2)[0]}\nContent-Type: text/plain; charset={charset}\n\n".replace(
        "Where", "Re: "
    )

    [seen] = sightings(tmp_path, head.encode() + text.encode(codec))

    assert text in seen.words


@pytest.mark.parametrize(
    ("told", "seen_at"),
    [
        ("Wed, 17 Oct 2012 09:10:00 +0300", "2012-10-17 06:10"),
        ("17 Oct 12 09:10 GMT", "2012-10-17 09:10"),
        ("2012-10-17 09:10:00 +03:00", "2012-10-17 06:10"),
        ("RANDOM_Wed, 17 Oct 2012 09:10:00 +0300", "2012-10-17 06:10"),
        ("Wed, 17 Oct 2012 09:10:00", "2012-10-17 05:10"),
        ("Wed, 17 Oct 2012 09:10:00 MSK", "2012-10-17 06:10"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "2012-10-17 07:00"),
        ("Wed, 17 Oct 2040 09:10:00 +0300", "2012-10-17 07:00"),
        ("yesterday", "2012-10-17 07:00"),
    ],
)
def test_dates_as_programs_write_them(told, seen_at, tmp_path):
    received = "from a by b with SMTP id x; Wed, 17 Oct 2012 10:00:00 +0300"
    raw = LETTER.replace("Wed, 17 Oct 2012 09:10:00 +0400", told).replace(
        "Message-ID", f"Received: {received}\nMessage-ID"
    )

    [seen] = sightings(tmp_path, raw, list="x")

    assert datetime.fromtimestamp(seen.at / 1000, UTC).strftime("%Y-%m-%d %H:%M") == seen_at


SEALED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA1

Signed words.
-----BEGIN PGP SIGNATURE-----

iEYEARECAAYFAlB=
-----END PGP SIGNATURE-----
"""


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (SEALED, "Signed words."),
        ("Look:\n\n>>> 1 + 1\n2\n", "Look:\n\n>>> 1 + 1\n2"),
        ("Да.\n\n АБ> Бежим?\n АБ> А потом?\n", "Да."),
        ("| a | b |\n| 1 | 2 |\n", "| a | b |\n| 1 | 2 |"),
        (
            "See.\n-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://x>\n",
            "See.",
        ),
        ("See.\n\nPetra\n___\nPetra Stone || Runner\n", "See.\n\nPetra"),
        ("See.\n\nbegin 644 x.txt\n#0V%T\n`\nend\n", "See."),
    ],
)
def test_seals_and_files_go_prompts_and_tables_stay(text, own, tmp_path):
    assert words(tmp_path, text) == own

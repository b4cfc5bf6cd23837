"""Previews of links: what honest pages say, what hostile ones get, and how much is taken at all."""

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kit.web.listening import listening, reply

from veche.kit.previews import Preview, decoded, preview_of, read_preview
from veche.kit.terms import Refusal
from veche.kit.web import BrokenOff, Web

ADDRESS = "https://example.org/posts/1"
PAGE = """<!doctype html><html><head><meta charset=utf-8>
<title>Поход на  Эльбрус</title><title>other</title>
<meta name="description" content="Три дня &amp; две ночи">
<script>document.write("<title>script</title>")</script>
<meta property="og:title" content="Эльбрус — &quot;вверх&quot;"><meta property='og:title' content=second>
<META PROPERTY="OG:IMAGE" CONTENT="/pictures/1.jpg?a=1&amp;b=2"><meta property="og:site_name" content="Клуб">
</head><body><title>body</title>"""
PIECES = st.sampled_from([
    "<title>", "</title>", "<meta ", "property=og:title", 'content="', "'", '"', ">", "<", "<!--", "-->",
    "<?", "<![CDATA[", "<!", "&amp", "&#0;", "&#x110000;", "<script>", "</script>", "name=description ",
    "og:image", "javascript:x", "\x00", "http://[", "//", "ё", "\u202e", "<!doctype", "content=http://user@x/",
])  # fmt: skip
PICTURES = [
    "javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", "http://", "http://[", "a\nb",
    "https://good@127.0.0.1/x", "x" * 2001, "ftp://a/b",
]  # fmt: skip
ENDLESS = [
    "<!--",
    "<![CDATA[",
    "<meta a='",
    "<meta ",
    "<script><!--",
    "<title>",
    "&#",
    "</",
    "<meta a=b>",
    '<meta "',
]
CHARSETS = ["", "utf-8", "windows-1251", "nonsense", "utf-7", "idna", "base64", "punycode"]


def test_a_page_says_what_it_is():
    assert read_preview(PAGE, ADDRESS) == Preview(
        'Эльбрус — "вверх"', "Три дня & две ночи", "https://example.org/pictures/1.jpg?a=1&b=2", "Клуб"
    )


def test_a_page_without_cards_has_its_title_and_its_host():
    assert read_preview("<title>Just <b>this</title>", ADDRESS).title == "Just <b>this"
    assert read_preview("plain words", ADDRESS) == Preview("example.org", site="example.org")


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_an_address_of_the_web_or_none(picture):
    assert read_preview(f'<meta property="og:image" content="{picture}">', ADDRESS).image_url == ""


def test_everything_is_one_line_without_tricks_and_bounded():
    found = read_preview(f"<title>a\u202eb\x00\n\tc {'x' * 9000}</title>", ADDRESS)

    assert found.title.startswith("ab c xxx")
    assert len(found.title) == 200


@settings(max_examples=examples(120))
@given(st.lists(st.one_of(PIECES, st.text(max_size=10)), max_size=25).map("".join), st.text(max_size=20))
def test_whatever_a_page_is_it_becomes_bounded_plain_text(html, end):
    found = read_preview(html, ADDRESS + end.replace("[", "").replace("]", ""))

    assert all(text == " ".join(text.split()) for text in (found.title, found.description, found.site))
    assert len(found.title) <= 200 >= len(found.site)
    assert len(found.description) <= 500
    assert found.image_url == "" or urlsplit(found.image_url).scheme in {"http", "https"}


@settings(max_examples=examples(60))
@given(
    st.binary(max_size=200),
    st.sampled_from(CHARSETS),
)
def test_whatever_bytes_a_page_is_they_become_text(page, charset):
    assert isinstance(decoded(page, charset), str)


@pytest.mark.parametrize("piece", ENDLESS)
def test_no_page_takes_minutes(piece):
    begun = time.monotonic()

    read_preview((piece * 262_144)[:262_144], ADDRESS)
    assert time.monotonic() - begun < 2


def test_a_page_is_read_in_its_own_letters():
    told = '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><title>Привет</title>'

    assert "Привет" in decoded(told.encode("windows-1251"))
    assert "Привет" in decoded("Привет".encode("koi8-r"), "koi8-r")
    assert "Привет" in decoded("Привет".encode("utf-16"))


def site(path, _said, line):
    if path == "/endless":
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Endless</title>")
        while True:
            line.sendall(b"<p>more" * 1000)
    elif path == "/moved":
        reply(line, status="302 Found", Location="/page")
    elif path == "/picture":
        reply(line, b"\x89PNG", Content_Type="image/png")
    elif path == "/gone":
        reply(line, b"<title>404</title>", "404 Not Found", Content_Type="text/html")
    else:
        reply(line, PAGE.encode("koi8-r", "replace"), Content_Type="text/html; charset=KOI8-R")


@pytest.fixture(scope="module")
def address():
    with listening(site) as one:
        yield f"http://127.0.0.1:{one.port}"


@pytest.fixture(scope="module")
def web():
    return Web(may_reach=("127.0.0.1",), patience=5)


def test_a_page_is_fetched_and_read(web, address):
    found = preview_of(web, f"{address}/moved")

    assert (found.site, found.description) == ("Клуб", "Три дня & две ночи")
    assert found.image_url == f"{address}/pictures/1.jpg?a=1&b=2"


def test_of_a_page_without_end_the_beginning_is_enough(web, address):
    begun = time.monotonic()

    assert preview_of(web, f"{address}/endless").title == "Endless"
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("path", ["/picture", "/gone"])
def test_what_is_no_page_is_refused(web, address, path):
    with pytest.raises(Refusal, match="no page"):
        preview_of(web, address + path)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "file:///etc/passwd", "", "x"]
)
def test_a_preview_goes_through_the_door(url):
    with pytest.raises((Refusal, BrokenOff)):
        preview_of(Web(), url)

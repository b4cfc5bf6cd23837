"""Feeds: RSS and Atom from a scripted outside, hostile pages among them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer
from tests.examples import examples

from veche.channels.connectors.feed import CONNECTOR
from veche.channels.connectors.feed.asking import BAD_MINUTES, NO_ADDRESS, NO_FEED
from veche.channels.connectors.feed.reading import WITHOUT_WORDS, plain
from veche.channels.terms.live import Access, Known, Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import now
from veche.ledger.terms import Kind, Nature

LIVE = CONNECTOR.live
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Бег сегодня</title>
<item><guid>b</guid><title>Бегом по мосту</title><link>https://example.org/b</link>
<author>anna@example.org (Анна)</author><pubDate>Fri, 28 Nov 2025 10:00:00 +0300</pubDate>
<description>
&lt;p&gt;Мы &lt;b&gt;бежим&lt;/b&gt;.&lt;/p&gt;
&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Все!&lt;/p&gt;</description></item>
<item><guid>a</guid><title>Про лыжи</title><link>javascript:alert(1)</link>
<description>Снег</description></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry><id>tag:x,1</id>
<title type="html">Runners &amp;lt;3</title><author><name>Petra Stone</name></author>
<published>2025-11-01T10:00:00Z</published><updated>2025-11-02T10:00:00Z</updated>
<content type="html">&lt;p&gt;Hello&lt;/p&gt;</content></entry></feed>"""
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>x</title>' \
      b"<item><title>&e;</title><guid>1</guid></item></channel></rss>"  # fmt: skip
KNOWN = Known({"key": "k", "title": "Бег сегодня", "about": "mentions", "words": []})


def form(address: str, **more: str) -> dict[str, str]:
    """Answer a form filled in for a feed."""
    return {"address": f"{address}/feed", "about": "mentions", "words": "", "minutes": "5", **more}


def raws_of(content: bytes) -> tuple[Raw, ...]:
    """Answer the envelopes of a feed as they are heard."""
    from veche.channels.connectors.feed.asking import _new_in

    return _new_in(content, {})[0]


def serve(outside):
    """Script a feed that says when it did not change."""
    outside.on("*/feed", lambda asked: Answer(status=304) if asked.headers.get("if-none-match") == '"1"'
               else Answer(RSS, headers={"ETag": '"1"', "Content-Type": "application/rss+xml"}))  # fmt: skip


CASE = contract.Case(CONNECTOR, form, KNOWN, raws_of(RSS) + raws_of(ATOM), serve=serve, path="*/feed")


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_news_is_told_once_and_the_feed_is_not_hurried(outside):
    serve(outside)
    way = CASE.access(outside.address)

    first = next(LIVE.listen(way, {}))
    early = {**first.cursor, "next": now() + 10}
    silence, later = (one for _, one in zip(range(2), LIVE.listen(way, early), strict=False))
    changed = next(LIVE.listen(way, {**first.cursor, "etag": "", "next": 0}))

    assert [json.loads(raw.payload)["id"] for raw in first.raws] == ["a", "b"]
    assert not silence.raws
    assert not later.raws
    assert outside.asked("*/feed")[1].headers["if-none-match"] == '"1"'
    assert not changed.raws
    assert first.cursor["next"] > now() + 4 * 60_000


def test_a_changed_entry_is_the_same_fact_with_new_words(outside):
    outside.on("*/feed", Answer(ATOM), Answer(ATOM.replace(b"Hello", b"Hello again")))
    way = CASE.access(outside.address)
    first = next(LIVE.listen(way, {}))

    second = next(LIVE.listen(way, {**first.cursor, "next": 0}))

    (old,), (new,) = (next(LIVE.read(one.raws[0], KNOWN)).sightings for one in (first, second))
    assert old.external_id == new.external_id
    assert new.words.endswith("Hello again")
    assert new.edited_at > new.at


def test_broken_and_busy_feeds_are_troubles(outside):
    outside.on("*/feed", Answer(status=429, headers={"Retry-After": "7"}))

    with pytest.raises(Trouble) as told:
        next(LIVE.listen(CASE.access(outside.address), {}))

    assert told.value.retry_after == 7


def test_entries_become_mentions_or_posts():
    skis, run = (next(LIVE.read(raw, KNOWN)).sightings[0] for raw in raws_of(RSS))
    (post,) = (
        next(LIVE.read(raw, Known({**KNOWN.facts, "about": "own"}))).sightings[0] for raw in raws_of(ATOM)
    )

    assert (run.kind, run.handle.kind, run.handle.value) == (Kind.MENTIONED, "email", "anna@example.org")
    assert run.words == "Бегом по мосту\n\nМы бежим.\n\nВсе!\n\nhttps://example.org/b"
    assert skis.words == "Про лыжи\n\nСнег"
    assert skis.handle.nature is Nature.PLACE
    assert (post.kind, post.handle.name, post.about.title) == (Kind.PUBLISHED, "Petra Stone", "Runners <3")


def test_only_entries_with_the_words_are_taken():
    from veche.channels.connectors.feed.reading import wanted_words

    known = Known({**KNOWN.facts, "words": sorted(wanted_words("бежать, мост"))})

    records = [next(LIVE.read(raw, known)) for raw in raws_of(RSS)]

    assert [record.refused for record in records] == [WITHOUT_WORDS, ""]


@pytest.mark.parametrize("content", [b"", b"<html><body>No feed</body></html>", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_feed_is_refused(content, outside):
    outside.on("*/feed", Answer(content, headers={"Content-Type": "text/html"}))

    with pytest.raises(Refusal, match=NO_FEED):
        LIVE.check(CASE.access(outside.address))


def test_nothing_of_this_machine_is_let_in():
    for raw in raws_of(XXE):
        assert b"root:" not in raw.payload


def test_what_is_wrong_with_the_form_is_told_at_once():
    with pytest.raises(Refusal) as told:
        LIVE.check(Access(form("ftp://x", minutes="1")))

    assert [reason.text for reason in told.value.reasons] == [NO_ADDRESS, BAD_MINUTES]


@settings(max_examples=examples(40))
@given(st.text(st.sampled_from("<>/!-&;pabr script=\"'\n")))
def test_no_page_keeps_a_tag(page):
    assert "<script" not in plain(f"{page}<script>x</script>").replace("< script", "")
    assert "<p>" not in plain(f"{page} <p>x</p>")

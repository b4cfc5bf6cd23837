"""The live part: a feed is asked whether it changed (RFC 9110, 13), and its new entries are told."""

from collections.abc import Iterator

from veche.channels.connectors.feed.reading import read
from veche.channels.terms.live import Access, Checked, Cursor, Heard, Live, Setting, Way
from veche.kit.terms import N_


def _check(access: Access) -> Checked:
    from veche.channels.connectors.feed.asking import check

    return check(access)


def _listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    from veche.channels.connectors.feed.asking import listen

    return listen(access, cursor)


LIVE = Live(
    settings=(
        Setting("address", N_("Address of the feed"), N_("RSS or Atom; often at /feed or /rss.")),
        Setting("about", N_("What is in it"), guess="mentions", choices=(
            ("mentions", N_("what others write: each entry is a mention of us")),
            ("own", N_("what we publish ourselves")),
        )),
        Setting("words", N_("Only with these words"),
                N_("Parted by commas; in any form: «бег» finds «бегом». Without any, every entry is taken."),
                is_optional=True),
        Setting("minutes", N_("Minutes between looks"), N_("Five at the least."), guess="30"),
    ),
    steps=(
        N_("Find the address of the feed: a search for mentions, a blog, a section of a forum."),
        N_("Say whether it is yours or tells of you, and which words an entry must have."),
    ),
    ways=(Way.LISTEN,),
    check=_check,
    read=read,
    listen=_listen,
)  # fmt: skip

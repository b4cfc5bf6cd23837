"""Search finds the same on both databases: the suite runs on each, against one plain oracle."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.kit import sql
from veche.kit.search import Document, SearchIndex, place_of, read_query
from veche.kit.text import stems_of

pytestmark = pytest.mark.django_db
INDEX = SearchIndex("ledger_search")
TEXTS = [
    "Ёлки стоят у входа, встречаемся в пятницу",
    "Где купить билеты на встречу? Спасибо!",
    "The tables are booked for Friday's meetup",
    "Running clubs run; run to the Meetup table",
    "C++ и C# против питона, e-mail: anna@example.org",
    "елка",
    "",
]
WORDS = [
    "ёлка",
    "встреча",
    "пятница",
    "билет",
    "table",
    "friday",
    "meetup",
    "run",
    "anna",
    "питон",
    "стоять",
    "e-mail",
]


@pytest.fixture
def filled():
    INDEX.put_many(Document(n, 7, n * 1000, text) for n, text in enumerate(TEXTS, start=1))
    INDEX.put_many([Document(99, 8, 99_000, "ёлка в чужом клубе")])


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("елка", [6, 1]), ("ЁЛКУ", [6, 1]), ("встречи", [2]), ("meetups", [4, 3]), ("table run", [4]),
        ('"meetup table"', [4]), ('"table meetup"', []), ("ёлка -пятница", [6]), ("вст*", [2, 1]),
        ("-ёлка", []),
        ("anna@example.org", [5]), ("e-mail", [5]), ("", []), ('"', []), ("*", []), ("AND OR NOT NEAR(", []),
        ("scope_8", []), ("'; DROP TABLE core_user; --", []), (":* & | ! <->", []),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form_within_the_scope(filled, query, hits):
    assert INDEX.find(query, scope=7) == hits


def test_pages_go_on_where_the_last_ended(filled):
    first = INDEX.find("ёлка", scope=7, limit=1)

    assert INDEX.find("ёлка", scope=7, before=place_of(first[0], first[0] * 1000)) == [1]


def test_putting_again_replaces_and_removing_removes(filled):
    INDEX.put_many([Document(6, 7, 6_000, "сосна")])
    INDEX.remove([(1, 1_000), (12345, 5)])

    assert INDEX.find("ёлка", scope=7) == []
    assert INDEX.find("сосна", scope=7) == [6]


@settings(max_examples=60)
@given(query=st.lists(st.sampled_from(WORDS) | st.text(max_size=8), min_size=1, max_size=3).map(" ".join))
def test_any_query_gives_what_the_oracle_gives(filled, query):
    assert INDEX.find(query, scope=7) == _oracle(query)


def _oracle(query: str) -> list[int]:
    terms = read_query(query)
    if not any(term.wanted for term in terms):
        return []
    return [n for n in range(len(TEXTS), 0, -1) if all(_fits(term, stems_of(TEXTS[n - 1])) for term in terms)]


def _fits(term, stems) -> bool:
    size = len(term.stems)
    runs = [tuple(stems[at : at + size]) for at in range(len(stems) - size + 1)]
    if term.beginning:
        found = any(run[:-1] == term.stems[:-1] and run[-1].startswith(term.stems[-1]) for run in runs)
    else:
        found = term.stems in runs
    return found == term.wanted


def test_what_was_taken_out_is_overwritten_in_parts(filled):
    INDEX.put_many(Document(n, 7, n * 1000, f"жемчужина{n} слово") for n in range(200, 260))
    INDEX.remove((n, n * 1000) for n in range(200, 260))

    while INDEX.purge_step(pages=10):
        pass

    assert INDEX.find("жемчужина*", scope=7) == []
    assert INDEX.find("ёлка", scope=7) != []
    if not sql.on_postgres():
        blocks = sql.fetch("SELECT block FROM ledger_search_data")
        assert not any("жемчужин".encode() in bytes(block) for (block,) in blocks)

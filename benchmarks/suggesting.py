"""Are the likeliest three right, and soon enough? `make bench NAME=suggesting [SCALE=1]`.

Real questions, held out by a protocol that docs/decisions/suggesting.md tells: Ubuntu's chat with reply links
made by hand (CC-BY-4.0, kept outside the repository: `SHARED` says where). Known: each question with the
answer it got. Asked: what the same person wrote of the same matter later on, of which nothing is known.
Prints recall@3 of three ways side by side, then how long a suggestion takes at 10 000 articles and 200 000
answered questions (a million messages). The last line is recall@3; the rest is printed above it.
"""

import os
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import SCALE, own_data, p95, report, set_up_django, times_of

SHARED = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[2] / "shared/data"))
SAID = re.compile(r"^\[\d\d:\d\d\] <([^>]+)> (.*)$")
BAR, SLOWEST = 0.35, 100
ARTICLES_AT, ANSWERED_AT = int(10_000 * SCALE), int(200_000 * SCALE)
LEAST_WORDS = 4


class Case(NamedTuple):
    """A question that was answered, and what its asker wrote of it afterwards."""

    question: str
    answer: str
    asked_again: str


def cases_in(folder: Path) -> list[Case]:
    """Answer the cases of all annotated days."""
    found = []
    for raw in sorted(folder.glob("*.raw.txt")):
        links = raw.with_name(raw.name.replace(".raw.", ".annotation."))
        if links.exists():
            found += cases_of(raw.read_text(errors="replace").splitlines(), links.read_text().split("\n"))
    return found


def cases_of(lines: list[str], links: list[str]) -> list[Case]:
    """Answer the cases of a day: threads are the connected parts of its reply links."""
    said = {n: (m[1].lower(), without_name(m[2])) for n, line in enumerate(lines) if (m := SAID.match(line))}
    root = {n: n for n in said}
    parents = defaultdict(set)

    def head(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    for link in links:
        one, other = (int(n) for n in link.split()[:2]) if link.strip() else (0, 0)
        if one in said and other in said and one != other:
            root[max(head(one), head(other))] = min(head(one), head(other))
            parents[max(one, other)].add(min(one, other))
    threads = defaultdict(list)
    for n in sorted(said):
        threads[head(n)].append(n)
    return [case for thread in threads.values() if (case := case_of(thread, said, parents))]


def case_of(thread: list[int], said: dict[int, tuple[str, str]], parents: dict[int, set[int]]) -> Case | None:
    """Answer a thread as a case: its first message asks, the first reply of another answers."""
    asker, question = said[thread[0]]
    replies = [n for n in thread[1:] if said[n][0] != asker and thread[0] in parents[n]]
    if "?" not in question or not replies:
        return None
    later = [said[n][1] for n in thread[1:] if said[n][0] == asker and n not in replies]
    asked_again = " ".join(later)
    if len(set(words(asked_again)) - set(words(question))) < LEAST_WORDS:
        return None
    return Case(question, said[replies[0]][1], asked_again)


def without_name(text: str) -> str:
    """Take «nick:» from the front of a line: whom it is for would give the thread away."""
    return re.sub(r"^[\w\[\]`|^{}-]{2,20}[:,]\s+", "", text)


def words(text: str) -> list[str]:
    """Answer plain words, as somebody without morphology would compare them."""
    return re.findall(r"\w+", text.lower())


def recall(cases: list[Case], find: Callable[[str], Iterable[int]]) -> float:
    """Answer in which share of every second case, kept aside, the right one is among the first three.

    All are known to whoever looks; the weights were chosen on the other half alone.
    """
    held_out = list(enumerate(cases))[1::2]
    right = sum(number in list(find(case.asked_again))[:3] for number, case in held_out)
    return right / max(len(held_out), 1)


def by_like(cases: list[Case]) -> Callable[[str], Iterable[int]]:
    """The baseline: LIKE '%word%' over the texts, most words found first, the newest before others."""
    texts = [f"{case.question} {case.answer}".lower() for case in cases]

    def find(asked: str) -> Iterable[int]:
        wanted = {word for word in words(asked) if len(word) > 2}
        hits = [(sum(word in text for word in wanted), number) for number, text in enumerate(texts)]
        return [number for hit, number in sorted(hits, reverse=True)[:3] if hit]

    return find


def by_fts(cases: list[Case]) -> Callable[[str], Iterable[int]]:
    """Another: SQLite's FTS5 with its own bm25 and no morphology."""
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
    rows = [(number + 1, f"{case.question} {case.answer}") for number, case in enumerate(cases)]
    base.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", rows)
    statement = "SELECT rowid - 1 FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 3"

    def find(asked: str) -> Iterable[int]:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(asked)))
        return [number for (number,) in base.execute(statement, (match,))] if match else []

    return find


def by_ours(cases: list[Case]) -> Callable[[str], Iterable[int]]:
    """The way of the house."""
    from veche.inbox.queries.suggesting import ANSWERS
    from veche.inbox.rules.suggesting import ANSWER, QUESTION, weigh, words_to_weigh
    from veche.kit.ranking import Weighed

    ANSWERS.put_many(
        Weighed(number, ("cases",), weigh([(case.question, QUESTION), (case.answer, ANSWER)]))
        for number, case in enumerate(cases)
    )

    def find(asked: str) -> Iterable[int]:
        return [number for number, _ in ANSWERS.find(words_to_weigh(asked), scope="cases", limit=3)]

    return find


def slowest(cases: list[Case]) -> float:
    """Answer how long suggesting takes among many, in milliseconds (p95 over real questions)."""
    from veche.inbox.queries.articles import ARTICLES
    from veche.inbox.queries.suggesting import ANSWERS
    from veche.inbox.rules.suggesting import words_to_weigh
    from veche.kit.ranking import Weighed

    draw = random.Random(1)
    bag = [word for case in cases for word in words_to_weigh(f"{case.question} {case.answer}")]
    for index, many, length in ((ARTICLES, ARTICLES_AT, 120), (ANSWERS, ANSWERED_AT, 20)):
        for start in range(0, many, 5_000):
            index.put_many(
                Weighed(10_000_000 + n, ("many",), dict.fromkeys(draw.choices(bag, k=length), 1.0))
                for n in range(start, min(start + 5_000, many))
            )
    taken = []
    for case in cases[:200]:
        asked = words_to_weigh(case.asked_again)
        taken += times_of(lambda a=asked: [i.find(a, scope="many") for i in (ARTICLES, ANSWERS)], 1)
    return p95(taken)


def main() -> None:
    """Ask what was held out."""
    cases = cases_in(SHARED / "irc/ubuntu-train")
    with own_data():
        set_up_django()
        like, fts, ours = (recall(cases, way(cases)) for way in (by_like, by_fts, by_ours))
        print(
            f"{len(cases) // 2} held-out questions among {len(cases)}: LIKE {like:.3f}, "
            f"FTS5 without morphology {fts:.3f}, ours {ours:.3f}"
        )
        late = slowest(cases)
        print(f"{ARTICLES_AT} articles, {ANSWERED_AT} answered questions: p95 {late:.1f} ms (bar {SLOWEST})")
    best = max(like, fts)
    ratio = ours / best if best else None
    bar = BAR if late <= SLOWEST else 1.0
    report(
        "suggesting",
        ours,
        "recall@3",
        bar,
        better="more",
        baseline=f"best of LIKE, FTS5: {best:.3f}",
        ratio=ratio,
    )


if __name__ == "__main__":
    main()

"""How well answers find their questions in a chat without reply links: `make bench NAME=linking`.

Scored on hand-made links of IRC (Kummerfeld et al., ACL 2019) that neither learning nor choosing features
has seen: every fourth day of #ubuntu and one file of another channel. F1 is the paper's: of all links drawn
by hand, a message that starts something being linked to itself, and of all links found. Notices (joins,
topics) count as links to themselves, so each line also says what is left without them.

`python -m benchmarks.linking --train` learns the weights anew from the other files (two minutes) and
writes them into the rules; `--dev` scores the files features are chosen on, after learning without them.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import report
from veche.inbox.rules.linking import Linker, Said, link_replies
from veche.inbox.rules.linking.naming import Names

IRC = Path(__file__).resolve().parents[2] / "shared/data/irc"
BAR = 0.65
LONGEST_STEP = 23 * 60  # A clock that seems to leap further was set back a little.
_SAID = re.compile(r"\[(\d\d):(\d\d)\] <([^>]*)> ?(.*)")
_NOTICE = re.compile(
    r"\S+ (?:\[\S*\] +)?(?:has (?:joined|left|quit)|is now known as|(?:entered|left) the room)"
    r"|\S+ (?:sets|changes) |Topic |mode/|\S+ was kicked|You "
)


class Chat(NamedTuple):
    """A file: its messages, and for each annotated one those it answers (itself: it starts something)."""

    name: str
    messages: list[Said]
    by_hand: dict[int, set[int]]


class Score(NamedTuple):
    """How many links were found rightly, found, and drawn by hand."""

    right: int
    found: int
    drawn: int

    @property
    def f1(self) -> float:
        """Answer the harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.drawn)

    def __str__(self) -> str:
        precision, recall = self.right / self.found, self.right / self.drawn
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}"


Answers = dict[int, int]


def files() -> tuple[list[Path], list[Path], list[Path]]:
    """Answer the files to learn from, to choose features on, and those held out."""
    days = sorted((IRC / "ubuntu-train").glob("*.raw.txt"))
    other = IRC / "channel-two"
    return (
        [day for place, day in enumerate(days) if place % 4 < 2] + [other / "channel-two.pilot-dev.raw.txt"],
        days[2::4],
        [*days[3::4], other / "channel-two.dev.raw.txt"],
    )


def read_chat(path: Path) -> Chat:
    """Read a log and the links drawn by hand beside it. Its clock has minutes and no day."""
    messages: list[Said] = []
    minute = 0
    for number, line in enumerate(path.read_text(errors="replace").split("\n")[:-1]):
        if said := _SAID.match(line):
            step = (int(said[1]) * 60 + int(said[2]) - minute) % 1440
            minute += step if step < LONGEST_STEP else 0
            messages.append(Said(number, said[3], said[3], minute * 60_000, said[4]))
        else:
            messages.append(_deed(number, line, minute))
    by_hand: dict[int, set[int]] = {}
    for line in path.with_name(path.name.replace(".raw.", ".annotation.")).read_text().splitlines():
        earlier, later = sorted(map(int, line.split()[:2]))
        by_hand.setdefault(later, set()).add(earlier)
    return Chat(path.name.removesuffix(".raw.txt"), messages, by_hand)


def _deed(number: int, line: str, minute: int) -> Said:
    """Read a line that is no speech: what somebody does («/me waves»), or a notice."""
    body = line.removeprefix("=== ")
    who, _, words = body.partition(" ")
    is_notice = not line.startswith("===") or bool(_NOTICE.match(body))
    return Said(number, who, who, minute * 60_000, words, is_notice)


def ours(chat: Chat) -> Answers:
    """Answer what the model finds."""
    return {link.number: link.number if link.answers is None else link.answers
            for link in link_replies(chat.messages)}  # fmt: skip


def previous(chat: Chat) -> Answers:
    """Answer the previous message for each."""
    answers, before = {}, None
    for said in chat.messages:
        answers[said.number] = said.number if said.is_notice or before is None else before
        before = before if said.is_notice else said.number
    return answers


def previous_of_named(chat: Chat) -> Answers:
    """Answer the previous message of whoever is named, else the previous message."""
    answers, people, names, last, before = {}, {}, Names(), {}, None
    for said in chat.messages:
        answers[said.number] = said.number
        if said.is_notice:
            continue
        who = people.setdefault(said.who, len(people))
        words = said.words.split()
        named = names.whose(words[0].rstrip(",:")) if words else None
        found = last.get(named, before) if named != who else before
        answers[said.number] = said.number if found is None else found
        names.learn(who, (said.name,))
        last[who] = before = said.number
    return answers


def score(chats: Iterable[Chat], answer: Callable[[Chat], Answers], *, notices: bool = True) -> Score:
    """Compare what is found with what was drawn by hand."""
    right = found = drawn = 0
    for chat in chats:
        answers = answer(chat)
        passed = set() if notices else {said.number for said in chat.messages if said.is_notice}
        for number, links in chat.by_hand.items():
            if number not in passed:
                right, found, drawn = right + (answers[number] in links), found + 1, drawn + len(links)
    return Score(right, found, drawn)


def show(title: str, chats: list[Chat], answer: Callable[[Chat], Answers]) -> Score:
    """Print a line with the score with and without notices."""
    whole, spoken = score(chats, answer), score(chats, answer, notices=False)
    print(f"{title:34} {whole}   without notices: {spoken}", flush=True)
    return whole


def pace(chats: list[Chat]) -> float:
    """Answer how many spoken messages are linked in a second."""
    start, count = time.perf_counter(), 0
    for chat in chats:
        linker = Linker()
        for said in chat.messages:
            linker.hear(said)
            count += not said.is_notice
    return count / (time.perf_counter() - start)


def main() -> None:
    """Print the scores of the held-out files beside the baselines, and the pace."""
    if {"--train", "--dev"} & set(sys.argv):
        from benchmarks.learning_links import learn

        learn(is_final="--train" in sys.argv)
        return
    chats = [read_chat(path) for path in files()[2]]
    ubuntu, other = chats[:-1], chats[-1:]
    baseline = show("the previous message", chats, previous)
    show("the previous one of who is named", chats, previous_of_named)
    found = show("ours", chats, ours)
    show("ours, #ubuntu only", ubuntu, ours)
    show("the previous message, other channel", other, previous)
    show("ours, the other channel only", other, ours)
    print(f"{pace(chats):,.0f} messages a second")
    report("linking", found.f1, "F1", BAR, better="more", baseline=f"the previous message: {baseline.f1:.3f}",
           ratio=found.f1 / baseline.f1)  # fmt: skip


if __name__ == "__main__":
    main()

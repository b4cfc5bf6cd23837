"""Real letters that came back: what is read of them is what a careful reader says.

The samples stand beside the checkout (`SHARED`). By a hash of its name each belongs to the half that the
rules were written with, or to the half that was looked at only after them. What both taught has gone into the
rules since, so these are floors, and no measure of what is read of letters never seen: that is measured with
other public sets, each at its first sight.
"""

import hashlib
from pathlib import Path

import pytest
from tests.channels.files import SHARED

from veche.mailing.rules.reports import read_report
from veche.mailing.terms.returning import What

FOLDER = SHARED / "email/sisimai-maildir-bsd"
LETTERS = {"h": What.HARD, "s": What.SOFT, "b": What.BLOCKED, "d": What.DELAYED, "c": What.COMPLAINT,
           "u": What.UNSUBSCRIBED, "a": What.AUTO_REPLY, "v": What.DELIVERED}  # fmt: skip
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data is not beside this checkout")


def expected():
    """What is to be read, by the name of the sample."""
    found, engine = {}, ""
    for line in (Path(__file__).parent / "expected.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        words = line.split()
        engine = engine if line.startswith(" ") else words.pop(0)
        for word in words:
            number = word.rstrip("hsbdcuav")
            found[f"{engine}-{number}.eml"] = sorted(LETTERS[letter] for letter in word[len(number) :])
    return found


def is_kept_aside(name: str) -> bool:
    """Whether a sample belongs to the half that was scored only at the end."""
    return int(hashlib.sha256(f"veche {name}".encode()).hexdigest(), 16) % 2 == 1


def score(names, told):
    """How many are right, and which are not."""
    wrong = {}
    for name in names:
        read = sorted(one.what for one in read_report((FOLDER / name).read_bytes()).returned)
        if read != told[name]:
            wrong[name] = read
    return 1 - len(wrong) / len(names), wrong


def test_states_are_right_on_nearly_every_sample_of_both_halves():
    told = expected()
    kept = [name for name in told if is_kept_aside(name)]
    known = [name for name in told if not is_kept_aside(name)]

    (of_known, wrong_known), (of_kept, wrong_kept) = score(known, told), score(kept, told)

    print(f"written with: {of_known:.1%} of {len(known)}; kept aside: {of_kept:.1%} of {len(kept)}")  # noqa: T201 - the score is what one runs this for
    assert len(told) == len(list(FOLDER.glob("*.eml"))) >= 300
    assert of_known >= 0.985, wrong_known
    assert of_kept >= 0.985, wrong_kept


def test_the_letter_a_report_is_about_and_its_recipient_are_found():
    read = [read_report(path.read_bytes()) for path in sorted(FOLDER.glob("lhost-[p-s]*.eml"))]

    with_id = sum(bool(report.message_id) for report in read) / len(read)
    named = sum(all(one.address for one in report.returned) for report in read) / len(read)

    print(f"Message-ID: {with_id:.0%}, recipients: {named:.0%}")  # noqa: T201 - the score is what one runs this for
    assert with_id >= 0.7
    assert named >= 0.97

"""Letters over a line: one round trip each, every fate told apart, nothing said twice."""

import socket

import pytest
from tests.mailing.servers import CUT_AFTER, CUT_AT_ONCE, CUT_BEFORE, SILENT, Server, serving

from veche.kit.smtp import (
    Fate,
    Journal,
    Parcel,
    Patience,
    Place,
    Stage,
    address_of,
    is_sound,
    opened,
    read_left,
)
from veche.kit.smtp.replies import LONGEST_REPLY, Replies
from veche.kit.terms import Refusal, Trouble
from veche.kit.web import Web

WEB = Web(may_reach=("127.0.0.1",))
QUICK = Patience(2, 2, 2, 1)
DATA = b"Subject: x\r\n\r\n.dots\r\n..more\r\n"


def parcels(*names: str):
    return [
        Parcel(number, b"us@example.org", f"{name}@example.org".encode(), DATA)
        for number, name in enumerate(names)
    ]


def carried(server: Server, *names: str, folder) -> list[tuple[Fate, Stage]]:
    with (
        opened(WEB, Place("127.0.0.1", server.port, "none"), QUICK) as line,
        Journal(folder / "j") as journal,
    ):
        return [(one.fate, one.stage) for one in line.carry(parcels(*names), journal)]


@pytest.mark.parametrize("offers", [("PIPELINING", "8BITMIME"), ()])
def test_letters_arrive_as_they_were_with_and_without_pipelining(offers, tmp_path):
    with serving(offers=offers) as server:
        found = carried(server, "anna", "boris", "vera", folder=tmp_path)

    assert found == [(Fate.SENT, Stage.DOT)] * 3
    assert [data for _, _, data in server.letters] == [DATA] * 3


FATES = [
    ("mail", b"550 5.7.1 not you", Fate.REFUSED, Stage.MAIL),
    ("rcpt", b"550 5.1.1 nobody", Fate.REFUSED, Stage.RCPT),
    ("rcpt", b"451 4.3.0 later", Fate.LATER, Stage.RCPT),
    ("rcpt", b"421 4.3.2 bye", Fate.LATER, Stage.RCPT),
    ("rcpt", CUT_AT_ONCE, Fate.UNSAID, Stage.DATA),
    ("data", b"452 4.3.1 full", Fate.LATER, Stage.DATA),
    ("dot", b"554 5.7.1 spam", Fate.REFUSED, Stage.DOT),
    ("dot", b"451 4.3.0 later", Fate.LATER, Stage.DOT),
    ("dot", CUT_BEFORE, Fate.DOUBTFUL, Stage.DOT),
    ("dot", CUT_AFTER, Fate.DOUBTFUL, Stage.DOT),
    ("dot", SILENT, Fate.DOUBTFUL, Stage.DOT),
]


@pytest.mark.parametrize(("stage", "says", "fate", "where"), FATES)
def test_each_fault_is_told_as_what_it_is_and_the_next_letter_is_not_touched(
    stage, says, fate, where, tmp_path
):
    once = iter([says])
    with serving() as server:
        server.fault = lambda at, to: next(once, None) if at == stage and to != "anna@example.org" else None
        first, second, *rest = carried(server, "anna", "boris", "vera", folder=tmp_path)

    if stage == "mail":
        first, second = second, first
    assert first == (Fate.SENT, Stage.DOT)
    assert second == (fate, where)
    is_cut = fate in (Fate.DOUBTFUL, Fate.UNSAID) or b"421" in (says if isinstance(says, bytes) else b"")
    assert rest == [(Fate.UNSAID, Stage.LINE) if is_cut else (Fate.SENT, Stage.DOT)]


def test_a_journal_tells_what_its_dead_process_said(tmp_path):
    with serving() as server:
        server.fault = lambda stage, to: CUT_AFTER if (stage, to) == ("dot", "boris@example.org") else None
        carried(server, "anna", "boris", "vera", folder=tmp_path)

    told = read_left(tmp_path / "j")

    assert told is not None
    assert {key: one.fate for key, one in told.answered.items()} == {
        0: Fate.SENT, 1: Fate.DOUBTFUL, 2: Fate.UNSAID
    }  # fmt: skip


def test_a_journal_is_nobody_elses_while_its_process_lives(tmp_path):
    with Journal(tmp_path / "j") as journal:
        journal.said(7)
        assert read_left(tmp_path / "j") is None
    told = read_left(tmp_path / "j")

    assert told is not None
    assert told.doubtful == {7}


def test_a_password_goes_to_no_other_machine_in_the_clear():
    web = Web(may_reach=("mail.test",), resolve=lambda _: ["127.0.0.1"])
    with serving(offers=("AUTH PLAIN",)) as server:
        place = Place("mail.test", server.port, "none", "us", "secret")
        with pytest.raises(Refusal, match="encrypted"), opened(web, place, QUICK):
            pass


def test_a_server_that_is_away_is_trouble():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Trouble), opened(WEB, Place("127.0.0.1", port, "none"), QUICK):
        pass


@pytest.mark.parametrize(
    "odd", ["a b@example.org", "a>@example.org", "a@b\r\nRCPT TO:<x@y>", "@x", "a", "a@"]
)
def test_an_address_is_one_argument(odd):
    with pytest.raises(Refusal):
        address_of(odd)


def test_what_may_leave_has_short_lines_and_no_other_line_ends():
    assert is_sound(b"a" * 998 + b"\r\n" + b"b" * 998 + b"\r\n")
    assert not is_sound(b"a" * 999 + b"\r\n")
    assert not is_sound(b"x\r\n" + b"a" * 5000 + b"\r\n")
    for smuggled in (b"a\n.\r\nMAIL\r\n", b"a\r.\r\n", b"a"):
        assert not is_sound(smuggled)


def test_an_answer_without_end_is_trouble():
    with pytest.raises(Trouble):
        Replies().feed(b"250-" + b"x" * LONGEST_REPLY)
    with pytest.raises(Trouble):
        Replies().feed(b"HTTP/1.1 200 OK\r\n")

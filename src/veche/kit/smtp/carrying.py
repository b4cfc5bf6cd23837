"""Carrying: letters over an open line, each announced while the one before it is on its way."""

import socket
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple, Protocol

from veche.kit.smtp.parcels import Parcel, stuffed
from veche.kit.smtp.replies import Fate, Outcome, Replies, Reply, Stage, fate_of
from veche.kit.smtp.waiting import Patience
from veche.kit.terms import Trouble
from veche.kit.web import bound_waits

AT_ONCE = 65536
TICK = 0.5
GO_ON, BUSY = 354, 421
_DOT, _AGAIN, _LEAVE = b".\r\n", b"RSET\r\n", b"QUIT\r\n"
_STAGES = (Stage.MAIL, Stage.RCPT, Stage.DATA)
_OUT_OF_TURN = Reply(503, "5.5.1 not asked")
_TOO_LARGE = Reply(552, "5.3.4 larger than the mail server takes")
_NO_UTF8 = Reply(553, "5.6.7 the mail server takes no address in such letters")


class Offer(NamedTuple):
    """What a server offered in its greeting; `largest` in bytes, 0 where it set no bound."""

    pipelining: bool = False
    eight_bit: bool = False
    utf8: bool = False
    largest: int = 0


class Notes(Protocol):
    """Who keeps what was said, so that it outlives this process."""

    def answered(self, outcome: Outcome) -> None:
        """Take note of an answer: kept at the latest with the next `said`."""

    def said(self, key: int) -> None:
        """Take note, for sure, that the last dot of a letter is about to leave."""


class _Cut(Exception):
    """The line ended, after so many bytes of what was to be written."""

    def __init__(self, text: str, written: int = 0) -> None:
        self.written = written
        super().__init__(text)


class Carrying:
    """An open line. One letter at a time is between its last dot and its answer, never two."""

    def __init__(self, line: socket.socket, offer: Offer, patience: Patience) -> None:
        self.offer = offer
        bound_waits(line, TICK)  # one for all: changing it costs a call of the system each time
        self._line: socket.socket | None = line
        self._patience = patience
        self._replies = Replies()
        self._heard: deque[Reply] = deque()
        # Whether the next letter was announced together with the last dot of the one before.
        self._is_announced = False

    @property
    def is_open(self) -> bool:
        """Tell whether another letter may go over this line."""
        return self._line is not None

    def carry(self, parcels: Iterable[Parcel], notes: Notes) -> Iterator[Outcome]:
        """Hand letters over and answer what became of each, in their order.

        Ends early where the line ends: what was taken from `parcels` by then has an outcome, the rest was
        not touched. Letters are asked for two ahead, so that they are made while the server is busy.
        """
        aside = deque[Outcome]()
        ahead = self._acceptable(parcels, aside)
        current, following = next(ahead, None), next(ahead, None)
        while current is not None or aside:
            while aside:
                notes.answered(aside[0])
                yield aside.popleft()
            if current is None:
                return
            outcome, third = self._turn(current, following, notes, ahead)
            notes.answered(outcome)
            yield outcome
            current, following = following, third
            if self._line is None:
                left = [parcel for parcel in (current, following) if parcel is not None]
                aside.extend(Outcome(one.key, Fate.UNSAID, outcome.reply, Stage.LINE) for one in left)
                current = following = None

    def close(self) -> None:
        """Take leave; may be repeated."""
        if self._line is not None:
            with suppress(OSError, ValueError):
                self._line.settimeout(1.0)
                self._line.sendall(_LEAVE)
            self._hang_up()

    def _turn(
        self, current: Parcel, following: Parcel | None, notes: Notes, ahead: Iterator[Parcel]
    ) -> tuple[Outcome, Parcel | None]:
        """Hand one letter over; answers its outcome and one more letter."""
        third, data, is_gone = None, b"", False
        try:
            refusal = self._announced(current)
            if refusal is not None:
                return self._settled(current, *refusal), next(ahead, None)
            data = (current.data if current.is_stuffed else stuffed(current.data)) + _DOT
            self._is_announced = following is not None and self.offer.pipelining
            notes.said(current.key)
            self._write(data + self._announcing(following) if following and self._is_announced else data)
            is_gone = True
            third = next(ahead, None)
            reply = self._hear(self._patience.dot)
        except (_Cut, Trouble) as cut:
            self._hang_up()
            is_gone = is_gone or (bool(data) and getattr(cut, "written", 0) >= len(data))
            fate, stage = (Fate.DOUBTFUL, Stage.DOT) if is_gone else (Fate.UNSAID, Stage.DATA)
            return Outcome(current.key, fate, Reply(0, str(cut)), stage), third
        if reply.code == BUSY:
            self._hang_up()
        return Outcome(current.key, fate_of(reply.code), reply, Stage.DOT), third

    def _announced(self, parcel: Parcel) -> tuple[Reply, Stage] | None:
        """Announce a letter unless it is already; answers what the server has against it, if anything."""
        if not self.offer.pipelining:
            replies = self._one_by_one(parcel)
        else:
            if not self._is_announced:
                self._write(self._announcing(parcel))
            self._is_announced = False
            replies = self._all_heard()
        sender, recipient, data = (reply.code for reply in replies)
        if data == GO_ON:
            if 200 <= sender < 300 and 200 <= recipient < 300:
                return None
            if 200 <= recipient < 300:  # it would take an empty letter to somebody
                self._hang_up()
            else:  # and here one to nobody: give it that (RFC 2920, 3.1)
                self._write(_DOT)
                self._hear(self._patience.dot)
        for reply, stage in zip(replies, _STAGES, strict=True):
            if not 200 <= reply.code < 300:
                return reply, stage
        return replies[2], Stage.DATA

    def _all_heard(self) -> list[Reply]:
        """Answer what is said to the three words; where the line ends after a «no», the rest is that too."""
        if len(self._heard) >= len(_STAGES):  # they came with the answer to the letter before
            return [self._heard.popleft() for _ in _STAGES]
        replies: list[Reply] = []
        try:
            while len(replies) < len(_STAGES):
                replies.append(self._hear(self._patience.command))
        except (_Cut, Trouble):
            if all(200 <= reply.code < 300 for reply in replies):
                raise
            self._hang_up()
            replies += [_OUT_OF_TURN] * (len(_STAGES) - len(replies))
        return replies

    def _one_by_one(self, parcel: Parcel) -> list[Reply]:
        replies: list[Reply] = []
        for words in self._announcing(parcel).splitlines(keepends=True):
            if replies and not 200 <= replies[-1].code < 300:
                replies.append(_OUT_OF_TURN)
                continue
            self._write(words)
            replies.append(self._hear(self._patience.command))
        return replies

    def _settled(self, parcel: Parcel, reply: Reply, stage: Stage) -> Outcome:
        """Answer the outcome of a letter that was not taken, and clear the table for the next."""
        if reply.code == BUSY:
            self._hang_up()
        elif self._line is not None:
            try:
                self._write(_AGAIN)
                self._hear(self._patience.command)
            except (_Cut, Trouble):
                self._hang_up()
        fate = Fate.UNSAID if reply.code == BUSY and stage is Stage.MAIL else fate_of(reply.code)
        return Outcome(parcel.key, Fate.LATER if fate is Fate.SENT else fate, reply, stage)

    def _acceptable(self, parcels: Iterable[Parcel], aside: deque[Outcome]) -> Iterator[Parcel]:
        """Answer the letters that this server can take; the others' outcomes are put aside."""
        for parcel in parcels:
            if self.offer.largest and len(parcel.data) > self.offer.largest:
                aside.append(Outcome(parcel.key, Fate.REFUSED, _TOO_LARGE, Stage.MAIL))
            elif not self.offer.utf8 and not parcel.to.isascii():
                aside.append(Outcome(parcel.key, Fate.REFUSED, _NO_UTF8, Stage.RCPT))
            else:
                yield parcel

    def _announcing(self, parcel: Parcel) -> bytes:
        words = b" BODY=8BITMIME" if self.offer.eight_bit else b""
        if not parcel.to.isascii():
            words += b" SMTPUTF8"
        if self.offer.largest:
            words += b" SIZE=%d" % len(parcel.data)
        return b"MAIL FROM:<%b>%b\r\nRCPT TO:<%b>\r\nDATA\r\n" % (parcel.sender, words, parcel.to)

    def _write(self, data: bytes) -> None:
        """Say everything within the time for writing."""
        line, written = self._line, 0
        if line is None:
            raise _Cut("the line had ended")
        end = time.monotonic() + self._patience.writing
        rest = memoryview(data)
        while written < len(data):
            try:
                written += line.send(rest[written:])
            except (TimeoutError, BlockingIOError):
                if time.monotonic() > end:
                    raise _Cut("the mail server reads too slowly", written) from None
            except (OSError, ValueError) as error:
                raise _Cut(f"the line broke: {error or type(error).__name__}", written) from error

    def _hear(self, patience: float) -> Reply:
        """Answer the next answer, waiting for it so many seconds in all."""
        if self._heard:
            return self._heard.popleft()
        line, end = self._line, time.monotonic() + patience
        if line is None:
            raise _Cut("the line had ended")
        while not self._heard:
            try:
                self._take_in(line.recv(AT_ONCE))
            except (TimeoutError, BlockingIOError):
                pass  # a short wait of many
            except (OSError, ValueError) as error:
                raise _Cut(f"the line broke: {error or type(error).__name__}") from error
            if not self._heard and time.monotonic() > end:
                raise _Cut("the mail server answers too slowly")
        return self._heard.popleft()

    def _take_in(self, data: bytes) -> None:
        if not data:
            raise _Cut("the mail server hung up")
        self._heard.extend(self._replies.feed(data))

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.close()

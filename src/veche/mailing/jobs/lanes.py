"""A lane: one process with one line to one sender's server, one batch of letters after another.

kill -9 anywhere loses nothing: a batch is claimed before it is said, its journal tells what was said, and at
most one letter of a lane is between its last dot and its answer.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from email.utils import formatdate
from itertools import takewhile
from pathlib import Path

from django.db import transaction

from veche.core.terms import SYSTEM
from veche.kit.dkim import Signer
from veche.kit.smtp import (
    Fate,
    Journal,
    Outcome,
    Parcel,
    Patience,
    Reply,
    Stage,
    Told,
    has_short_lines,
    is_sound,
)
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import now
from veche.mailing import actions
from veche.mailing.actions import Batch
from veche.mailing.jobs.ways import Way, envelope_of, open_way, signer_for
from veche.mailing.models import Claim, Letter, Sender
from veche.mailing.queries.happening import values_of_rows
from veche.mailing.queries.sending import Sheet, due_letters, may_go_on, sheet_of, unwanted_of
from veche.mailing.queries.tokens import link_key, return_key
from veche.mailing.queries.values import Values
from veche.mailing.rules.cutting import Cut, NotAnAddress
from veche.mailing.rules.reports.causes import judged
from veche.mailing.rules.throttling import FIRST_BATCH, SAME_FAULTS, is_hopeless, next_batch
from veche.mailing.rules.tokens import return_mark_of, token_of
from veche.mailing.terms import SenderState
from veche.mailing.terms.returning import What

log = logging.getLogger("veche.mailing")
LOOK, IDLE = 0.5, 0.25
LOOKED_AT = 8
PAUSES = (1.0, 5.0, 15.0, 60.0)
HOPELESS = "{count} of the last {whole} letters were refused: {said}"
UNSOUND = Reply(554, "5.6.0 the letter has a line that is too long")
NO_ADDRESS = Reply(553, "5.1.3 not an address that a letter can go to")
Ending = Callable[[], bool]


class Lane:
    """Sends what is due by one sender until told to end, or until nothing is due."""

    def __init__(
        self, sender: int, *, node: str, folder: Path, ending: Ending, patience: Patience = Patience()  # noqa: B008
    ) -> None:  # fmt: skip
        self.node, self.folder, self.ending, self.patience = node, folder, ending, patience
        self.pk = sender
        self.sender: Sender | None = None
        self.way: Way | None = None
        self.signer: Signer | None = None
        self.failures, self.rest_until = 0, 0.0
        self.most = FIRST_BATCH
        self.fates: deque[bool] = deque(maxlen=50)
        self.refused_as_sender, self.put_off, self.has_sent = 0, 0, False
        self.last_said = ""
        self._looked = 0.0
        self._done: tuple[Letter, Claim, Told, Journal] | None = None
        self._sheets: dict[tuple[int, int], Sheet] = {}

    def run(self) -> None:
        """Send until told to end or until nothing is due for a while."""
        idle = 0
        try:
            while not self.ending() and idle < 8:
                if time.monotonic() < self.rest_until:
                    time.sleep(IDLE)
                elif self.step():
                    idle = 0
                else:
                    idle += 1
                    time.sleep(IDLE)
        finally:
            self.close()

    def close(self) -> None:
        """Settle what is in hand and take leave."""
        try:
            self._settle()
        except Exception:  # the journal tells it to whoever comes next
            log.exception("a lane of sender %s could not settle what it had in hand", self.pk)
        if self.way is not None:
            self.way.close()
            self.way = None

    def step(self) -> bool:
        """Send a batch of each letter that is due; answers whether there was anything."""
        found = False
        for pk in due_letters(self.pk):
            letters = Letter.objects.select_related("community__organisation", "newsletter", "theme")
            letter = letters.filter(pk=pk).first()
            while letter is not None and self._batch(letter):
                found = True
                if self.ending() or time.monotonic() < self.rest_until:
                    break
            if letter is not None:
                actions.finish_letter(letter, in_=letter.community, by=SYSTEM)
        return self._settle() or found

    def _batch(self, letter: Letter) -> bool:
        """Send a batch of a letter; answers whether there may be another at once."""
        sender = self._fresh_sender()
        if sender is None or not self._open(sender):
            return False
        journal = None
        with transaction.atomic():
            done, self._done = self._done, None
            if done is not None:
                actions.settle_batch(done[1], done[2], in_=done[0].community, by=SYSTEM)
            batch = actions.take_batch(letter, sender, node=self.node, most=self.most, by=SYSTEM)
            if batch.claim:
                journal = Journal(self.folder / str(batch.claim))
        if done is not None:
            done[3].remove()
        if journal is None:
            if batch.ask_at is not None:
                time.sleep(max(0.0, min(1.0, (batch.ask_at - now()) / 1000)))
            return batch.ask_at is not None and batch.ask_at - now() < 1000
        self._carry(letter, sender, batch, journal)
        return True

    def _carry(self, letter: Letter, sender: Sender, batch: Batch, journal: Journal) -> None:
        told = Told()
        self._done = (letter, Claim(pk=batch.claim, letter=letter, sender=sender), told, journal)
        way = self.way
        if way is None:
            return
        begun = time.monotonic()
        for outcome in way.carry(self._parcels(letter, sender, batch, told), journal):
            told.answered[outcome.key] = self._noted(outcome)
        journal.flush()
        self.most = next_batch(len(told.answered), time.monotonic() - begun)
        self._judge(sender, told, len(batch.rows))

    def _parcels(self, letter: Letter, sender: Sender, batch: Batch, told: Told) -> Iterator[Parcel]:
        """Make the letters of a batch, as long as they may leave; whom none may reach any more waits anew."""
        shared, looked = self._values_of(letter, sender, batch), time.monotonic()
        cuts = self._dated(letter, batch)
        links, returns = link_key(), return_key()
        own, box, is_seen, unwanted = sender.address.encode(), sender.return_domain, False, set[int]()
        rows = takewhile(lambda _: self.put_off < SAME_FAULTS, batch.rows)
        for place, row in enumerate(rows):
            if time.monotonic() - looked > LOOK:
                looked, cuts = time.monotonic(), self._dated(letter, batch)
                if self.ending() or not may_go_on(sender.pk, letter.pk):
                    return
                unwanted = unwanted_of(letter, batch.claim)
            if row.pk in unwanted:
                continue
            values = {**shared.get(row.pk, {}), "email": row.email}
            try:
                data = cuts[row.variant].fill(values, token_of(links, row.pk))
            except NotAnAddress:
                told.answered[row.pk] = Outcome(row.pk, Fate.REFUSED, NO_ADDRESS, Stage.RCPT)
                continue
            if self.signer is not None:
                data = self.signer.signed(data)
            # Letters of a cut differ in values, which are bounded: the first is looked at whole, then some.
            if not place % LOOKED_AT and not (has_short_lines if is_seen else is_sound)(data):
                told.answered[row.pk] = Outcome(row.pk, Fate.REFUSED, UNSOUND, Stage.DATA)
                continue
            is_seen = True
            back = f"b-{return_mark_of(returns, row.pk)}@{box}".encode() if box else own
            yield Parcel(row.pk, back, envelope_of(row.email), data, is_stuffed=True)

    def _dated(self, letter: Letter, batch: Batch) -> dict[int, Cut]:
        """Answer the cuts of a batch by variant, with what all its readers share and the date in them."""
        sheets = {
            variant: self._sheets[letter.pk, variant] for variant in {row.variant for row in batch.rows}
        }
        date = formatdate()
        return {variant: one.cut.having(one.common | {"date": date}) for variant, one in sheets.items()}

    def _values_of(self, letter: Letter, sender: Sender, batch: Batch) -> dict[int, Values]:
        eight_bit = self.way.eight_bit if self.way else False
        wanted: set[str] = set()
        for variant in {row.variant for row in batch.rows}:
            if (letter.pk, variant) not in self._sheets:
                actions.master_letter(letter, variant, sender, in_=letter.community, by=SYSTEM)
                self._sheets[letter.pk, variant] = sheet_of(letter, variant, sender, eight_bit=eight_bit)
            wanted |= self._sheets[letter.pk, variant].cut.names
        return values_of_rows(letter, batch.rows, wanted)

    def _noted(self, outcome: Outcome) -> Outcome:
        """Take note of what became of a letter, and answer it.

        A server that took nothing from us yet and refuses a letter for no fault of its reader means us.
        """
        if outcome.fate == Fate.SENT:
            self.has_sent, self.put_off = True, 0
            self.fates.append(True)
            return outcome
        if outcome.fate == Fate.REFUSED:
            self.fates.append(False)
            if not self.has_sent and judged(str(outcome.reply)).what is What.BLOCKED:
                outcome = outcome._replace(stage=Stage.MAIL)
        if outcome.fate in (Fate.REFUSED, Fate.LATER):
            self.last_said, is_ours = str(outcome.reply), outcome.stage is Stage.MAIL
            self.refused_as_sender += is_ours and outcome.fate == Fate.REFUSED
            self.put_off += is_ours and outcome.fate == Fate.LATER
        return outcome

    def _judge(self, sender: Sender, told: Told, whole: int) -> None:
        """After a batch: rest where the line broke, stop where all is refused."""
        if self.way is not None and not self.way.is_open:
            lost = next((one for one in told.answered.values() if not one.reply.code), None)
            self._let_go()
            if lost is not None and not any(one.fate == Fate.SENT for one in told.answered.values()):
                self._rest(sender, str(lost.reply))
        elif any(one.fate == Fate.SENT for one in told.answered.values()):
            self._fine(sender)
        if self.refused_as_sender >= SAME_FAULTS:
            self._break(sender, self.last_said)
        elif is_hopeless(list(self.fates)):
            bad = sum(not fine for fine in self.fates)
            self._break(sender, HOPELESS.format(count=bad, whole=len(self.fates), said=self.last_said))
        if self.put_off >= SAME_FAULTS or (not told.answered and whole):
            self.put_off = 0
            self._rest(sender, self.last_said)

    def _open(self, sender: Sender) -> bool:
        """Answer whether the way out is open, opening it where it is not."""
        if self.way is not None and self.way.is_open:
            return True
        self._let_go()
        try:
            self.way = open_way(sender, self.patience)
        except Refusal as refusal:
            self._break(sender, str(refusal))
        except Trouble as trouble:
            self._rest(sender, str(trouble))
        return self.way is not None

    def _fresh_sender(self) -> Sender | None:
        """Answer the sender as it stands, asked for again each half second."""
        if self.sender is None or time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            self.sender = Sender.objects.select_related("community").filter(pk=self.pk).first()
            self.signer = signer_for(self.sender) if self.sender else None
        found = self.sender
        is_open = found is not None and found.state == SenderState.OPEN and found.removed_at is None
        return found if is_open else None

    def _break(self, sender: Sender, trouble: str) -> None:
        actions.break_sender(sender, trouble, in_=sender.community, by=SYSTEM)
        self.sender, self.refused_as_sender, self.has_sent = None, 0, False
        self.fates.clear()

    def _rest(self, sender: Sender, trouble: str) -> None:
        self.rest_until = time.monotonic() + PAUSES[min(self.failures, len(PAUSES) - 1)]
        self.failures += 1
        actions.note_sender_trouble(sender, trouble, in_=sender.community, by=SYSTEM)

    def _fine(self, sender: Sender) -> None:
        self.failures = self.refused_as_sender = 0
        if sender.trouble:
            actions.note_sender_trouble(sender, "", in_=sender.community, by=SYSTEM)
            sender.trouble = ""

    def _let_go(self) -> None:
        if self.way is not None:
            self.way.close()
            self.way = None
            self._sheets.clear()

    def _settle(self) -> bool:
        """Write down what the last batch came to; answers whether there was one."""
        done = self._done
        if done is None:
            return False
        actions.settle_batch(done[1], done[2], in_=done[0].community, by=SYSTEM)
        self._done = None
        done[3].remove()
        actions.finish_letter(done[0], in_=done[0].community, by=SYSTEM)
        return True

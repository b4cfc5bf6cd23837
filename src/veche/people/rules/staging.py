"""Stages: a person's way from stranger to advocate, decided day by day from what they did.

The definitions people read stand in `terms.STAGE_FORMS`; the numbers are the same.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from veche.people.terms import Course, DayOf, Stage, Turn

NEW = 30  # days since joining or the first deed in which somebody is a newcomer
QUIET = 30  # days without a deed after which a member drifts away
SILENT = 90  # days without a deed; one more and they are gone
CLOSE = 180  # days for which coming closer counts
WEEKS, ACTIVE_WEEKS = 8, 4
ANSWERS = 5  # questions of others answered in the last 8 weeks
BRINGING_WEEKS = 26
_NEVER = -(10**9)


def week_of(day: int) -> int:
    """Answer the number of a day's week; weeks start on Monday and week 0 is that of 1970."""
    return (day + 3) // 7


def course_of(days: Iterable[DayOf], today: int) -> Course:
    """Answer the stage on `today` of somebody who did this, and every change on the way.

    `days` are in order, one for each day on which anything happened, none after today.
    The course is the same whenever it is asked for: it looks at days, never at the clock.
    """
    walk = _Walk()
    for one in days:
        walk.go_to(one.day - 1)
        walk.live(one)
        walk.note(one.day)
    walk.go_to(today)
    return Course(
        walk.stage or Stage.STRANGER,
        walk.since,
        walk.review(today),
        tuple(walk.turns),
        walk.weeks_active(today),
    )


class _Walk:
    """What has to be remembered to tell the stage on any later day."""

    def __init__(self) -> None:
        self.day = _NEVER
        self.stage: Stage | None = None
        self.since = 0
        self.turns: list[Turn] = []
        self.entry = self.deed = self.closer = _NEVER
        self.is_reached = self.is_out = False
        self.weeks: deque[int] = deque()  # of own deeds, the last few
        self.answers: deque[tuple[int, int]] = deque()  # week, how many
        self.brought = _NEVER  # the week

    def live(self, one: DayOf) -> None:
        """Take in what happened on a day."""
        week = week_of(one.day)
        # Whoever leaves was in, though nobody saw them come.
        if (one.entered and (self.entry == _NEVER or self.is_out)) or (one.is_out and self.entry == _NEVER):
            self.entry = one.day
        if one.engaged:
            self.deed = one.day
            if not self.weeks or self.weeks[-1] != week:
                self.weeks.append(week)
        if one.approached:
            self.closer = one.day
        self.is_reached = self.is_reached or one.reached or one.approached
        self.is_out = one.is_out if one.is_out or one.entered else self.is_out
        if one.answered:
            self.answers.append((week, one.answered))
        if one.brought:
            self.brought = week
        self.day = one.day

    def note(self, day: int) -> None:
        """Note the stage of a day if it changed."""
        now = self.stage_on(day)
        if now is not self.stage:
            self.turns.append(Turn(day, int(self.stage or 0), int(now)))
            self.stage, self.since = now, day

    def go_to(self, day: int) -> None:
        """Let time pass up to a day in which nothing happens."""
        while self.stage is not None:
            following = self.review(self.day)
            if following is None or following > day:
                break
            self.day = following
            self.note(following)

    def stage_on(self, day: int) -> Stage:
        """Answer the stage on a day at or after the last one with a deed."""
        if self.entry == _NEVER:
            return self._outside(day)
        silence = day - max(self.deed, self.entry)
        if self.is_out or silence > SILENT:
            return Stage.GONE
        if silence >= QUIET:
            return Stage.DRIFTING
        if self.weeks_active(day) >= ACTIVE_WEEKS:
            return Stage.ADVOCATE if self._helps(day) else Stage.REGULAR
        return Stage.NEWCOMER if day - self.entry < NEW else Stage.ACTIVE

    def _outside(self, day: int) -> Stage:
        if day - self.closer < CLOSE:
            return Stage.LEAD
        return Stage.REACHED if self.is_reached else Stage.STRANGER

    def weeks_active(self, day: int) -> int:
        """Answer in how many of the last weeks, the day's own included, there was a deed."""
        first = week_of(day) - WEEKS + 1
        while self.weeks and self.weeks[0] < first:
            self.weeks.popleft()
        return len(self.weeks)

    def _helps(self, day: int) -> bool:
        week = week_of(day)
        if week - self.brought < BRINGING_WEEKS:
            return True
        while self.answers and self.answers[0][0] <= week - WEEKS:
            self.answers.popleft()
        return sum(count for _, count in self.answers) >= ANSWERS

    def review(self, after: int) -> int | None:
        """Answer the first later day on which the stage is another if nothing happens."""
        kept = (self.weeks.copy(), self.answers.copy())
        before = self.stage_on(after)
        found = next((day for day in self._moments(after, before) if self.stage_on(day) is not before), None)
        self.weeks, self.answers = kept
        return found

    def _moments(self, after: int, stage: Stage) -> Iterator[int]:
        """Answer the days after one on which time alone can change a stage, in order."""
        if stage in (Stage.GONE, Stage.STRANGER, Stage.REACHED):
            return
        if stage is Stage.LEAD:
            yield self.closer + CLOSE
            return
        last = max(self.deed, self.entry)
        if stage is Stage.DRIFTING:
            yield last + SILENT + 1
            return
        ends = {self.entry + NEW, last + QUIET}
        monday = (week_of(after) + 1) * 7 - 3
        ends.update(range(monday, last + QUIET, 7))
        yield from sorted(day for day in ends if after < day <= last + QUIET)

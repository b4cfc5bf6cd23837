"""`veche import FILE…`: look through exports and take them in, from the command line."""  # noqa: N999 - the name of the command

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from veche.channels import actions, queries
from veche.channels.management.saying import answers_from, bar_of, say_account, say_survey
from veche.channels.models import Import
from veche.channels.rules.answering import questions_from
from veche.channels.terms import Ask, State
from veche.core.models import Community
from veche.core.queries import actor_with_all_rights, communities_of
from veche.core.terms import Actor
from veche.kit.files import digest_of
from veche.kit.jobs import Job
from veche.kit.terms import Reason, Refusal
from veche.kit.text import clean_name

_ASKED = (
    "The file does not tell {what}. Say it with --answers {key}=…, or take the guess «{guess}» with --yes."
)
_NO_YES = "Nobody is here to say yes. Say --yes to take it in, or --dry-run only to look."
_NO_FILE = "There is no such file."


class Command(BaseCommand):
    """Takes files in."""

    help = (
        "Take in exports: chats, mailboxes, lists. Shows what is in each before anything is written. "
        "A file that was cut off goes on where it stopped when the same command is given again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="the files, archives too")
        parser.add_argument(
            "--community", metavar="SLUG", help="whose they are; needless if there is but one"
        )
        parser.add_argument("--yes", action="store_true", help="take in without asking, guesses as answers")
        parser.add_argument("--dry-run", action="store_true", help="only look; nothing is kept")
        parser.add_argument(
            "--answers", nargs="+", default=[], metavar="KEY=VALUE",
            help="what the files do not tell, such as zone=Europe/Moscow or mapping=@mapping.json",
        )  # fmt: skip

    def handle(self, *_: Any, **options: Any) -> None:
        """Take the files in one after another; ends with 1 if one of them was refused."""
        self.by: Actor = actor_with_all_rights("veche import")
        self.options = options
        self.answers = answers_from(options["answers"])
        community = self._community(options["community"])
        refused = 0
        for path in options["files"]:
            self.stdout.write(self.style.MIGRATE_HEADING(clean_name(path.name)))
            try:
                self._take(community, path)
            except Refusal as refusal:
                refused += 1
                for reason in refusal.reasons:
                    self._complain(reason)
        waiting = Job.objects.filter(state=Job.WAITING).count()
        if waiting and not options["dry_run"]:
            self.stdout.write(f"People and figures follow while `veche up` runs; jobs that wait: {waiting}.")
        if refused:
            sys.exit(1)

    def _community(self, slug: str | None) -> Community:
        known = {each.slug: each for each in communities_of(self.by)}
        if slug is None and len(known) == 1:
            return next(iter(known.values()))
        if slug not in known:
            names = ", ".join(sorted(known)) or "none yet: open Veche in a browser first"
            raise CommandError(f"Which community? Say --community SLUG. There are: {names}")
        return known[slug]

    def _take(self, community: Community, path: Path) -> None:
        if not path.is_file():
            raise Refusal(_NO_FILE)
        found = queries.open_import(community, clean_name(path.name), digest_of(path))
        if found is None:
            found = self._look(community, path)
            if self.options["dry_run"]:
                actions.discard_import(found, by=self.by)
                return
            self._agree(found)
            actions.start_import(found, by=self.by, here=True)
        elif self.options["dry_run"]:
            raise Refusal("This file is being taken in already.")
        else:
            self.stdout.write(f"Going on after record {found.seen}.")
            actions.resume_import(found, by=self.by, here=True)
        self._run(found)

    def _look(self, community: Community, path: Path) -> Import:
        """Bring the file in and run it dry; whatever goes wrong leaves nothing behind."""
        found = actions.accept_upload(community, path, path.name, by=self.by, keep=True, here=True)
        try:
            actions.look_at_import(found, by=self.by, here=True)
            if found.stands is State.ASKING:
                actions.answer_questions(found, self._answers_to(found), by=self.by, here=True)
            with bar_of(found.size, "looking", unit="B") as bar:
                actions.check_import(found, by=self.by, tell=lambda _, place, __: _move(bar, place))
            if found.stands is not State.READY:
                raise Refusal(*[Reason(**fault) for fault in found.faults])
        except BaseException:
            actions.discard_import(found, by=self.by)
            raise
        say_survey(found, self.stdout)
        return found

    def _answers_to(self, found: Import) -> dict[str, str]:
        """Answer what the file does not tell: as given, as typed, or as guessed."""
        given, takes_guesses = {}, self.options["yes"] or self.options["dry_run"]
        for question in questions_from(found.questions):
            key, guess = question.key, question.guess
            if key in self.answers:
                given[key] = self.answers[key]
            elif question.is_optional or takes_guesses or question.ask is Ask.MAPPING:
                given[key] = guess
            elif sys.stdin.isatty():
                given[key] = input(f"{question.title} [{guess}]: ").strip() or guess
            else:
                values = {"what": f"“{question.title}”", "key": key, "guess": guess}
                raise Refusal(Reason(_ASKED, values=values))
        return given

    def _agree(self, found: Import) -> None:
        if self.options["yes"]:
            return
        if sys.stdin.isatty() and input("Take it in? [y/N] ").strip().lower() in {"y", "yes", "д", "да"}:
            return
        actions.discard_import(found, by=self.by)
        raise Refusal("Nothing was taken in." if sys.stdin.isatty() else _NO_YES)

    def _run(self, found: Import) -> None:
        with bar_of(found.whole, "taking in", unit=" records", done=found.seen) as bar:
            try:
                actions.take_in(found, by=self.by, tell=lambda done, _: _move(bar, done))
            except KeyboardInterrupt:
                actions.stop_import(found, by=self.by)
                self.stderr.write("Stopped. What is in stays in; the same command again goes on from there.")
                raise
        found.refresh_from_db()
        if found.stands is State.REFUSED:
            raise Refusal(*[Reason(**fault) for fault in found.faults])
        say_account(found, self.stdout)
        home = f"{settings.ADDRESS}/c/{found.community.slug}/imports/{found.pk}/"
        self.stdout.write(home if found.stands is State.DONE else f"Somebody else goes on with it: {home}")

    def _complain(self, reason: Reason) -> None:
        place = f" ({reason.place})" if reason.place else ""
        self.stderr.write(f"Refused: {reason.text.format(**reason.values)}{place}")


def _move(bar: Any, place: int) -> None:
    bar.update(max(0, place - bar.n))

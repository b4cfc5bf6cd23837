"""`veche demo`: a believable community to look around in."""

import secrets
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from veche.core.actions import found_organisation
from veche.core.models import Community, Organisation
from veche.core.queries import actor_with_all_rights
from veche.core.terms import Actor
from veche.kit.jobs import Job, drain
from veche.kit.time import MINUTE, now
from veche.portal.actions import fill_demo, open_demo
from veche.portal.terms import DEMO_OWNER

# Figures settle a few seconds after what they count.
PATIENCE = MINUTE


class Command(BaseCommand):
    """Fills the demo, founding an organisation for it where there is none."""

    help = "Fill a community with about 400 made-up people and a year of their life, through the importers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--language", choices=["ru", "en"], default="ru", help="the language of its pages"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Fill it, do the jobs that came of it, and say where to look. May be repeated."""
        by = actor_with_all_rights("veche demo")
        call_command("migrate", verbosity=0, interactive=False)
        found = Community.objects.select_related("organisation").filter(is_demo=True).first()
        if found is None:
            organisation = Organisation.objects.first() or self._found(options["language"], by)
            found = open_demo(organisation, language=options["language"], by=by)
        with tqdm(total=1, unit=" files", desc=found.name, leave=False) as bar:

            def tell(name: str, done: int, whole: int) -> None:
                bar.total, bar.n = whole, done
                bar.set_postfix_str(name)

            fill_demo(found, by=by, tell=tell)
        self._work()
        self.stdout.write(f"{found.name}: {settings.ADDRESS}/c/{found.slug}/")

    def _found(self, language: str, by: Actor) -> Organisation:
        password = secrets.token_urlsafe(9)
        facts = {"owner_email": DEMO_OWNER, "password": password, "language": language}
        name = {"ru": "Клуб", "en": "Club"}[language]
        owner = {"ru": "Вера Вечевая", "en": "Vera Vechevaya"}[language]
        organisation, _ = found_organisation(name, owner_name=owner, by=by, **facts)
        self.stdout.write(f"Sign in as {DEMO_OWNER} with the password {password}")
        return organisation

    def _work(self) -> None:
        """Do what waits, as nobody else may be there to do it: people, stages, figures."""
        with tqdm(unit=" jobs", leave=False) as bar:
            while True:
                done = drain(limit=20)
                soon = Job.objects.filter(state=Job.WAITING, due_at__lt=now() + PATIENCE)
                bar.total = bar.n + done + (left := soon.count())
                bar.update(done)
                if not left:
                    return
                if not done:
                    time.sleep(0.5)

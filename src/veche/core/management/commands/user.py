"""`veche user`: staff from the command line, for the day nobody can sign in."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from veche.core.actions import assign_role, found_organisation, make_user, set_password, take_role
from veche.core.models import Appointment, Community, Organisation, User
from veche.core.queries import actor_with_all_rights
from veche.core.terms import Actor, Role


class Command(BaseCommand):
    """Lists, makes and equips users."""

    help = "List users, make one, set a password, give or take a role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the verbs and their arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="who works here, in which roles")
        make = verbs.add_parser("make", help="make a user; the password is asked for or read from stdin")
        make.add_argument("--name", required=True)
        make.add_argument("--language", choices=["ru", "en"], default="ru")
        password = verbs.add_parser("password", help="set a new password and end all sessions")
        give = verbs.add_parser("give", help="give a role")
        take = verbs.add_parser("take", help="take a role away")
        for verb in (give, take):
            verb.add_argument("--role", choices=[role.value for role in Role], required=True)
            verb.add_argument("--community", help="the community's address; without it over the organisation")
        for verb in (make, password, give, take):
            verb.add_argument("email")
            verb.add_argument("--organisation", type=int, help="its number, where there are several")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do what the verb says."""
        by = actor_with_all_rights("veche user")
        if options["verb"] == "list":
            self._list()
        elif options["verb"] == "make":
            self._make(options, by)
        elif options["verb"] == "password":
            set_password(_user(options), _ask_password(), in_=_organisation(options), by=by)
            self.stdout.write("The password is set; all sessions have ended.")
        else:
            act = assign_role if options["verb"] == "give" else take_role
            act(_user(options), Role(options["role"]), in_=_place(options), by=by)
            self.stdout.write("Done.")

    def _list(self) -> None:
        for held in Appointment.objects.select_related("user", "organisation", "community").order_by(
            "user__email"
        ):
            where = held.community.slug if held.community else f"organisation {held.organisation_id}"
            self.stdout.write(f"{held.user.email}\t{held.user.name}\t{held.role}\t{where}")

    def _make(self, options: dict[str, Any], by: Actor) -> None:
        facts = {"password": _ask_password(), "language": options["language"]}
        if not Organisation.objects.exists():
            found_organisation(
                options["name"], owner_email=options["email"], owner_name=options["name"], by=by, **facts
            )
            self.stdout.write("Organisation founded; this user owns it.")
            return
        made = make_user(options["email"], name=options["name"], in_=_organisation(options), by=by, **facts)
        self.stdout.write(f"{made.email} is made; give a role with `veche user give`.")


def _organisation(options: dict[str, Any]) -> Organisation:
    found = Organisation.objects.all()
    if options.get("organisation"):
        found = found.filter(pk=options["organisation"])
    if found.count() != 1:
        raise CommandError("Name one organisation with --organisation NUMBER.")
    return found.get()


def _place(options: dict[str, Any]) -> Community | Organisation:
    if not options["community"]:
        return _organisation(options)
    found = Community.objects.select_related("organisation").filter(slug=options["community"]).first()
    if found is None:
        raise CommandError(f"There is no community «{options['community']}».")
    return found


def _user(options: dict[str, Any]) -> User:
    found = User.objects.filter(email__iexact=options["email"]).first()
    if found is None:
        raise CommandError(f"There is no user {options['email']}.")
    return found


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("New password: ")
    if first != getpass.getpass("Once more: "):
        raise CommandError("The two are not the same.")
    return first

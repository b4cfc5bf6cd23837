"""Words of the core: roles, permissions, actors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from veche.core.terms.choosing import COLOURS as COLOURS
from veche.core.terms.choosing import COUNTRIES as COUNTRIES
from veche.core.terms.choosing import CURRENCIES as CURRENCIES
from veche.kit.terms import N_


class Role(StrEnum):
    """What somebody is in a community, or (owner and head) over the whole organisation."""

    OWNER = "owner"
    HEAD = "head"
    COMMUNITY_MANAGER = "community_manager"
    SMM_SPECIALIST = "smm_specialist"
    EDITOR = "editor"
    EVENT_ORGANISER = "event_organiser"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    DOOR_VOLUNTEER = "door_volunteer"

    @property
    def label(self) -> str:
        """The role's name as a gettext id."""
        return ROLE_TITLES[self]


ROLE_TITLES = {
    Role.OWNER: N_("Owner"),
    Role.HEAD: N_("Head"),
    Role.COMMUNITY_MANAGER: N_("Community manager"),
    Role.SMM_SPECIALIST: N_("SMM specialist"),
    Role.EDITOR: N_("Editor"),
    Role.EVENT_ORGANISER: N_("Event organiser"),
    Role.MODERATOR: N_("Moderator"),
    Role.ANALYST: N_("Analyst"),
    Role.DOOR_VOLUNTEER: N_("Door volunteer"),
}
ROLE_DUTIES = {
    Role.OWNER: N_("Everything, including people's rights and erasing data."),
    Role.HEAD: N_("Leads the team: everything but the ownership."),
    Role.COMMUNITY_MANAGER: N_("Knows and describes people, takes in data, sees all figures."),
    Role.SMM_SPECIALIST: N_("Sees people and figures; places ads and measures them."),
    Role.EDITOR: N_("Writes and publishes; sees people and figures."),
    Role.EVENT_ORGANISER: N_("Runs events; sees and describes people."),
    Role.MODERATOR: N_("Watches conversations; sees people."),
    Role.ANALYST: N_("Sees and exports figures, changes nothing."),
    Role.DOOR_VOLUNTEER: N_("Lets guests in at events and sees nothing else."),
}
ORGANISATION_ROLES = frozenset({Role.OWNER, Role.HEAD})
ALL_ROLES = frozenset(Role)
LEADERS = ORGANISATION_ROLES
INSIDERS = ALL_ROLES - {Role.DOOR_VOLUNTEER}
STEWARDS = LEADERS | {Role.COMMUNITY_MANAGER}


@dataclass(frozen=True, slots=True)
class Permission:
    """Something one may do, and the roles that may. `key` is «room.verb_noun»."""

    key: str
    title: str
    roles: frozenset[Role]
    # Asked for over the organisation, where only its owner and head have roles.
    organisation_wide: bool = False
    # Held by whoever has one of the roles anywhere in the organisation.
    anywhere: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts: a user with roles, or the machine itself on nobody's behalf."""

    name: str
    user_id: int | None = None
    address: str = ""
    organisation_id: int | None = None
    # Roles by community; those over the organisation stand under None.
    roles: Mapping[int | None, frozenset[Role]] = field(default_factory=dict)
    is_machine: bool = False

    def roles_in(self, community: int | None) -> frozenset[Role]:
        """Answer the roles that count in a community, or over the organisation alone."""
        over_all = self.roles.get(None, frozenset())
        return over_all if community is None else over_all | self.roles.get(community, frozenset())


SYSTEM = Actor(name="Veche", is_machine=True)

# The one permission of pages that ask for nothing but being signed in.
SIGNED_IN = Permission("core.be_signed_in", N_("Open one's own settings"), ALL_ROLES, anywhere=True)
ANYONE = Permission("core.be_anyone", N_("Open public pages"), ALL_ROLES)

ENTER_COMMUNITY = Permission("core.enter_community", N_("Enter the community"), INSIDERS)
CHANGE_COMMUNITY = Permission("core.change_community", N_("Change a community's settings"), LEADERS)
OPEN_COMMUNITY = Permission("core.open_community", N_("Open and close communities"), LEADERS, True)
CHANGE_ORGANISATION = Permission("core.change_organisation", N_("Change the organisation"), LEADERS, True)
SEE_STAFF = Permission("core.see_staff", N_("See who works here and their roles"), INSIDERS)
INVITE_USERS = Permission("core.invite_users", N_("Invite and dismiss staff, give roles"), LEADERS)
SEE_AUDIT = Permission("core.see_audit", N_("See who did what"), LEADERS, True)
SEE_JOBS = Permission("core.see_jobs", N_("See background jobs and retry them"), LEADERS, True)

# Letters open doors: a way back into an owner's account would make any reader an owner.
READ_OUTBOX = Permission(
    "core.read_outbox", N_("Read letters that were not sent"), frozenset({Role.OWNER}), True
)
KEEP_BACKUPS = Permission(
    "core.keep_backups", N_("Write backups and bring them back"), frozenset({Role.OWNER}), True
)

PERMISSIONS = (
    KEEP_BACKUPS,
    ENTER_COMMUNITY, CHANGE_COMMUNITY, OPEN_COMMUNITY, CHANGE_ORGANISATION,
    SEE_STAFF, INVITE_USERS, SEE_AUDIT, SEE_JOBS, READ_OUTBOX,
)  # fmt: skip

# Told to listeners after a community's settings were changed: `community_id`, `changed` (their names).
COMMUNITY_CHANGED = "core.community_changed"

# Places on core's pages where upper rooms may hang panels.
PALETTE = "core.palette"
# The same, after everything else: further ways to search.
PALETTE_END = "core.palette_end"
LANGUAGES = (("ru", "Русский"), ("en", "English"))
THEMES = (("auto", N_("As the device")), ("light", N_("Light")), ("dark", N_("Dark")))
ACCENTS = tuple(COLOURS)
ACTS = {
    "core.found_organisation": N_("Founded the organisation"),
    "core.change_organisation": N_("Changed the organisation"),
    "core.open_community": N_("Opened a community"),
    "core.change_community": N_("Changed a community's settings"),
    "core.close_community": N_("Closed a community"),
    "core.reopen_community": N_("Opened a community again"),
    "core.make_user": N_("Made a user"),
    "core.invite_user": N_("Invited somebody"),
    "core.withdraw_invitation": N_("Withdrew an invitation"),
    "core.restore_invitation": N_("Restored an invitation"),
    "core.accept_invitation": N_("Accepted an invitation"),
    "core.assign_role": N_("Gave a role"),
    "core.take_role": N_("Took a role away"),
    "core.dismiss_user": N_("Dismissed a user"),
    "core.reinstate_user": N_("Took a user back"),
    "core.change_own_settings": N_("Changed their own settings"),
    "core.set_password": N_("Set a new password"),
    "core.send_way_back": N_("Sent a link for a new password"),
    "core.end_other_sessions": N_("Ended other sessions"),
    "core.sign_in": N_("Signed in"),
    "core.sign_out": N_("Signed out"),
    "core.add_totp": N_("Switched one-time codes on"),
    "core.remove_totp": N_("Switched one-time codes off"),
    "core.add_passkey": N_("Added a passkey"),
    "core.remove_passkey": N_("Removed a passkey"),
    "core.make_recovery_codes": N_("Made new recovery codes"),
    "core.retry_job": N_("Tried a job again"),
    "core.write_backup": N_("Wrote a backup"),
    "core.restore_backup": N_("Restored a backup"),
}

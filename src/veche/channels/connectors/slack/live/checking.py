"""Checking: what to fill in, what to create where, and what works of it."""

from collections.abc import Iterator
from typing import Any

from veche.channels.connectors.slack.live.calling import ADDRESS, Slack
from veche.channels.connectors.slack.live.rooms import joined, rooms_of
from veche.channels.terms.live import Access, Checked, Finding, Setting
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.text import clean_name

SETTINGS = (
    Setting("token", N_("Bot token"), N_("Begins with xoxb-."), is_secret=True),
    Setting(
        "app_token", N_("App token"), N_("Begins with xapp-. For listening without a public address."),
        is_secret=True, is_optional=True,
    ),
    Setting(
        "signing_secret", N_("Signing secret"), N_("For events at your public address."),
        is_secret=True, is_optional=True,
    ),
    Setting(
        "user_token", N_("Administrator's token"),
        N_("Begins with xoxp-, with the scope chat:write. For deleting other people's messages."),
        is_secret=True, is_optional=True,
    ),
    Setting(
        "joins", N_("Slack's notes of who came and left"), is_optional=True, guess="shown",
        choices=(("shown", N_("are shown in the channels")), ("hidden", N_("are switched off"))),
    ),
    Setting(
        "api", N_("Address of the web API"), N_("Only for what speaks as Slack does."),
        is_optional=True, guess=ADDRESS,
    ),
)  # fmt: skip
STEPS = (
    N_("Open api.slack.com/apps, Create New App, From scratch, and choose your workspace."),
    N_(
        "OAuth & Permissions, Bot Token Scopes: channels:history, channels:read, groups:history, groups:read,"
        " im:history, im:read, im:write, mpim:history, mpim:read, reactions:read, pins:read, users:read,"
        " users:read.email, chat:write, files:read, files:write."
    ),
    N_("Install to Workspace, and copy the Bot User OAuth Token (xoxb-)."),
    N_(
        "Event Subscriptions, Subscribe to bot events: message.channels, message.groups, message.im,"
        " message.mpim, app_mention, reaction_added, pin_added, member_joined_channel,"
        " member_left_channel, team_join, user_change."
    ),
    N_(
        "Without a public address: Socket Mode, Enable, and copy the app token (xapp-) with the scope"
        " connections:write."
    ),
    N_(
        "With one: Basic Information, copy the Signing Secret here and save, then paste this connection's"
        " address as Request URL under Event Subscriptions."
    ),
    N_("Invite the app into each channel you want to hear: /invite @name."),
)
_HEARING = ("channels:history", "channels:read", "users:read")
_SPEAKING = ("chat:write",)
_MORE = {
    "groups:history": N_("Private channels are not heard: the app lacks the scope {scope}."),
    "im:history": N_("Direct messages are not heard: the app lacks the scope {scope}."),
    "im:write": N_("Nobody can be written to alone: the app lacks the scope {scope}."),
    "reactions:read": N_("Reactions are not heard: the app lacks the scope {scope}."),
    "users:read.email": N_("Addresses of members are not told: the app lacks the scope {scope}."),
    "files:write": N_("Files cannot be sent: the app lacks the scope {scope}."),
}
_INSTALL = N_("Add it under OAuth & Permissions and install the app anew.")


def check(access: Access) -> Checked:
    """Ask Slack who we are, what we may do, and where we are; refuses a token that is not accepted."""
    slack = Slack(access)
    who = slack.ask("auth.test")
    scopes = frozenset(slack.headers.get("x-oauth-scopes", "").replace(" ", "").split(","))
    rooms = rooms_of(slack) if "channels:read" in scopes or scopes == {""} else []
    count = sum(1 for room in joined(rooms) if not room["is_im"])
    findings = [
        Finding(N_("Slack knows the app as {name}."), values={"name": clean_name(str(who.get("user")))}),
        *_of_scopes(scopes),
        *_of_ways(access),
        Finding(
            N_("Channels the app is in: {count}."), count > 0,
            N_("Invite it: /invite @name in each channel you want to hear."), {"count": count},
        ),
    ]  # fmt: skip
    facts: dict[str, Any] = {key: str(who.get(key) or "") for key in ("team_id", "user_id", "bot_id", "url")}
    facts |= {"rooms": rooms, "joins": access.settings.get("joins") or "shown"}
    return Checked(clean_name(str(who.get("team") or "Slack")), tuple(findings), facts)


def _of_scopes(scopes: frozenset[str]) -> Iterator[Finding]:
    if scopes == {""}:
        return  # whatever stands in for Slack does not tell
    missing = [scope for scope in (*_HEARING, *_SPEAKING) if scope not in scopes]
    if missing:
        names = ", ".join(missing)
        yield Finding(N_("The app lacks the scopes {names}."), False, _INSTALL, {"names": names})
    for scope, text in _MORE.items():
        if scope not in scopes:
            yield Finding(text, True, _INSTALL, {"scope": scope})


def _of_ways(access: Access) -> Iterator[Finding]:
    if access.settings.get("app_token"):
        try:
            Slack(access, "app_token").ask("apps.connections.open")
            yield Finding(N_("Socket Mode is switched on: no public address is needed."))
        except Refusal:
            yield Finding(
                N_("The app token does not open Socket Mode."), False,
                N_("Switch Socket Mode on and make an app token with the scope connections:write."),
            )  # fmt: skip
        except Trouble:
            yield Finding(N_("Whether Socket Mode is switched on could not be asked just now."))
    elif not access.settings.get("signing_secret"):
        yield Finding(
            N_("Slack can tell us nothing: there is neither an app token nor a signing secret."), False,
            N_("Fill in one of them."),
        )  # fmt: skip

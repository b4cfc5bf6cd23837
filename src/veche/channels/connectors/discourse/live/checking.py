"""Checking: what to fill in, what to create where, and what works of it."""

from urllib.parse import urlsplit

from veche.channels.connectors.discourse.live.calling import Discourse
from veche.channels.terms.live import Access, Checked, Finding, Setting
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

SETTINGS = (
    Setting("address", N_("Address of the forum"), N_("For example https://forum.example.org.")),
    Setting("key", N_("API key"), is_secret=True),
    Setting(
        "user", N_("User the key speaks as"), N_("The name of an account of the forum's staff."),
        guess="system",
    ),
    Setting(
        "secret", N_("Secret of the webhook"), N_("For events at your public address."),
        is_secret=True, is_optional=True,
    ),
)  # fmt: skip
STEPS = (
    N_("In the forum: Admin, Advanced, API keys, New API Key; User Level: Single User, Scope: Global."),
    N_("Copy the key here, and the name of the user it is for. To moderate, the user must be of the staff."),
    N_(
        "With a public address: Admin, Advanced, Webhooks, New Webhook; Payload URL: this connection's"
        " address; Content Type: application/json; Secret: any 12 letters or more, the same here and there."
    ),
    N_("Choose the events: Topic Event, Post Event, User Event, Like Event."),
)
_STAFF = N_("Choose a user who is an administrator or moderator, and make the key for them.")


def check(access: Access) -> Checked:
    """Ask the forum who we are and what it is called."""
    forum = Discourse(access)
    who = forum.ask("/session/current.json").get("current_user") or {}
    name = clean_name(str(who.get("username") or forum.headers["Api-Username"]))
    findings = [Finding(N_("The forum knows the key's user as {name}."), values={"name": name})]
    if who.get("admin") is True:
        findings.append(Finding(N_("Public and private messages and new accounts are heard.")))
    elif who.get("moderator") is True:
        findings.append(
            Finding(N_("The user is a moderator: private messages are not all heard."), True, _STAFF)
        )
    else:
        findings.append(Finding(N_("The user is not of the staff: nothing can be moderated."), True, _STAFF))
    if not access.settings.get("secret"):
        text = N_("Without a webhook, edits and likes are not heard.")
        findings.append(Finding(text, True, N_("Make one, and fill in its secret here.")))
    host = (urlsplit(forum.address).hostname or "").lower()
    title = _title(forum) or host
    return Checked(title, tuple(findings), {"host": host, "title": title, "user": who.get("id") or 0})


def _title(forum: Discourse) -> str:
    try:
        return clean_name(str(forum.ask("/site/basic-info.json").get("title") or ""), 100)
    except Refusal:
        return ""

"""Checking: what to fill in, what to create where, and what works of it."""

from veche.channels.connectors.mastodon.live.calling import Instance
from veche.channels.connectors.mastodon.live.listening import NOTICES, tags_of
from veche.channels.connectors.mastodon.live.reading import domain_of
from veche.channels.terms.live import Access, Checked, Finding, Setting
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name

SETTINGS = (
    Setting("address", N_("Address of the instance"), N_("For example https://mastodon.social.")),
    Setting("token", N_("Access token"), is_secret=True),
    Setting(
        "tags", N_("Tags to follow"), N_("Without #, with spaces between them. Posts under them are heard."),
        is_optional=True,
    ),
)  # fmt: skip
STEPS = (
    N_(
        "On your instance, as the account to speak in the name of: Preferences, Development, New application."
    ),
    N_("Scopes: read, write:statuses, write:media. Nothing else is needed."),
    N_("Open the application and copy Your access token here."),
)
_NEEDED = ("read", "write:statuses", "write:media")
_HELP = N_("Add the scopes to the application and make its token anew.")


def check(access: Access) -> Checked:
    """Ask the instance who we are and what the token allows."""
    mastodon = Instance(access)
    who = mastodon.ask("/api/v1/accounts/verify_credentials")
    domain, name = domain_of(who, mastodon.address), clean_name(str(who.get("username") or ""))
    title = f"@{name}@{domain}"
    findings = [Finding(N_("Mastodon knows the account as {name}."), values={"name": title})]
    try:
        mastodon.listed(NOTICES, limit=1)
        findings.append(Finding(N_("Mentions, answers and followers are heard.")))
    except Refusal:
        findings.append(Finding(N_("The token does not allow to hear anything."), False, _HELP))
    missing = _missing(mastodon)
    if missing:
        text, names = N_("The application lacks the scopes {names}."), ", ".join(missing)
        findings.append(Finding(text, False, _HELP, {"names": names}))
    facts = {"id": str(who.get("id") or ""), "name": name, "domain": domain, "tags": tags_of(access)}
    return Checked(title, tuple(findings), facts)


def _missing(mastodon: Instance) -> list[str]:
    """Answer the scopes that the token lacks; nothing where the instance does not tell."""
    try:
        told = mastodon.ask("/api/v1/apps/verify_credentials").get("scopes")
    except Refusal:
        return []
    has = set(told) if type(told) is list else {"read", "write"}
    return [scope for scope in _NEEDED if scope not in has and scope.partition(":")[0] not in has]

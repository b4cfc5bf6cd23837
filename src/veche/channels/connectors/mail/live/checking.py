"""Checking: whether a mailbox can be heard and written from, each half said by itself."""

from collections.abc import Callable, Iterator

from veche.channels.connectors.mail.live.hearing import folders_of, open_folder
from veche.channels.connectors.mail.live.lines import mailbox, postbox
from veche.channels.connectors.mail.live.sending import accepts
from veche.channels.terms.live import Access, Checked, Finding
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name, fold

HEARD = N_("Letters in {folder} can be read.")
AT_ONCE = N_("New letters are told at once (IDLE).")
BY_LOOKING = N_("The server does not tell of new letters itself: we look every few seconds.")
SENDS = N_("Letters can be sent, and {address} is accepted as their sender.")
_HELP = {
    "password": N_("Large providers want a password for apps, made in the settings of the mailbox."),
    "folder": N_("INBOX is the usual one; others are called as in your mail program."),
}


def check(access: Access) -> Checked:
    """Log in to both servers and try what will be done there; nothing is sent and nothing is changed."""
    address = clean_name(access.settings.get("address", ""))
    found = [*_findings(access, _hears), *_findings(access, _sends)]
    facts = {"address": fold(address), "folders": list(folders_of(access))}
    return Checked(address, tuple(found), facts)


def _findings(access: Access, ask: Callable[[Access], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from ask(access)
    except Refusal as refusal:
        for reason in refusal.reasons:
            yield Finding(
                reason.text, is_good=False, help=_HELP.get(reason.field, ""), values=dict(reason.values)
            )


def _hears(access: Access) -> Iterator[Finding]:
    with mailbox(access) as box:
        for name in folders_of(access):
            open_folder(box, name)
            yield Finding(HEARD, values={"folder": name})
        yield Finding(AT_ONCE if "IDLE" in box.client.capabilities else BY_LOOKING)


def _sends(access: Access) -> Iterator[Finding]:
    address = access.settings.get("address", "")
    with postbox(access) as server:
        accepts(server, address)
        yield Finding(SENDS, values={"address": address})

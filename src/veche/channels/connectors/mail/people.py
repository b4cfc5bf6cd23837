"""People: who wrote a letter, as a handle."""

import re
from email.message import Message

from veche.channels.connectors.mail.headers import Address, addresses_in, text_of
from veche.channels.connectors.mail.lists import is_list_itself
from veche.ledger.terms import LONGEST_ID, Handle, Nature, Place

_MACHINES = re.compile(
    r"(?:mailer-?daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|notifications?|bounces?|daemon"
    r"|cron|jenkins|bugzilla"
    r"|bugzilla-daemon|gerrit|jira|confluence|trac|buildbot|git|svn|commits?|majordomo|listserv|listmaster"
    r"|sympa|mailman"
    r"|ezmlm|hudson|travis|ci|patchwork|robot|bot|automailer|autoreply|alerts?|root|www-data|apache|nobody)"
    r"(?:[-+_.][\w.+-]*)?@",
    re.IGNORECASE,
)
_LIST_OWN = re.compile(
    r"[\w.+-]+[-+](?:request|bounces?|owner|admin|help|subscribe|unsubscribe|confirm)(?:\+[^@]*)?@", re.I
)
_VIA = re.compile(r"\s+(?:via|через)\s.*$", re.IGNORECASE)
# Archives that hide addresses leave «j...@gmail.com» or «anna@xxxx»: several people are behind one of them.
_MASKED = re.compile(
    r"\.\.\.|\*{2,}|x{4,}|^(?:\.|hidden|address|redacted|nobody)@|@(?:\.|x{3,}|domain\.hidden|.*\.invalid$)"
)


def author_of(letter: Message, postmark: str) -> Address | None:
    """Answer who wrote a letter; behind the address of a list whoever it was before the list changed it."""
    sender = next(iter(addresses_in(text_of(letter, "from"))), None)
    if sender is None:
        return _author_elsewhere(letter, postmark)
    if is_list_itself(sender, letter):
        name = _VIA.sub("", sender.name)
        for header in ("x-original-from", "x-google-original-from", "original-from", "reply-to"):
            for address in addresses_in(text_of(letter, header)):
                if not is_list_itself(address, letter):
                    return Address(address.mail, address.name or name)
    return sender


def _author_elsewhere(letter: Message, postmark: str) -> Address | None:
    told = [text_of(letter, "from")]  # a name without an address is better than a machine's address
    for name in ("sender", "x-sender", "reply-to", "return-path", "x-original-from"):
        found = addresses_in(text_of(letter, name))
        if found:
            return Address(found[0].mail, found[0].name or told[0].strip("\"' ")[:200])
    who = postmark.removeprefix("From ").strip()
    match = re.match(r"(\S+(?: at \S+)?)", who)
    return next(iter(addresses_in(match[1])), None) if match else None


def handle_of(address: Address, place: Place) -> Handle:
    """Answer the handle of an address; what an archive hid is known by its name and only in its list."""
    if _MASKED.search(address.mail):
        name = address.name or address.mail.partition("@")[0]
        return Handle("named", f"{place.key}/{name}"[:LONGEST_ID], name)
    return Handle("email", address.mail, address.name, nature_of(address, place))


def nature_of(address: Address, place: Place) -> Nature:
    """Tell machines and lists from people."""
    if address.mail.replace("@", ".") == place.key:
        return Nature.PLACE
    if _MACHINES.match(address.mail) or _LIST_OWN.match(address.mail):
        return Nature.BOT
    return Nature.PERSON

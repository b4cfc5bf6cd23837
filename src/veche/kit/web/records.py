"""Texts that a domain publishes in the DNS (TXT records), asked for in bounded time."""

from veche.kit.terms import Trouble

PATIENCE = 5.0
MOST, LONGEST = 50, 4_000


def texts_at(name: str, *, patience: float = PATIENCE) -> list[str]:
    """Answer the texts published at a name, none where there is no such name; `Trouble` without an answer."""
    from dns.exception import DNSException
    from dns.resolver import NXDOMAIN, NoAnswer, Resolver

    try:
        found = Resolver().resolve(name, "TXT", lifetime=patience)
        texts = [b"".join(one.strings).decode("utf-8", "replace")[:LONGEST] for one in found]
    except (NXDOMAIN, NoAnswer):
        return []
    except (DNSException, OSError, UnicodeError) as error:
        raise Trouble(f"the DNS did not answer about {name}: {error}") from error
    return texts[:MOST]

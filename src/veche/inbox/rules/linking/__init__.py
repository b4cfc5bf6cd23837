"""Which message of a chat answers which, where the channel does not tell."""

from veche.inbox.rules.linking.linker import Link, Linker, Said, link_replies

__all__ = ["Link", "Linker", "Said", "link_replies"]

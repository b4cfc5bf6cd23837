"""Outgoing mail: to the configured server, or caught where none is configured."""

from django.core.mail.backends.locmem import EmailBackend as CatchingBackend

__all__ = ["CatchingBackend"]

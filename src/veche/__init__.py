"""Veche: the workbench of the community manager. Where things are: ARCHITECTURE.md."""

__version__ = "0.1.0"

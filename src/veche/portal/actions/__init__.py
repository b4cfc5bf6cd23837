"""The portal's door for writing: the first run."""

from veche.portal.actions.beginning import begin

__all__ = ["begin"]

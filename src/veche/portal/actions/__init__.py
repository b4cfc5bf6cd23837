"""The portal's door for writing: the first run, and the demo."""

from veche.portal.actions.beginning import begin
from veche.portal.actions.filling import fill_demo, open_demo

__all__ = ["begin", "fill_demo", "open_demo"]

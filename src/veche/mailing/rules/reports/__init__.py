"""Reports: what a letter says that came back to us (RFC 3464, 5965, 3834, 6533, and those of no standard).

Everything here is bounded and never raises: whoever likes may send letters to a return address.
"""

from veche.mailing.rules.reports.causes import judged
from veche.mailing.rules.reports.reading import read_report

__all__ = ["judged", "read_report"]

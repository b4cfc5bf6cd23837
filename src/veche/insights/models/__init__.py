"""What insights keeps: boards, notes on the time line, reports, links, alerts, norms and nudges."""

from veche.insights.models.alerts import Alert, Firing
from veche.insights.models.boards import Annotation, Board, Link, Report
from veche.insights.models.norms import OwnNorm
from veche.insights.models.nudges import Nudge
from veche.insights.models.spending import Spending

__all__ = ["Alert", "Annotation", "Board", "Firing", "Link", "Nudge", "OwnNorm", "Report", "Spending"]

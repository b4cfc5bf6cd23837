"""Forms of insights: what happened on a day, lines that are watched, reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Report
from veche.insights.queries import Shown
from veche.insights.terms import GRAIN_TITLES, Form
from veche.kit.forms import ActionForm, translated_choices


class AnnotationForm(ActionForm):
    """What happened on a day."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(label=_("What happened"), max_length=200)


class AlertForm(ActionForm):
    """A line for a measure."""

    measure = forms.ChoiceField(
        label=_("Measure"),
        choices=translated_choices([(key, m.title) for key, m in MEASURES.items() if m.form is Form.SERIES]),
    )
    grain = forms.ChoiceField(
        label=_("Steps"), choices=translated_choices(GRAIN_TITLES.items()), initial="week"
    )
    side = forms.ChoiceField(
        label=_("Tell me when it is"), choices=[(Alert.BELOW, _("below")), (Alert.ABOVE, _("above"))]
    )
    line = forms.FloatField(label=_("this number"))


class ReportForm(ActionForm):
    """A board by mail."""

    board = forms.ChoiceField(label=_("Board"))
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=[(Report.WEEKLY, _("every week, on Monday")), (Report.MONTHLY, _("every month, on the 1st"))],
    )
    with_pdf = forms.BooleanField(label=_("With a PDF"), required=False, initial=True)
    with_xlsx = forms.BooleanField(label=_("With a workbook (XLSX)"), required=False)

    def __init__(self, *args: object, boards: list[Shown], **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]
        self.fields["board"].choices = [(one.key, one.title) for one in boards]  # type: ignore[attr-defined]

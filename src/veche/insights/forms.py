"""Forms of insights: what happened on a day, lines that are watched, reports."""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Report
from veche.insights.queries import Shown
from veche.insights.terms import GRAIN_TITLES, Form
from veche.kit.forms import ActionForm, translated_choices
from veche.ledger.models import Channel


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own way."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class AnnotationForm(ActionForm):
    """What happened on a day."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
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


class SpendingForm(ActionForm):
    """Money that was spent to reach people."""

    what = forms.CharField(label=_("What for"), max_length=200)
    amount = forms.CharField(label=_("How much"), max_length=40)
    first = forms.DateField(
        label=pgettext_lazy("day", "From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=pgettext_lazy("day", "To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False)

    def __init__(self, *args: object, channels: list[Channel], **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]
        choices = [("", gettext("the whole community"))] + [(str(one.pk), one.title) for one in channels]
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]


class NormForm(ActionForm):
    """What is normal for a sign of health."""

    low = forms.FloatField(label=_("Normal from"), required=False)
    high = forms.FloatField(label=_("Normal up to"), required=False)
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Whoever reads the page sees it beside the norm."),
    )


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

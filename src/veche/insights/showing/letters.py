"""Letters about figures: reports of boards, and lines that were crossed, in the reader's language."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import actor_of, allows
from veche.core.terms import SYSTEM
from veche.insights import actions
from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Report
from veche.insights.queries import Figures, Shown, board_of
from veche.insights.rules.periods import (
    bucket_of,
    bucket_start,
    day_date,
    month_number,
    month_start,
    week_number,
)
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import Card, cards_of
from veche.insights.showing.printing import file_name, pdf_of, workbook_of
from veche.insights.showing.wording import bucket_text, value_text
from veche.insights.terms import SEE_FIGURES, Asked, Day, Grain, Measure, Period
from veche.kit.mail import File, write_letter
from veche.kit.time import now, number_of_day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATIENCE = 300.0


def period_due(report: Report) -> Period:
    """Answer the last whole week or month of the community's clock."""
    today = number_of_day(now(), report.community.time_zone)
    if report.rhythm == Report.MONTHLY:
        start = month_start(month_number(today))
        return Period(month_start(month_number(today) - 1), start - 1)
    monday = bucket_start(week_number(today), Grain.WEEK)
    return Period(monday - 7, monday - 1)


def is_due(report: Report) -> bool:
    """Tell whether the last whole week or month was not sent yet."""
    return report.sent_day < period_due(report).last


def send_report(report: Report) -> None:
    """Write the letter of a report with its files, unless its reader may not see figures. May be repeated."""
    community, period = report.community, period_due(report)
    actor = actor_of(report.user, organisation_id=community.organisation_id)
    shown = board_of(community, report.board)
    if shown is None or not allows(actor, SEE_FIGURES, community):
        return
    with (
        translation.override(report.user.language or community.language),
        timezone.override(community.time_zone),
    ):
        shown = board_of(community, report.board) or shown
        wanted = Wanted(_wish(period), community, actor)
        subject = gettext("{board}: {community}, {period}").format(
            board=shown.title, community=community.name, period=wanted.period
        )
        body = _body(shown, wanted, cards_of(wanted, shown.measures, PATIENCE))
        files = _files(report, shown, wanted)
    with transaction.atomic():
        if actions.mark_sent(report, period.last):
            write_letter(
                report.user.email, subject, body, organisation=community.organisation_id, files=files
            )


def _wish(period: Period) -> QueryDict:
    first, last = (day_date(day).isoformat() for day in period)
    return QueryDict(f"period=custom&from={first}&to={last}")


def _body(shown: Shown, wanted: Wanted, cards: Sequence[Card]) -> str:
    lines = [wanted.period, ""]
    for card in cards:
        if card.value:
            change = (
                f" ({card.change}, {gettext('was {before}').format(before=card.before)})"
                if card.change
                else ""
            )
            lines.append(f"{gettext(card.measure.title)}: {card.value}{change}")
    path = reverse("insights:board_page", args=[wanted.community.slug, shown.key])
    watch = reverse("insights:watch_list", args=[wanted.community.slug])
    lines += ["", gettext("The whole board: {url}").format(url=f"{settings.ADDRESS}{path}{wanted.address}")]
    lines.append(gettext("To stop these letters: {url}").format(url=f"{settings.ADDRESS}{watch}"))
    return "\n".join(lines)


def _files(report: Report, shown: Shown, wanted: Wanted) -> list[File]:
    files = []
    if report.with_pdf:
        pdf = pdf_of(shown.title, wanted, shown.measures)
        files.append(File(file_name(wanted, shown.key, "pdf"), "application/pdf", pdf))
    if report.with_xlsx:
        book = workbook_of(shown.title, wanted, shown.measures)
        files.append(File(file_name(wanted, shown.key, "xlsx"), XLSX, book))
    return files


def watch(community: Community, alerts: Sequence[Alert]) -> None:
    """Tell of measures that crossed their lines in the last whole stretch. May be repeated."""
    if not alerts:
        return
    figures, today = Figures(community), number_of_day(now(), community.time_zone)
    for alert in alerts:
        measure = MEASURES.get(alert.measure)
        if measure is not None:
            bucket = bucket_of(today, Grain(alert.grain)) - 1
            value = value_in(figures, measure, Grain(alert.grain), bucket, today)
            if value is not None:
                _tell(alert, measure, bucket, value, today)


def value_in(figures: Figures, measure: Measure, grain: Grain, bucket: int, today: Day) -> float | None:
    """Answer the first number of a series in one stretch, or nothing where it has none."""
    period = Period(bucket_start(bucket, grain), bucket_start(bucket + 1, grain) - 1)
    asked = Asked(period, grain, today=today, compared=False, currency=figures.community.currency)
    return figures.answer(measure, asked).value


def _tell(alert: Alert, measure: Measure, bucket: int, value: float, today: Day) -> None:
    community, reader = alert.community, alert.user
    actor = actor_of(reader, organisation_id=community.organisation_id)
    if not allows(actor, SEE_FIGURES, community):
        return
    with transaction.atomic():
        if actions.watch_alert(alert, bucket, value, by=SYSTEM) is None:
            return
        with translation.override(reader.language or community.language):
            texts = {
                "measure": gettext(measure.title), "community": community.name,
                "value": value_text(value, measure.headline.unit),
                "line": value_text(alert.line, measure.headline.unit),
                "time": bucket_text(bucket, Grain(alert.grain), today),
            }  # fmt: skip
            above = gettext("{community}: {measure} is above {line}")
            subject = (
                above if alert.side == Alert.ABOVE else gettext("{community}: {measure} is below {line}")
            )
            path = reverse("insights:measure_page", args=[community.slug, measure.key])
            body = gettext("{time}: {value}. Your line is {line}.\n\nSee it: {url}")
            write_letter(
                reader.email, subject.format(**texts), body.format(url=settings.ADDRESS + path, **texts),
                organisation=community.organisation_id,
            )  # fmt: skip

"""The addresses of insights."""

from django.urls import path

from veche.insights.views import (
    behind,
    boards,
    communities,
    facts,
    lexicon,
    network,
    overview,
    sending,
    today,
    watching,
)
from veche.insights.views.health import health_export, health_page, norm_edit, norm_remove, norm_restore
from veche.insights.views.nudging import nudge_export, nudge_mark, nudge_unmark
from veche.insights.views.path import path_page, spending_add, spending_remove, spending_restore

app_name = "insights"
HOME = "c/<slug:community>/"
ALL, BOARDS, WATCHED = HOME + "overview/", HOME + "boards/", HOME + "watched/"
PATH, NETWORK, HEALTH, NUDGES = (HOME + name for name in ("path/", "network/", "health/", "nudges/"))
ONE, BOARD = ALL + "<slug:measure>/", BOARDS + "<slug:board>/"

urlpatterns = [
    path(HOME, today.today, name="today"),
    path(HOME + "notices/", today.notice_list, name="notice_list"),
    path("o/figures/", communities.community_figures, name="community_figures"),
    path("o/figures/csv/", communities.community_export, name="community_export"),
    path(HOME + "line/", communities.community_line, name="community_line"),
    path(ALL, overview.overview, name="overview"),
    path(ALL + "mood/lexicon/", lexicon.lexicon_page, name="lexicon_page"),
    path(ONE, overview.measure_page, name="measure_page"),
    path(ONE + "card/", overview.measure_card, name="measure_card"),
    path(ONE + "csv/", overview.measure_export, name="measure_export"),
    path(ONE + "people/", behind.measure_people, name="measure_people"),
    path(ONE + "facts/", facts.measure_facts, name="measure_facts"),
    path(ONE + "facts/csv/", facts.facts_export, name="facts_export"),
    path(BOARDS + "new/", boards.board_new, name="board_new"),
    path(BOARD, boards.board_page, name="board_page"),
    path(BOARD + "edit/", boards.board_edit, name="board_edit"),
    path(BOARD + "remove/", boards.board_remove, name="board_remove"),
    path(BOARD + "restore/", boards.board_restore, name="board_restore"),
    path(BOARD + "file.<slug:form>", sending.board_file, name="board_file"),
    path(WATCHED, watching.watch_list, name="watch_list"),
    path(WATCHED + "notes/", watching.annotation_add, name="annotation_add"),
    path(WATCHED + "notes/<int:annotation>/remove/", watching.annotation_remove, name="annotation_remove"),
    path(WATCHED + "notes/<int:annotation>/restore/", watching.annotation_restore, name="annotation_restore"),
    path(WATCHED + "alerts/", watching.alert_add, name="alert_add"),
    path(WATCHED + "alerts/<int:alert>/remove/", watching.alert_remove, name="alert_remove"),
    path(WATCHED + "alerts/<int:alert>/restore/", watching.alert_restore, name="alert_restore"),
    path(WATCHED + "reports/", sending.report_add, name="report_add"),
    path(WATCHED + "reports/<int:report>/remove/", sending.report_remove, name="report_remove"),
    path(WATCHED + "reports/<int:report>/restore/", sending.report_restore, name="report_restore"),
    path(WATCHED + "links/", sending.link_add, name="link_add"),
    path(WATCHED + "links/<int:link>/withdraw/", sending.link_withdraw, name="link_withdraw"),
    path(PATH, path_page, name="path_page"),
    path(PATH + "spending/", spending_add, name="spending_add"),
    path(PATH + "spending/<int:spending>/remove/", spending_remove, name="spending_remove"),
    path(PATH + "spending/<int:spending>/restore/", spending_restore, name="spending_restore"),
    path(NETWORK, network.network_page, name="network_page"),
    path(NETWORK + "people/", network.network_people, name="network_people"),
    path(NETWORK + "csv/", network.network_export, name="network_export"),
    path(HEALTH, health_page, name="health_page"),
    path(HEALTH + "csv/", health_export, name="health_export"),
    path(HEALTH + "<slug:sign>/norm/", norm_edit, name="norm_edit"),
    path(HEALTH + "norms/<int:norm>/remove/", norm_remove, name="norm_remove"),
    path(HEALTH + "norms/<int:norm>/restore/", norm_restore, name="norm_restore"),
    path(NUDGES + "csv/", nudge_export, name="nudge_export"),
    path(NUDGES + "<int:person>/", nudge_mark, name="nudge_mark"),
    path(NUDGES + "<int:person>/remove/", nudge_unmark, name="nudge_unmark"),
    path("b/<slug:secret>/", sending.public_board, name="public_board"),
    path("b/<slug:secret>/<slug:measure>.csv", sending.public_table, name="public_table"),
]

"""The inbox's addresses."""

from django.urls import path

from veche.inbox.views.moderation import reports, rules

app_name = "inbox"
MODERATION = "c/<slug:community>/moderation/"
RULES, RULE = f"{MODERATION}rules/", f"{MODERATION}rules/<int:rule>/"

moderation = [
    path(MODERATION, reports.report_list, name="report_list"),
    path(f"{MODERATION}decide/", reports.report_decide, name="report_decide"),
    path(f"{MODERATION}log/", reports.report_log, name="report_log"),
    path(f"{MODERATION}joins/", reports.join_list, name="join_list"),
    path(f"{MODERATION}joins/decide/", reports.join_decide, name="join_decide"),
    path(f"{MODERATION}new/<int:interaction>/", reports.report_new, name="report_new"),
    path(f"{MODERATION}people/<int:person>/", reports.person_reports, name="person_reports"),
    path(f"{MODERATION}<int:report>/undo/", reports.report_undo, name="report_undo"),
    path(f"{MODERATION}acts/<int:act>/retry/", reports.act_retry, name="act_retry"),
    path(RULES, rules.rule_list, name="moderation_rule_list"),
    path(f"{RULES}new/<slug:kind>/", rules.rule_new, name="moderation_rule_new"),
    path(RULE, rules.rule_page, name="moderation_rule_page"),
    path(f"{RULE}change/", rules.rule_change, name="moderation_rule_change"),
    path(f"{RULE}try/", rules.rule_try, name="moderation_rule_try"),
    path(f"{RULE}switch/", rules.rule_switch, name="moderation_rule_switch"),
    path(f"{RULE}remove/", rules.rule_remove, name="moderation_rule_remove"),
    path(f"{RULE}restore/", rules.rule_restore, name="moderation_rule_restore"),
]
urlpatterns = [*moderation]

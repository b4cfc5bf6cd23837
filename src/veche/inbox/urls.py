"""The addresses of the inbox."""

from django.urls import path

from veche.inbox.views import (
    acting,
    articles,
    digest,
    listing,
    news,
    publishing,
    rating,
    saved_answers,
    suggesting,
    talking,
    tuning,
    writing,
)
from veche.inbox.views.moderation import reports, rules

app_name = "inbox"
HOME = "c/<slug:community>/inbox/"
ONE, TUNING, TASKS = f"{HOME}<int:conversation>/", f"{HOME}tuning/", f"{HOME}follow-ups/"

KNOWLEDGE_HOME = "c/<slug:community>/knowledge/"
ONE_ARTICLE = f"{KNOWLEDGE_HOME}<int:article>/"
SAVED = f"{KNOWLEDGE_HOME}saved/"

KNOWLEDGE = [
    path(KNOWLEDGE_HOME, articles.article_list, name="article_list"),
    path(f"{KNOWLEDGE_HOME}new/", articles.article_new, name="article_new"),
    path(f"{KNOWLEDGE_HOME}preview/", articles.article_preview, name="article_preview"),
    path(f"{KNOWLEDGE_HOME}open/", publishing.knowledge_open, name="knowledge_open"),
    path(f"{KNOWLEDGE_HOME}close/", publishing.knowledge_close, name="knowledge_close"),
    path(f"{KNOWLEDGE_HOME}suggest/", suggesting.suggest, name="suggest"),
    path(ONE_ARTICLE, articles.article_page, name="article_page"),
    path(f"{ONE_ARTICLE}edit/", articles.article_edit, name="article_edit"),
    path(f"{ONE_ARTICLE}history/", articles.article_history, name="article_history"),
    path(f"{ONE_ARTICLE}publish/", publishing.article_publish, name="article_publish"),
    path(f"{ONE_ARTICLE}withdraw/", publishing.article_withdraw, name="article_withdraw"),
    path(f"{ONE_ARTICLE}versions/<int:version>/restore/", publishing.version_restore, name="version_restore"),
    path(SAVED, saved_answers.saved_answer_list, name="saved_answer_list"),
    path(f"{SAVED}new/", saved_answers.saved_answer_new, name="saved_answer_new"),
    path(f"{SAVED}preview/", saved_answers.saved_answer_preview, name="saved_answer_preview"),
    path(f"{SAVED}choose/", suggesting.saved_answer_choose, name="saved_answer_choose"),
    path(f"{SAVED}<int:answer>/edit/", saved_answers.saved_answer_edit, name="saved_answer_edit"),
    path(f"{SAVED}<int:answer>/remove/", saved_answers.saved_answer_remove, name="saved_answer_remove"),
    path(f"{SAVED}<int:answer>/restore/", saved_answers.saved_answer_restore, name="saved_answer_restore"),
]

MODERATION = "c/<slug:community>/moderation/"
MODERATION_RULES, MODERATION_RULE = f"{MODERATION}rules/", f"{MODERATION}rules/<int:rule>/"

MODERATING = [
    path(MODERATION, reports.report_list, name="report_list"),
    path(f"{MODERATION}decide/", reports.report_decide, name="report_decide"),
    path(f"{MODERATION}log/", reports.report_log, name="report_log"),
    path(f"{MODERATION}joins/", reports.join_list, name="join_list"),
    path(f"{MODERATION}joins/decide/", reports.join_decide, name="join_decide"),
    path(f"{MODERATION}new/<int:interaction>/", reports.report_new, name="report_new"),
    path(f"{MODERATION}people/<int:person>/", reports.person_reports, name="person_reports"),
    path(f"{MODERATION}<int:report>/undo/", reports.report_undo, name="report_undo"),
    path(f"{MODERATION}acts/<int:act>/retry/", reports.act_retry, name="act_retry"),
    path(MODERATION_RULES, rules.rule_list, name="moderation_rule_list"),
    path(f"{MODERATION_RULES}new/<slug:kind>/", rules.rule_new, name="moderation_rule_new"),
    path(MODERATION_RULE, rules.rule_page, name="moderation_rule_page"),
    path(f"{MODERATION_RULE}change/", rules.rule_change, name="moderation_rule_change"),
    path(f"{MODERATION_RULE}try/", rules.rule_try, name="moderation_rule_try"),
    path(f"{MODERATION_RULE}switch/", rules.rule_switch, name="moderation_rule_switch"),
    path(f"{MODERATION_RULE}remove/", rules.rule_remove, name="moderation_rule_remove"),
    path(f"{MODERATION_RULE}restore/", rules.rule_restore, name="moderation_rule_restore"),
]
urlpatterns = [
    *MODERATING,
    *KNOWLEDGE,
    path("s/<str:secret>/", rating.rating_page, name="rating_page"),
    path("s/<str:secret>/save/", rating.rating_save, name="rating_save"),
    path(HOME, listing.conversation_list, name="conversation_list"),
    path(f"{HOME}rows/", listing.conversation_rows, name="conversation_rows"),
    path(f"{HOME}news/", news.conversation_news, name="conversation_news"),
    path(f"{HOME}act/", acting.act, name="conversation_act"),
    path(f"{HOME}changes/<int:change>/undo/", acting.change_undo, name="change_undo"),
    path(f"{HOME}views/", listing.filter_save, name="filter_save"),
    path(f"{HOME}views/<int:filter>/remove/", listing.filter_remove, name="filter_remove"),
    path(f"{HOME}stream/", tuning.stream_page, name="stream_page"),
    path(f"{HOME}stream/<int:interaction>/open/", acting.conversation_open, name="conversation_open"),
    path(ONE, talking.conversation_page, name="conversation_page"),
    path(f"{ONE}watch/", talking.conversation_watch, name="conversation_watch"),
    path(f"{ONE}person/", talking.conversation_person, name="conversation_person"),
    path(f"{ONE}around/<int:interaction>/", talking.conversation_around, name="conversation_around"),
    path(f"{ONE}split/", acting.conversation_split, name="conversation_split"),
    path(f"{ONE}answer/", writing.answer, name="answer"),
    path(f"{ONE}preview/", writing.answer_preview, name="answer_preview"),
    path(f"{HOME}answers/<int:answer>/withdraw/", writing.answer_withdraw, name="answer_withdraw"),
    path(f"{ONE}note/", writing.note_write, name="note_write"),
    path(f"{HOME}cards/<int:card>/picture/", talking.card_picture, name="card_picture"),
    path(f"{HOME}notes/<int:note>/remove/", writing.note_remove, name="note_remove"),
    path(f"{HOME}notes/<int:note>/restore/", writing.note_restore, name="note_restore"),
    path(f"{ONE}follow-up/", writing.follow_up_add, name="follow_up_add"),
    path(TASKS, writing.follow_up_list, name="follow_up_list"),
    path(f"{TASKS}<int:follow_up>/done/", writing.follow_up_finish, name="follow_up_finish"),
    path(f"{TASKS}<int:follow_up>/open/", writing.follow_up_reopen, name="follow_up_reopen"),
    path(f"{HOME}letters/", digest.digest_page, name="digest_page"),
    path(f"{HOME}letters/set/", digest.digest_set, name="digest_set"),
    path(TUNING, tuning.tuning_page, name="tuning_page"),
    path(f"{TUNING}save/", tuning.tuning_save, name="tuning_save"),
    path(f"{TUNING}channels/<int:channel>/", tuning.tuning_channel, name="tuning_channel"),
    path(f"{TUNING}rules/", tuning.rule_add, name="rule_add"),
    path(f"{TUNING}rules/<int:rule>/remove/", tuning.rule_remove, name="rule_remove"),
    path(f"{TUNING}rules/<int:rule>/restore/", tuning.rule_restore, name="rule_restore"),
    path(f"{TUNING}duty/", tuning.duty_set, name="duty_set"),
]

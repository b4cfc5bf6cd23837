"""The addresses of the inbox."""

from django.urls import path

from veche.inbox.views import articles, publishing, saved_answers, suggesting

app_name = "inbox"
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

urlpatterns = [*KNOWLEDGE]

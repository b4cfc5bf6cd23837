"""Articles, saved answers and suggestions: they work, refuse, and are safe twice; pages keep their budget."""

from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.kit.hostile_markup import HOSTILE
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.inbox import actions, queries
from veche.inbox.actions.articles import Draft
from veche.inbox.actions.helping import MOST_AN_HOUR
from veche.inbox.models import AnsweredQuestion, Article, ArticleText, Feedback
from veche.kit.terms import NotAllowed, Refusal
from veche.ledger.actions import record_many, redact_identities, withdraw_origin
from veche.ledger.models import Identity, Interaction

pytestmark = pytest.mark.django_db
TEXT = Draft("Как вернуть деньги за билет?", "Напишите на **кассу**: вернём за три дня.", "Билеты")


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def writer(community):
    return make.actor(Role.EDITOR, community)


def written(community, draft=TEXT, language="ru", **facts):
    return actions.save_article({language: draft}, in_=community, by=SYSTEM, **facts)


def client_of(community, role=Role.OWNER):
    client = Client()
    client.force_login(make.user(role, community.organisation if role is Role.OWNER else community))
    return client


def test_an_article_is_kept_and_each_change_is_a_version(community, writer):
    article = actions.save_article({"ru": TEXT}, in_=community, by=writer)
    actions.save_article({"ru": TEXT}, in_=community, by=writer, article=article)
    changed = TEXT._replace(body="Иначе")
    actions.save_article({"ru": changed, "en": Draft("Refunds", "Write us.")}, in_=community, by=writer,
                         article=article)  # fmt: skip

    assert article.slug == "kak-vernut-dengi-za-bilet"
    kept = {(one.language, one.number) for one in queries.versions_of(article)}
    assert kept == {("ru", 1), ("ru", 2), ("en", 1)}
    first = ArticleText.objects.get(article=article, language="ru", number=1)
    for _ in range(2):
        actions.restore_version(first, in_=community, by=writer)
    assert queries.article_of(community, article.pk, "ru").text.body == TEXT.body
    assert article.texts.filter(language="ru").count() == 3


def test_two_articles_of_one_title_have_addresses_of_their_own(community):
    assert written(community).slug != written(community).slug


def test_writing_refuses_with_every_reason_and_the_unpermitted(community):
    with pytest.raises(Refusal) as refused:
        drafts = {"ru": Draft("", "x"), "en": Draft("", "y" * 60_001)}
        actions.save_article(drafts, in_=community, by=SYSTEM)
    assert [reason.field for reason in refused.value.reasons] == ["title_ru", "title_en", "body_en"]
    reader = make.actor(Role.ANALYST, community)
    article = written(community)
    version = article.texts.get()
    for act in (
        lambda: actions.save_article({"ru": TEXT}, in_=community, by=reader),
        lambda: actions.publish_article(article, in_=community, by=reader),
        lambda: actions.withdraw_article(article, in_=community, by=reader),
        lambda: actions.restore_version(version, in_=community, by=reader),
        lambda: actions.index_articles(in_=community, by=reader),
        lambda: actions.open_knowledge(in_=community, by=reader),
        lambda: actions.close_knowledge(in_=community, by=reader),
        lambda: actions.save_answer("x", {"ru": "x"}, in_=community, by=reader),
        lambda: actions.learn_batch(1, 2, in_=community, by=reader),
        lambda: actions.forget_answers([1], in_=community, by=reader),
        lambda: actions.unlearn_withdrawn(in_=community, by=reader),
        lambda: actions.tell_helped(article, True, in_=community, by=reader),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_published_articles_are_suggested_in_any_form_of_their_words_and_withdrawn_ones_are_not(community):
    article = written(community)
    written(community, Draft("Где проходят встречи?", "В парке у фонтана."), is_published=True)
    asked = "подскажите, можно ли возврат денег, если билеты не нужны"

    assert queries.suggest_articles(community, asked, language="ru") == []
    for _ in range(2):
        actions.publish_article(article, in_=community, by=SYSTEM)
    assert [one.article for one in queries.suggest_articles(community, asked, language="en")] == [article]
    assert queries.suggest_articles(make.community(), asked, language="ru") == []
    for _ in range(2):
        actions.withdraw_article(article, in_=community, by=SYSTEM)
    actions.index_articles(in_=community, by=SYSTEM)
    assert queries.suggest_articles(community, asked, language="ru") == []


def talk(community):
    """Somebody asks, they add a word, two answer."""
    origin = make.origin(community)
    batch = [
        make.sighting(1, "Где купить билеты на концерт?", who="1"),
        make.sighting(2, "Очень жду, скажите скорее", who="1", reply_to="1"),
        make.sighting(3, "На сайте, раздел «Афиша»", who="2", reply_to="1"),
        make.sighting(4, "В кассе тоже продают, до восьми", who="3", reply_to="1"),
    ]
    record_many(batch, origin=origin, by=SYSTEM)
    do_jobs()
    return origin


def test_answered_questions_are_learnt_suggested_and_forgotten_with_their_words(community):
    origin = talk(community)
    found = queries.suggest_answers(community, "как купить билет?")
    assert [(one.question.words, one.answer.words) for one in found] == [
        ("Где купить билеты на концерт?", "На сайте, раздел «Афиша»")
    ]
    assert queries.suggest_answers(community, "билет", but=found[0].question.interaction.pk) == []
    first, last = Interaction.objects.order_by("pk").first().pk, Interaction.objects.latest("pk").pk
    assert actions.learn_batch(first, last, in_=community, by=SYSTEM) == 1

    answerer = Identity.objects.get(value="2").pk
    redact_identities([answerer], organisation=community.organisation, by=SYSTEM)
    assert queries.suggest_answers(community, "билет") == []
    for _ in range(2):
        actions.forget_answers([answerer], in_=community, by=SYSTEM)
    assert queries.suggest_answers(community, "билет")[0].answer.words.startswith("В кассе")

    withdraw_origin(origin, by=SYSTEM)
    do_jobs()
    assert not AnsweredQuestion.objects.exists()
    actions.unlearn_withdrawn(in_=community, by=SYSTEM)


def test_what_was_asked_and_answered_in_the_same_words_again_is_suggested_once(community):
    origin = talk(community)
    again = [make.sighting(5, "Где купить билеты на концерт?", who="4"),
             make.sighting(6, "На сайте, раздел «Афиша»", who="2", reply_to="5")]  # fmt: skip
    record_many(again, origin=origin, by=SYSTEM)
    do_jobs()

    assert len(queries.suggest_answers(community, "как купить билет?")) == 1


def test_saved_answers_are_kept_refused_whole_removed_and_brought_back(community, writer):
    kept = actions.save_answer("/Билеты", {"ru": "Привет, {first_name|друг}!"}, in_=community, by=writer)
    with pytest.raises(Refusal) as refused:
        actions.save_answer("билеты", {"ru": "{x} {y}", "en": "{"}, in_=community, by=writer)
    assert [one.field for one in refused.value.reasons] == ["key", "text_ru", "text_ru", "text_en"]
    for _ in range(2):
        actions.remove_saved_answer(kept, in_=community, by=writer)
    assert not queries.saved_answers_of(community)
    for _ in range(2):
        actions.restore_saved_answer(kept, in_=community, by=writer)
    found = queries.choose_saved_answers(community, "/би", person=None, by=writer)
    assert [one.text for one in found] == ["Привет, друг!"]


def test_pages_of_knowledge_work_and_keep_their_budget(community, django_assert_max_num_queries):
    article = written(community, is_published=True)
    answer = actions.save_answer("x", {"ru": "Привет, {my_name}"}, in_=community, by=SYSTEM)
    talk(community)
    client, home = client_of(community), [community.slug]
    question = AnsweredQuestion.objects.get()
    for route, args, query, said in (
        ("article_list", [], {}, TEXT.title), ("article_list", [], {"q": "билеты"}, TEXT.title),
        ("article_list", [], {"state": "draft"}, "</form>"),
        ("article_page", [article.pk], {}, "<strong>кассу"),
        ("article_edit", [article.pk], {}, TEXT.title), ("article_history", [article.pk], {}, TEXT.title),
        ("article_new", [], {"question": question.pk, "answer": question.answer_id}, "Афиша"),
        ("saved_answer_list", [], {}, "/x"), ("saved_answer_edit", [answer.pk], {}, "first_name"),
        ("saved_answer_new", [], {}, "my_name"), ("saved_answer_choose", [], {"text": "/x"}, "Кирилл"),
        ("suggest", [], {"text": "деньги за билеты"}, "data-insert"),
    ):  # fmt: skip
        url = reverse(f"inbox:{route}", args=[*home, *args])
        client.get(url, query)
        with django_assert_max_num_queries(18 if route == "suggest" else 16):
            response = client.get(url, query)
        assert said in response.content.decode(), route


def test_writing_and_undoing_by_the_pages(community):
    client, home = client_of(community), [community.slug]
    new = reverse("inbox:article_new", args=home)
    assert client.post(new, {"place": "100", "body_ru": "x"}).status_code == 422
    client.post(new, {"title_ru": "Кто мы", "body_ru": "Мы", "place": "1", "publish": "1"})
    article = Article.objects.get()
    assert article.state == "published"
    for route, state in (("withdraw", "withdrawn"), ("publish", "published")):
        client.post(reverse(f"inbox:article_{route}", args=[*home, article.pk]))
        article.refresh_from_db()
        assert article.state == state
    preview = client.post(reverse("inbox:article_preview", args=home), {"body_en": "**b**<script>"})
    assert "<strong>b</strong>&lt;script&gt;" in preview.content.decode()
    saved = reverse("inbox:saved_answer_new", args=home)
    assert client.post(saved, {"key": "a", "text_ru": "{nobody}"}).status_code == 422
    assert client.post(saved, {"key": "a", "text_ru": "{name}"}).status_code == 302
    preview = client.post(reverse("inbox:saved_answer_preview", args=home), {"text_ru": "{first_name|друг}"})
    assert "Анна" in preview.content.decode()
    assert "друг" in preview.content.decode()


def test_the_public_page_is_there_once_it_was_opened(community, django_assert_max_num_queries):
    article, hidden = written(community, is_published=True), written(community, Draft("Тайна", "x"))
    visitor, page = Client(), f"/k/{community.slug}/"
    assert visitor.get(page).status_code == visitor.get(f"{page}{article.slug}/").status_code == 404
    for _ in range(2):
        actions.open_knowledge(in_=community, by=SYSTEM)

    with django_assert_max_num_queries(6):
        told = visitor.get(page).content.decode()
    assert TEXT.title in told
    assert "Тайна" not in told
    assert visitor.get(f"{page}{hidden.slug}/").status_code == 404
    with django_assert_max_num_queries(6):
        told = visitor.get(f"{page}{article.slug}/", {"language": "en"}).content.decode()
    assert "Did it help?" in told
    assert f'{page}{article.slug}/?language=ru"' in told
    assert "Nothing fits" in visitor.get(page, {"q": "xyz", "language": "en"}).content.decode()
    with django_assert_max_num_queries(6):
        mapped = visitor.get(f"{page}sitemap.xml")
    places = [one.text for one in fromstring(mapped.content).findall(".//{*}loc")]
    assert mapped["Content-Type"].startswith("application/xml")
    assert f"{page}{article.slug}/?language=ru" in " ".join(places)
    assert len(places) == 3  # the list in both languages, the article in the one it has
    for _ in range(2):
        actions.close_knowledge(in_=community, by=SYSTEM)
    assert visitor.get(page).status_code == visitor.get(f"{page}sitemap.xml").status_code == 404


def test_visitors_say_whether_it_helped_and_not_too_often(community):
    actions.open_knowledge(in_=community, by=SYSTEM)
    article = written(community, is_published=True)
    url = f"/k/{community.slug}/{article.slug}/helped/"
    assert Client(enforce_csrf_checks=True).post(url, {"helped": "yes"}).status_code == 403
    for word in ("yes", "no"):
        assert Client().post(url, {"helped": word}).status_code == 302
    assert Feedback.objects.get().helped is False
    for number in range(MOST_AN_HOUR):
        other = written(community, Draft(f"Статья {number}", "x"))
        Feedback.objects.create(article=other, visitor=Feedback.objects.first().visitor, helped=True,
                                at=Feedback.objects.first().at)  # fmt: skip
    assert Client().post(url, {"helped": "yes"}).status_code == 422


def test_hostile_titles_and_texts_are_only_words_on_every_page(community):
    actions.open_knowledge(in_=community, by=SYSTEM)
    text = "\n\n".join(HOSTILE)
    article = written(community, Draft(HOSTILE[2][:200], text, "<b>x"), is_published=True)
    actions.save_answer("<img onerror=x>", {"ru": HOSTILE[2].replace("{", "")}, in_=community, by=SYSTEM)
    client, home = client_of(community), [community.slug]
    for url in (
        reverse("inbox:article_list", args=home),
        reverse("inbox:article_page", args=[*home, article.pk]),
        reverse("inbox:saved_answer_list", args=home),
        reverse("inbox:article_history", args=[*home, article.pk]),
        reverse("inbox:suggest", args=home) + "?text=alert",
        f"/k/{community.slug}/",
        f"/k/{community.slug}/{article.slug}/",
    ):
        told = client.get(url).content.decode()
        for broken in ("<script>alert", "<img src=x", "<svg/", "<svg><", "<iframe", '<a href="javascript:'):
            assert broken not in told, (url, broken)

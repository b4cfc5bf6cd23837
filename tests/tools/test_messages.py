"""Texts are collected from code and templates, translations stay, and what is amiss is named."""

import pytest

from tools import messages

PYTHON = """
title = N_("Members")
said = ngettext("{n} day", "{n} days", n)
other = pgettext("letter", "To")
plain = "not marked"
"""
TEMPLATE = """
<p class="it's">{% trans "It's here" %} {# a comment #}
   {% blocktrans with n=count %}{{ n }} of them{% endblocktrans %}
 {% blocktrans count n=count %}{{ n }} code{% plural %}{{ n }} codes{% endblocktrans %}</p>
{% trans "Back" context "pager" as back %}{{ _("Quoted «так»") }}
"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    place = tmp_path / "people"
    (place / "templates/people").mkdir(parents=True)
    (place / "terms.py").write_text(PYTHON)
    (place / "templates/people/a.html").write_text(TEMPLATE)
    return place


def test_marked_texts_of_code_and_templates_are_found(room):
    found = messages.texts_of(room)

    assert set(found) == {
        ("", "Members"), ("", "{n} day"), ("letter", "To"), ("", "It's here"), ("", "%(n)s of them"),
        ("", "%(n)s code"), ("pager", "Back"), ("", "Quoted «так»"),
    }  # fmt: skip
    assert found["", "{n} day"][0] == ("{n} day", "{n} days")


def test_collecting_keeps_translations_and_drops_what_is_unused(room):
    messages.collect([])
    path = messages.path_of(room)
    path.write_text(
        path.read_text().replace('msgid "Members"\nmsgstr ""', 'msgid "Members"\nmsgstr "Участники"')
    )

    (room / "templates/people/a.html").write_text("{% trans 'New' %}")
    messages.collect([])

    text = path.read_text()
    assert 'msgstr "Участники"' in text
    assert '"New"' in text
    assert "Quoted" not in text
    messages.collect([])
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("", ""), "not translated"),
        (('msgid "Members"\nmsgstr ""', '#, fuzzy\nmsgid "Members"\nmsgstr "Участники"'), "fuzzy"),
        (('msgid "Members"\nmsgstr ""', ""), "not collected"),
        (('msgid "Members"', 'msgid "Гости"'), "unused"),
        (
            ('msgid "%(n)s of them"\nmsgstr ""', 'msgid "%(n)s of them"\nmsgstr "их %(m)s"'),
            "fills other places",
        ),
    ],
)
def test_what_is_amiss_is_named(room, change, fault):
    messages.collect([])
    path = messages.path_of(room)
    before = path.read_text()
    after = before.replace(*change) if change[0] else before
    path.write_text(after)

    assert any(fault in line for line in messages.faults_of(room))


def test_one_text_with_two_translations_is_a_conflict(room, tmp_path):
    for name, word in (("people", "Назад"), ("ledger", "Обратно")):
        place = tmp_path / name / "locale/ru/LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "django.po").write_text(f'{messages.HEADER}\nmsgid "Back"\nmsgstr "{word}"\n')

    assert len(list(messages.conflicts())) == 1

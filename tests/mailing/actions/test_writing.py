"""Writing letters: who is late is told, versions come back, what left stays."""

import pytest
from tests import make
from tests.mailing import written
from tests.mailing.written import BUTTON, TEXT, fresh, letter

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.mailing import actions
from veche.mailing.models import Letter
from veche.mailing.terms import LetterState
from veche.mailing.terms.desk import Late, Written

pytestmark = pytest.mark.django_db


def words(subject="Другое", *blocks):
    return Written(subject=subject, content={"blocks": list(blocks or (TEXT,))})


def test_whoever_is_late_is_told_and_nothing_is_written():
    one = letter()
    actions.save_letter(one, words("Раньше"), version=one.version, by=SYSTEM)

    with pytest.raises(Late) as late:
        actions.save_letter(one, words("Позже"), version=one.version, by=SYSTEM)

    assert (fresh(one).subject, late.value.version) == ("Раньше", one.version + 1)


def test_the_same_words_are_no_new_version_however_often_they_are_saved():
    one = letter()

    for _ in range(3):
        actions.save_letter(one, words(), version=one.version, by=SYSTEM)

    assert fresh(one).version == one.version + 1


def test_quick_savings_of_one_person_are_one_version_and_each_comes_back():
    home = make.community()
    anna, boris = make.actor(Role.EDITOR, home), make.actor(Role.EDITOR, home)
    one = letter(home, by=anna)
    for by, subject in ((anna, "1"), (anna, "2"), (boris, "3"), (anna, "4")):
        actions.save_letter(one, words(subject), version=fresh(one).version, by=by)
    first, *_, last = one.versions.order_by("number")

    actions.restore_version(one, first, by=anna)

    assert [each.subject for each in one.versions.order_by("number")] == ["", "2", "3", "4", ""]
    assert (fresh(one).content, last.subject) == ({"blocks": []}, "4")


def test_blocks_that_cannot_be_are_refused_whole_with_their_places():
    one = letter()
    bad = words("x", {**BUTTON, "link": "javascript:alert(1)"}, {"kind": "script", "key": "b9"})

    with pytest.raises(Refusal) as refusal:
        actions.save_letter(one, bad, version=one.version, by=SYSTEM)

    assert {(each.place, each.field) for each in refusal.value.reasons} == {("1", "link"), ("2", "kind")}
    assert fresh(one).version == one.version


def test_what_begins_to_leave_is_written_no_more():
    one = letter()
    Letter.objects.filter(pk=one.pk).update(state=LetterState.SENDING)

    for act in (
        lambda: actions.save_letter(one, words(), version=one.version, by=SYSTEM),
        lambda: actions.change_letter(one, title="x", by=SYSTEM),
        lambda: actions.remove_letter(one, by=SYSTEM),
    ):
        with pytest.raises(Refusal):
            act()


def test_a_letter_begins_by_a_layout_or_like_another_one():
    home = make.community()
    one = letter(home)

    again = actions.start_letter(home, one.newsletter, "Ещё раз", like=one, by=SYSTEM)
    digest = actions.start_letter(home, one.newsletter, "Новости", layout="digest", by=SYSTEM)

    assert (again.subject, again.content, again.state) == (one.subject, one.content, LetterState.DRAFT)
    assert digest.subject == "Что нового в {community}"
    assert len({each["key"] for each in digest.content["blocks"]}) == len(digest.content["blocks"])


def test_removed_and_back_again():
    one = letter()

    for _ in range(2):
        actions.remove_letter(one, by=SYSTEM)
    assert fresh(one).removed_at
    actions.restore_letter(one, by=SYSTEM)

    assert fresh(one).removed_at is None


def test_who_may_not_write_writes_nothing():
    one = written.letter()
    analyst = make.actor(Role.ANALYST, one.community)

    for act in (
        lambda: actions.start_letter(one.community, one.newsletter, "x", by=analyst),
        lambda: actions.save_letter(one, words(), version=one.version, by=analyst),
        lambda: actions.write_remark(one, "x", by=analyst),
        lambda: actions.save_newsletter(one.community, {"title": "x"}, by=analyst),
        lambda: actions.send_test(one, ["a@example.org"], by=analyst),
    ):
        with pytest.raises(NotAllowed):
            act()

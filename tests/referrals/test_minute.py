"""What is written down at the panel: different views, conditions until they are met, and the minute."""

import pytest
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.referrals import actions
from homeward.referrals.models import Condition, Dissent, Interest, Minute, Sitting
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from tests.referrals.making import recuse, sign
from tests.referrals.samples import url


def test_several_members_disagree_in_their_own_words(cast):
    item = cast.on_panel()
    actions.write_dissent(item, words="Too risky.", by=cast.alex)
    actions.write_dissent(item, words="Wait for school.", by=cast.robin)
    actions.write_dissent(item, words="Too risky: police first.", by=cast.alex)

    decision = sign(cast, item)

    assert (
        decision.dissent
        == "Alex Fictional: Too risky: police first.\n\nRobin Testerton: Wait for school."
    )
    assert len(Minute.objects.get().held["dissent"]) == 2


@pytest.mark.parametrize("who", ["robin", "sam"])
def test_refused_dissent_writes_nothing(cast, who):
    item = cast.on_panel()
    recuse(item, cast.robin)

    with pytest.raises(Refused):
        actions.write_dissent(item, words="No.", by=getattr(cast, who))

    assert not Dissent.objects.exists()


def test_signer_who_did_not_read_a_dissent_is_told(cast):
    item = cast.on_panel()
    item.decision.refresh_from_db()
    seen = item.decision.version

    actions.write_dissent(item, words="Too risky.", by=cast.alex)

    item.decision.refresh_from_db()
    assert item.decision.version == seen + 1


def test_recused_member_sets_no_condition(cast):
    item = cast.on_panel()
    recuse(item, cast.kit)

    with pytest.raises(Refused, match="declared an interest"):
        actions.add_condition(
            item, what="Ask school", owner=cast.robin, by_day=localdate(), by=cast.kit
        )

    assert not Condition.objects.exists()


def conditional(cast):
    item = cast.on_panel()
    condition = actions.add_condition(
        item, what="Ask school", owner=cast.robin, by_day=localdate(), by=cast.kit
    )
    sign(cast, item, "conditions")
    return condition


def test_condition_is_a_task_that_leads_to_its_page_and_goes_when_it_is_met(cast, as_worker):
    condition = conditional(cast)
    task = Task.objects.get(doing=Doing.MEET_CONDITION)
    robin = as_worker(cast.robin)

    page = robin.post(
        task.get_absolute_url(), {"how": "Spoke with Ms Placeholder."}, follow=True
    ).content.decode()

    task.refresh_from_db()
    condition.refresh_from_db()
    assert (task.worker, task.done_by, condition.met_by) == (cast.robin, cast.robin, cast.robin)
    assert "Spoke with Ms Placeholder." in page


@pytest.mark.parametrize(
    ("code", "who", "said", "leads"),
    [
        ("conditions", "robin", "Not yet", True),
        ("conditions", "sam", "Not yet", False),
        ("defer", "robin", "Not agreed", False),
        ("not agreed", "robin", "Not agreed", False),
    ],
)
def test_condition_leads_on_only_where_it_may_be_met(cast, as_worker, code, who, said, leads):
    item = cast.on_panel()
    condition = actions.add_condition(
        item, what="Ask school", owner=cast.robin, by_day=localdate(), by=cast.kit
    )
    sign(cast, item, code, alternative="Early help phones." if code == "not agreed" else "")

    page = as_worker(getattr(cast, who)).get(url("item", item.pk))

    (row,) = page.context["conditions"]
    assert (row[3] if isinstance(row[3], str) else row[3]["text"]) == said
    assert (url("meet_condition", condition.pk) in page.content.decode()) is leads


def test_condition_is_not_met_by_somebody_else(cast):
    condition = conditional(cast)

    with pytest.raises(Refused, match="Robin Testerton does this"):
        actions.meet_condition(condition, how="Done.", by=cast.sam)

    condition.refresh_from_db()
    assert condition.met_at is None


def test_minute_is_frozen_when_signed(cast, as_worker):
    item = cast.on_panel()
    preview = as_worker(cast.kit).get(url("minute", item.pk)).content.decode()
    sign(cast, item)
    Interest.objects.all().delete()
    Sitting.objects.get().members.filter(worker=cast.alex).delete()

    minute = as_worker(cast.kit).get(url("minute", item.pk)).content.decode()

    assert "This is a preview" in preview
    assert "It does not change any more." in minute
    assert "Alex Fictional" in minute
    assert "key worker, North team" in minute
    assert "asked in the room by Lee Specimen" in minute
    assert "You asked for help." in minute
    assert "4 members of both organisations are here and may decide." in minute


def test_recused_member_adds_no_view_through_the_page(cast, as_worker):
    item = cast.on_panel()
    recuse(item, cast.kit)
    before = item.decision.views.count()

    response = as_worker(cast.kit).post(
        url("add_panel_view", item.pk), {"whose": "charity", "who": "Kit", "words": "Yes."}
    )

    assert response.status_code == 403
    assert item.decision.views.count() == before


def test_refused_question_to_the_room_shows_the_family_again(cast, as_worker):
    item = cast.on_panel()

    response = as_worker(cast.robin).post(url("no_interest", item.pk))

    assert response.status_code == 403
    assert "The team manager or the chair of the panel does this." in response.content.decode()

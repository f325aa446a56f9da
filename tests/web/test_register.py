"""The page of the register: what holds today, and what was decided under what held before."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.partnership.models import Arrangement
from homeward.partnership.rules import Function, Role
from tests.support.making import begun, boxes


LINE = {
    "function": Function.STAY_AT_HOME,
    "performed_by": "charity",
    "decides_kind": "council",
    "decides_role": Role.DIRECTOR,
    "decided_under": "Cabinet, minute 7",
}


def post(client, cast, **changes):
    typed = LINE | boxes("from_day", localdate()) | {"supervised_by": cast.sam.pk} | changes
    return client.post(reverse("web:change_register"), typed)


def test_everyone_reads_who_decides_and_only_the_council_is_offered_a_change(cast, as_worker):
    charitys = as_worker(cast.robin).get(reverse("web:register")).content.decode()
    councils = as_worker(cast.morgan).get(reverse("web:register")).content.decode()

    assert "Decide that a child comes into care" in charitys
    assert "Write a new line" not in charitys
    assert "The power to delegate cannot itself be delegated" in charitys
    assert "Write a new line" in councils


def test_function_that_no_line_holds_for_is_named(cast, as_worker):
    Arrangement.objects.filter(partnership=cast.partnership, function=Function.RETURN_HOME).update(
        period=("2024-04-01", "2024-05-01")
    )

    page = as_worker(cast.robin).get(reverse("web:register")).content.decode()

    assert "Nobody may lawfully decide these today" in page
    assert "Decide that a child in care returns home" in page


def test_changed_line_is_what_the_decisions_page_says_the_same_day(cast, as_worker):
    decision = begun(cast, cast.episode())
    address = reverse("decisions:decision", args=[decision.pk])
    before = as_worker(cast.robin).get(address).content.decode()

    answer = post(as_worker(cast.morgan), cast)

    after = as_worker(cast.robin).get(address).content.decode()
    assert answer.status_code == 302
    assert "the head of service, council, decides" in before
    assert "the director of children&#x27;s services, council, decides" in after


def test_line_that_is_sent_again_because_its_answer_was_lost_is_written_once(cast, as_worker):
    client = as_worker(cast.morgan)
    page = client.get(reverse("web:change_register")).content.decode()
    key = re.search(r'name="sending" value="([^"]+)"', page).group(1)

    answers = [post(client, cast, sending=key).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Arrangement.objects.filter(decided_under="Cabinet, minute 7").count() == 1


def test_register_is_fetched_once(cast, as_worker):
    with CaptureQueriesContext(connection) as asked:
        as_worker(cast.robin).get(reverse("web:register"))

    fetched = [q for q in asked if 'FROM "partnership_arrangement"' in q["sql"]]
    assert len(fetched) == 1


def test_refusal_keeps_what_was_typed_and_says_what_to_mend(cast, as_worker):
    answer = post(as_worker(cast.morgan), cast, supervised_by="")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Name the registered social worker" in page
    assert "Cabinet, minute 7" in page


def test_only_those_whose_registration_was_looked_up_are_offered_to_supervise(cast, as_worker):
    page = as_worker(cast.morgan).get(reverse("web:change_register")).content.decode()

    assert f'<option value="{cast.sam.pk}">Sam Placeholder</option>' in page
    assert "Alex Fictional" not in page


def test_who_may_not_change_it_is_told_so(cast, as_worker):
    page = as_worker(cast.robin).get(reverse("web:change_register")).content.decode()

    assert "head of service or director changes the register" in page
    assert '<form method="post" novalidate' not in page
    assert post(as_worker(cast.robin), cast).status_code == 403

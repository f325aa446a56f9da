"""How a worker usually narrows a list is kept, and was carried over from where it was kept before."""

import pytest

from homeward.drafts.models import UsualFilter
from tests.migrating import back, forth


BEFORE = [("web", "0001_usual_filters"), ("drafts", "0002_sending")]


def test_what_was_kept_before_is_kept_still(cast):
    before = back(*BEFORE).get_model("web", "UsualFilter")
    before.objects.create(worker_id=cast.robin.pk, page="web:children", chosen={"now": "care"})

    forth(*BEFORE)

    kept = UsualFilter.objects.get()
    assert (kept.worker, kept.page, kept.chosen) == (cast.robin, "web:children", {"now": "care"})


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/children/", {"whose": "mine"}),
        ("/referrals/", {"stage": "asked", "late": "late"}),
        ("/decisions/", {"where": "signed", "since": "30"}),
        ("/tasks/", {"whose": "mine", "doing": "ANSWER"}),
    ],
)
def test_each_list_begins_as_it_was_left(cast, as_worker, path, chosen):
    client = as_worker(cast.kit)

    answer = client.post(path, {**chosen, "rubbish": "1"}, follow=True)

    assert "this is how the list begins from now on" in answer.content.decode()
    assert client.get(path).context["narrowing"].chosen == chosen
    assert client.get(path + "?all").context["narrowing"].chosen == {}
    assert as_worker(cast.robin).get(path).context["narrowing"].chosen == {}

"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from homeward.partnership.models import Arrangement, Membership
from homeward.partnership.rules import Function, Role


def test_reviewing_arranged_to_a_charity_is_refused_by_the_database(cast):
    Arrangement.objects.filter(function=Function.CHAIR_REVIEW).delete()

    with pytest.raises(IntegrityError, match="reviewing_never"), transaction.atomic():
        Arrangement.objects.create(
            partnership=cast.partnership,
            number=9,
            function=Function.CHAIR_REVIEW,
            performed_by_kind="charity",
            decides_role=Role.REVIEWING_OFFICER,
            decides_kind="council",
            legal_basis="none",
            period=(date(2030, 1, 1), None),
        )


def test_two_arrangements_for_one_function_cannot_overlap(cast):
    with pytest.raises(IntegrityError, match="one_arrangement"), transaction.atomic():
        Arrangement.objects.create(
            partnership=cast.partnership,
            number=9,
            function=Function.STAY_AT_HOME,
            performed_by_kind="charity",
            decides_role=Role.DIRECTOR,
            decides_kind="council",
            legal_basis="scheme of delegation",
            period=(date(2026, 1, 1), None),
        )


def test_two_posts_in_one_team_cannot_overlap(cast):
    with pytest.raises(IntegrityError, match="one_post"), transaction.atomic():
        Membership.objects.create(
            partnership=cast.partnership,
            worker=cast.robin,
            team=cast.north,
            role=Role.TEAM_MANAGER,
            employer=cast.founded.charity,
            authorised_by="test",
            period=(date(2025, 1, 1), None),
        )


def test_leaver_sees_nothing_from_the_day_the_post_ends(cast):
    cast.episode()
    cast.robin.memberships.update(period=(date(2024, 4, 1), date(2026, 1, 1)))

    assert cast.robin.on(date(2025, 12, 31)).team_ids == {cast.north.pk}
    assert cast.robin.on(date(2026, 1, 1)).posts == ()

"""Ends what went on before: the sight of a team that received a referral and did not take the family on, or
whose help is over and followed up though the family was referred again in vain. It is told in the trail."""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q
from django.utils.timezone import localdate


NOT_TAKEN_ON = ("not eligible", "not eligible: too risky", "family declined", "redirected")


def let_receiving_teams_go(apps, schema_editor):
    Referral = apps.get_model("referrals", "Referral")
    follow_ups = apps.get_model("support", "FollowUp").objects.filter(done_at=None)
    helped = Q(episode__closed_at__isnull=False) & ~Q(episode__in=follow_ups.values("episode_id"))
    over = Referral.objects.filter(
        Q(screenings__outcome__in=NOT_TAKEN_ON)
        | Q(agenda_items__decision__outcome__code="not agreed")
        | helped
    )
    going_on = Referral.objects.exclude(pk__in=over.values("pk"))
    pairs = over.order_by().values_list("to_team_id", "about__child_id").distinct()
    for team, child in list(pairs):
        own = Q(to_team=team) | Q(from_team=team)
        if not going_on.filter(own, about__child=child).exists():
            _end(apps, team, child)


def _end(apps, team, child):
    tomorrow = localdate() + timedelta(days=1)
    involvements = apps.get_model("sharing", "Involvement").objects.filter(team=team, child=child)
    goes_on = Q(period__endswith=None) | Q(period__endswith__gt=tomorrow)
    for one in involvements.filter(goes_on, passing=False, period__startswith__lt=tomorrow):
        one.period = (one.period.lower, tomorrow)
        one.save(update_fields=["period"])
        apps.get_model("trail", "Entry").objects.create(
            partnership_id=one.partnership_id,
            kind="change",
            what="stopped working with the child",
            because="nothing of what was asked of the team goes on",
            subject_kind="sharing.involvement",
            subject_id=one.pk,
            child_ids=[child],
        )


def stays(apps, schema_editor):
    """What was ended stays ended."""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_signed_after_sending"),
        ("referrals", "0008_questions_no_longer_open"),
        ("sharing", "0004_entitled"),
        ("support", "0011_children_of_photos"),
        ("trail", "0004_index_at_once"),
    ]

    operations = [migrations.RunPython(let_receiving_teams_go, stays)]

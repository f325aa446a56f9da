"""Brings what was stored before to what is written now.

Each answer to a question gets a code of its own; entries of one event are tied together; hours and key
workers end with support; nobody is asked how a child is who died; and who saw a child only to sign a
decision stops when it is signed. What takes something away is told in the trail.
"""

from datetime import timedelta

from django.db import migrations
from django.db.models import Q
from django.utils.timezone import localdate


TO_SIGN = "a decision that is theirs to sign"
# Function, the code that was stored, the code it has now.
CODES = (
    ("return_home", "come_into_care", "stay_in_care"),
    ("end_support", "stay_at_home", "go_on"),
)
ONE_EVENT = timedelta(minutes=1)  # its entries were written in one transaction


def tell(apps, what, because, subject, kind, child):
    apps.get_model("trail", "Entry").objects.create(
        partnership_id=subject.partnership_id,
        kind="change",
        what=what,
        because=because,
        subject_kind=kind,
        subject_id=subject.pk,
        child_ids=[child],
    )


def own_codes(apps, schema_editor):
    options = apps.get_model("decisions", "Option").objects
    for function, stored, now in CODES:
        options.filter(decision__function=function, code=stored).update(code=now)


def shared_codes(apps, schema_editor):
    options = apps.get_model("decisions", "Option").objects
    for function, stored, now in CODES:
        options.filter(decision__function=function, code=now).update(code=stored)


def tie_events(apps, schema_editor):
    Happening = apps.get_model("support", "Happening")
    firsts = {}
    for one in Happening.objects.order_by("pk").iterator():
        told = (one.partnership_id, one.episode_id, one.kind, one.on, one.what, one.recorded_by_id)
        first = firsts.get(told)
        if first and one.recorded_at - first.recorded_at < ONE_EVENT:
            Happening.objects.filter(pk=one.pk).update(first=first)
        else:
            firsts[told] = one


def untie_events(apps, schema_editor):
    apps.get_model("support", "Happening").objects.update(first=None)


def end_with_support(apps, schema_editor):
    for name in ("Allocation", "Intensity"):
        rows = apps.get_model("support", name).objects.filter(episode__closed_on__isnull=False)
        for one in rows.filter(period__endswith=None).select_related("episode"):
            closed_on, start = one.episode.closed_on, one.period.lower
            if start > closed_on:
                one.delete()  # hours planned for later; when they were agreed, the trail was told
                continue
            one.period = (start, max(closed_on, start + timedelta(days=1)))
            one.save(update_fields=["period"])


def ask_no_more(apps, schema_editor):
    FollowUp = apps.get_model("support", "FollowUp")
    died = apps.get_model("support", "Happening").objects.filter(kind="died").values("child_id")
    for one in FollowUp.objects.filter(child__in=died, done_at=None):
        what = f"took away the follow-up after {one.months} months"
        tell(apps, what, "the child died", one, "support.followup", one.child_id)
        one.delete()


def let_deciders_go(apps, schema_editor):
    involvements = apps.get_model("sharing", "Involvement").objects.filter(because=TO_SIGN)
    involvements.update(passing=True)
    waiting = apps.get_model("decisions", "DecisionChild").objects.filter(
        decision__safety__isnull=False, decision__signed_at=None
    )
    tomorrow = localdate() + timedelta(days=1)
    over = involvements.filter(Q(period__endswith=None) | Q(period__endswith__gt=tomorrow))
    for one in over.exclude(child__in=waiting.values("child_id")):
        one.period = (one.period.lower, tomorrow)
        one.save(update_fields=["period"])
        because = "the decision is signed"
        tell(apps, "stopped working with the child", because, one, "sharing.involvement", one.child_id)


def stays(apps, schema_editor):
    """What was ended stays ended."""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_decision_waiting"),
        ("sharing", "0002_passing_involvement"),
        ("support", "0006_one_event_and_found"),
        ("trail", "0004_index_at_once"),
    ]

    operations = [
        migrations.RunPython(own_codes, shared_codes),
        migrations.RunPython(tie_events, untie_events),
        migrations.RunPython(end_with_support, stays),
        migrations.RunPython(ask_no_more, stays),
        migrations.RunPython(let_deciders_go, stays),
    ]

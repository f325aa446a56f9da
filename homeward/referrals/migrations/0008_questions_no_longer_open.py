"""Ends the tasks to answer a question whose referral was screened since: nothing is being asked there."""

from django.db import migrations
from django.utils.timezone import now


def end_questions(apps, schema_editor):
    Screening = apps.get_model("referrals", "Screening")
    waiting = apps.get_model("tasks", "Task").objects.filter(doing="answer", done_at=None)
    for task in waiting.iterator():
        last = Screening.objects.filter(referral=task.subject_id).order_by("-id").first()
        if last is None or last.outcome == "ask for more":
            continue
        task.done_at, task.done_by_id = now(), last.by_id
        task.done_how = f"No answer is needed now: {last.outcome}"
        task.save(update_fields=["done_at", "done_by", "done_how"])
        apps.get_model("trail", "Entry").objects.create(
            partnership_id=task.partnership_id,
            kind="change",
            what="did a task",
            because="the referral was screened since",
            subject_kind="tasks.task",
            subject_id=task.pk,
            child_ids=sorted(task.children.values_list("pk", flat=True)),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0007_interest_declared_last"),
        ("tasks", "0005_open_tasks"),
        ("trail", "0004_index_at_once"),
    ]

    operations = [migrations.RunPython(end_questions, migrations.RunPython.noop)]

"""Goals that an earlier version of the plan had in the same words carry on, so that scores do too."""

import re

from django.db import migrations


def plain(words):
    return " ".join(re.findall(r"\w+", words.casefold()))


def carry_on(apps, schema_editor):
    Plan = apps.get_model("support", "Plan")
    Goal = apps.get_model("support", "Goal")
    before = {}  # of the version before: episode, words -> the first goal in these words
    episode = None
    for plan in Plan.objects.order_by("episode_id", "version").iterator():
        if plan.episode_id != episode:
            episode, before = plan.episode_id, {}
        now = {}
        for goal in plan.goals.order_by("id"):
            first = before.get(plain(goal.words))
            if first:
                Goal.objects.filter(pk=goal.pk).update(first_id=first)
            now.setdefault(plain(goal.words), first or goal.pk)
        before = now


def let_go(apps, schema_editor):
    apps.get_model("support", "Goal").objects.update(first=None)


class Migration(migrations.Migration):
    dependencies = [("support", "0003_own_parts_photos_scores_hours")]

    operations = [migrations.RunPython(carry_on, let_go)]

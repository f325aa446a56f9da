"""Named members, attendance, deputies, conditions that are met, different views, minutes and quorum."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """Chairs are members of their sittings. A condition that is a task already leads to its page; one
    whose task was done is met, as it was said there."""
    Membership = apps.get_model("partnership", "Membership")
    Member = apps.get_model("referrals", "SittingMember")
    for sitting in apps.get_model("referrals", "Sitting").objects.all():
        posts = Membership.objects.filter(worker=sitting.chair_id, partnership=sitting.partnership_id)
        post = (
            posts.filter(team=sitting.team_id, period__contains=sitting.held_on).first()
            or posts.order_by("-period").first()
        )
        if post:
            Member.objects.create(
                partnership_id=sitting.partnership_id,
                sitting=sitting,
                worker_id=sitting.chair_id,
                post=f"{post.role}, {post.team.name}",
                employer_id=post.employer_id,
            )
    Task = apps.get_model("tasks", "Task")
    for condition in apps.get_model("referrals", "Condition").objects.all():
        task = Task.objects.filter(
            doing="",
            what=condition.what[:200],
            worker=condition.owner_id,
            due=condition.by_day,
            because__startswith="A condition of the panel",
        ).first()
        if task is None:
            continue
        if task.done_at:
            condition.met_at, condition.met_by_id = task.done_at, task.done_by_id
            condition.met_how = task.done_how
            condition.save()
        task.doing, task.subject_id = "meet condition", condition.pk
        task.save()


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0002_remove_screening_working_days'),
        ('referrals', '0004_waiting_list'),
        ('tasks', '0004_doing_meet_condition'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dissent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Minute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held', models.JSONField()),
                ('frozen_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PanelTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('decided_under', models.CharField(max_length=200)),
                ('members', models.PositiveSmallIntegerField()),
                ('of_each', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ('team', 'period'),
            },
        ),
        migrations.CreateModel(
            name='SittingMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(max_length=120)),
                ('present', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='deputy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='condition',
            name='met_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='condition',
            name='met_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='condition',
            name='met_how',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='interest',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sitting',
            name='attendance_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='sitting',
            name='attendance_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('met_at', None), ('met_by', None)), models.Q(('met_at__isnull', False), ('met_by__isnull', False)), _connector='OR'), name='condition_met_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attendance_at', None), ('attendance_by', None)), models.Q(('attendance_at__isnull', False), ('attendance_by__isnull', False)), _connector='OR'), name='attendance_written_by_someone'),
        ),
        migrations.AddField(
            model_name='dissent',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dissents', to='referrals.agendaitem'),
        ),
        migrations.AddField(
            model_name='dissent',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='dissent',
            name='worker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minute',
            name='frozen_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minute',
            name='item',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minute', to='referrals.agendaitem'),
        ),
        migrations.AddField(
            model_name='minute',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='panelterms',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='panelterms',
            name='team',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.team'),
        ),
        migrations.AddField(
            model_name='sittingmember',
            name='employer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.organisation'),
        ),
        migrations.AddField(
            model_name='sittingmember',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='sittingmember',
            name='sitting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='referrals.sitting'),
        ),
        migrations.AddField(
            model_name='sittingmember',
            name='worker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='dissent',
            constraint=models.UniqueConstraint(fields=('item', 'worker'), name='one_dissent_a_member'),
        ),
        migrations.AddConstraint(
            model_name='panelterms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('team__isnull', False)), expressions=[(models.Func(models.F('team'), models.F('team'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='one_panel_terms_a_team'),
        ),
        migrations.AddConstraint(
            model_name='panelterms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('team__isnull', True)), expressions=[(models.Func(models.F('partnership'), models.F('partnership'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='one_panel_terms_a_partnership'),
        ),
        migrations.AddConstraint(
            model_name='sittingmember',
            constraint=models.UniqueConstraint(fields=('sitting', 'worker'), name='member_once_in_a_sitting'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]

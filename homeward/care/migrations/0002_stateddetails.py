import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0001_initial'),
        ('partnership', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatedDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stated_as_of', models.DateField(null=True)),
                ('no_upn_because', models.CharField(blank=True, max_length=3)),
                ('mother', models.CharField(blank=True, max_length=1)),
                ('mothers_child_born', models.DateField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.child')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child',), name='one_header_a_child')],
            },
        ),
    ]

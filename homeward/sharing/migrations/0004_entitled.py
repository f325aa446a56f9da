"""What a worker may see on a day, said by the database itself: see `sharing.models.sight`."""

from django.db import migrations


ENTITLED = """
-- What a worker may see on a day: (child, data group). The same facts as homeward.sharing, said again for
-- row-level security, and owned by the role that owns the tables, so that it sees all of them.
CREATE OR REPLACE FUNCTION homeward_entitled(worker bigint, day date, during tstzrange)
RETURNS TABLE (child_id bigint, data_group text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH post AS (
    SELECT m.partnership_id, m.team_id, m.role, o.kind
      FROM partnership_membership m JOIN partnership_organisation o ON o.id = m.employer_id
     WHERE m.worker_id = worker AND m.period @> day
  ), agreement AS (
    SELECT DISTINCT ON (partnership_id) id, partnership_id, period @> day AS in_force, upper(period) AS ended
      FROM partnership_sharingagreement
     WHERE lower(period) <= day ORDER BY partnership_id, period DESC
  ), closed AS (
    SELECT r.child_id, r.kind FROM sharing_restriction r
     WHERE r.period @> day AND (r.kind = 'relative') =
           EXISTS (SELECT FROM sharing_namedinrestriction n WHERE n.restriction_id = r.id AND n.worker_id = worker)
  )
  SELECT i.child_id, g.data_group::text
    FROM post p
    JOIN agreement a USING (partnership_id)
    JOIN partnership_grant g ON g.agreement_id = a.id AND g.employer_kind = p.kind AND g.role = p.role
    JOIN sharing_involvement i ON i.period @> day
     AND (i.team_id = p.team_id OR (i.worker_id = worker AND i.partnership_id = p.partnership_id))
   WHERE (a.in_force OR p.kind = 'council' OR (g.data_group = 'safety' AND lower(i.period) < a.ended))
     AND NOT EXISTS (SELECT FROM closed c WHERE c.child_id = i.child_id)
  UNION
  SELECT b.child_id, u.data_group
    FROM sharing_brokenglass b
    CROSS JOIN unnest(ARRAY['core', 'safety', 'health', 'education', 'legal', 'finance']) AS u (data_group)
   WHERE b.worker_id = worker AND b.period && during
     AND EXISTS (SELECT FROM post p WHERE p.partnership_id = b.partnership_id)
     AND NOT EXISTS (SELECT FROM closed c WHERE c.child_id = b.child_id AND c.kind <> 'sealed')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0003_restrictions_and_glass"),
        ("partnership", "0004_begin_sharing"),
    ]

    operations = [
        migrations.RunSQL(ENTITLED, "DROP FUNCTION homeward_entitled(bigint, date, tstzrange);")
    ]

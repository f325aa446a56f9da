"""The list of children, and the pages of one child."""

from bench.hand.seen import SEEN


CASELOAD = f"""
WITH seen AS MATERIALIZED ({SEEN}),
work AS (
    SELECT ec.child_id, bool_or(a.worker_id = %(worker)s) AS mine, min(w.name) AS key_worker,
           bool_or(e.closed_on IS NULL) AS in_help
    FROM support_episodechild ec
    JOIN support_episodeofhelp e ON e.id = ec.episode_id
    LEFT JOIN support_allocation a ON a.episode_id = e.id AND a.period @> current_date
    LEFT JOIN partnership_worker w ON w.id = a.worker_id
    WHERE ec.child_id IN (SELECT child_id FROM seen) GROUP BY ec.child_id
)
SELECT c.*, work.mine, work.in_help, work.key_worker,
       EXISTS (SELECT FROM care_periodofcare p
               WHERE p.child_id = c.id AND p.period @> current_date) AS in_care,
       (SELECT min(t.due) FROM tasks_task_children tc JOIN tasks_task t ON t.id = tc.task_id
        WHERE tc.child_id = c.id AND t.done_at IS NULL
        AND (t.team_id = ANY(%(teams)s) OR t.worker_id = %(worker)s)) AS next_due
FROM people_child c LEFT JOIN work ON work.child_id = c.id
WHERE c.id IN (SELECT child_id FROM seen)
ORDER BY coalesce(work.mine, false) DESC, coalesce(work.in_help, false) DESC, family_name, born, id
LIMIT 50
"""

CHILD = f"""
SELECT c.*,
  (SELECT json_agg(i) FROM sharing_involvement i WHERE i.child_id = c.id) AS involvements,
  (SELECT json_agg(x) FROM (SELECT r.kind, a.* FROM people_relationship r
    JOIN people_adult a ON a.id = r.adult_id
    WHERE r.child_id = c.id AND r.period @> current_date) x) AS adults,
  (SELECT json_agg(x) FROM (SELECT DISTINCT o.id, o.given_name, o.family_name
    FROM people_relationship r JOIN people_relationship q ON q.adult_id = r.adult_id
    JOIN people_child o ON o.id = q.child_id
    WHERE r.child_id = c.id AND o.id <> c.id AND o.id IN ({SEEN})) x) AS siblings,
  (SELECT to_json(x) FROM (SELECT vc.words, v."on", w.name FROM support_visitchild vc
    JOIN support_visit v ON v.id = vc.visit_id JOIN partnership_worker w ON w.id = v.written_by_id
    WHERE vc.child_id = c.id AND vc.words <> '' ORDER BY v."on" DESC, vc.id DESC LIMIT 1) x) AS words,
  (SELECT to_json(x) FROM (SELECT e.*,
      (SELECT w.name FROM support_allocation a JOIN partnership_worker w ON w.id = a.worker_id
       WHERE a.episode_id = e.id AND a.period @> current_date) AS key_worker,
      (SELECT to_json(y) FROM (SELECT p.*, (SELECT json_agg(g) FROM support_goal g
         WHERE g.plan_id = p.id) AS goals
         FROM support_plan p WHERE p.episode_id = e.id ORDER BY p.version DESC LIMIT 1) y) AS plan,
      (SELECT to_json(v) FROM support_visit v WHERE v.episode_id = e.id
       ORDER BY v."on" DESC, v.id DESC LIMIT 1) AS visit
    FROM support_episodeofhelp e JOIN support_episodechild ec ON ec.episode_id = e.id
    WHERE ec.child_id = c.id ORDER BY e.closed_on DESC NULLS FIRST, e.started_on DESC LIMIT 1) x
  ) AS episode,
  (SELECT json_agg(r) FROM referrals_referral r JOIN referrals_referralchild rc
    ON rc.referral_id = r.id WHERE rc.child_id = c.id) AS referrals,
  (SELECT json_agg(d) FROM decisions_decision d JOIN decisions_decisionchild dc
    ON dc.decision_id = d.id WHERE dc.child_id = c.id) AS decisions,
  (SELECT json_agg(h) FROM support_happening h WHERE h.child_id = c.id) AS happenings,
  (SELECT json_agg(t) FROM tasks_task t JOIN tasks_task_children tc ON tc.task_id = t.id
    WHERE tc.child_id = c.id AND t.done_at IS NULL AND t.team_id = ANY(%(teams)s)) AS tasks,
  (SELECT json_agg(p) FROM care_periodofcare p WHERE p.child_id = c.id) AS periods,
  (SELECT json_agg(p) FROM care_placement p WHERE p.child_id = c.id) AS placements,
  (SELECT json_agg(p) FROM care_legalstatus p WHERE p.child_id = c.id) AS legal_statuses,
  (SELECT json_agg(x) FROM (SELECT e.id, e.what, e.at, k.enciphered FROM trail_entry e
    LEFT JOIN trail_content k ON k.entry_id = e.id AND k.child_id = c.id
    WHERE e.kind = 'change' AND e.child_ids @> ARRAY[c.id]
    ORDER BY coalesce(e."on", (e.at AT TIME ZONE 'Europe/London')::date) DESC, e.id DESC LIMIT 6) x
  ) AS recent
FROM people_child c WHERE c.id = %(child)s AND c.id IN ({SEEN})
"""

TIMELINE = f"""
SELECT e.*, w.name, k.enciphered, count(*) OVER () AS of_all
FROM trail_entry e LEFT JOIN partnership_worker w ON w.id = e.worker_id
LEFT JOIN trail_content k ON k.entry_id = e.id AND k.child_id = %(child)s
WHERE e.kind = 'change' AND e.child_ids @> ARRAY[%(child)s::bigint] AND %(child)s IN ({SEEN})
ORDER BY coalesce(e."on", (e.at AT TIME ZONE 'Europe/London')::date) DESC, e.id DESC LIMIT 50
"""

WHO_LOOKED = f"""
SELECT e.*, w.name, count(*) OVER () AS of_all
FROM trail_entry e LEFT JOIN partnership_worker w ON w.id = e.worker_id
WHERE e.kind <> 'refused' AND e.child_ids @> ARRAY[%(child)s::bigint] AND %(child)s IN ({SEEN})
ORDER BY e.id DESC LIMIT 50
"""

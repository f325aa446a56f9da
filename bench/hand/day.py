"""My day: what is to do, to sign, changed by others, and without a key worker. A row for each thing shown.

Each row is `part`, a day, the children it shows, a number and the rest; `same.py` compares the first four.
"""

from bench.hand.seen import SEEN


# The limits are those of `homeward.web.my_day`; that they are, `same.py` finds out.
MY_DAY = f"""
WITH seen AS MATERIALIZED ({SEEN}),
posts AS MATERIALIZED (
    SELECT m.team_id, m.role, m.partnership_id, o.kind AS employer
    FROM partnership_membership m JOIN partnership_organisation o ON o.id = m.employer_id
    WHERE m.worker_id = %(worker)s AND m.period @> current_date
),
managed AS (SELECT team_id FROM posts WHERE role = 'team manager'),
others AS (SELECT team_id FROM posts WHERE role <> 'key worker'),
task AS MATERIALIZED (
    SELECT t.* FROM tasks_task t
    LEFT JOIN LATERAL (
        SELECT count(*) AS has_one,
            count(*) FILTER (WHERE a.worker_id = %(worker)s) AS is_mine
        FROM tasks_task_children tc JOIN support_episodechild ec ON ec.child_id = tc.child_id
        JOIN support_allocation a ON a.episode_id = ec.episode_id
        WHERE tc.task_id = t.id AND a.period @> current_date AND t.worker_id IS NULL
    ) key_worker ON true
    WHERE t.done_at IS NULL AND (t.team_id = ANY(%(teams)s) OR t.worker_id = %(worker)s)
    AND (t.worker_id = %(worker)s OR t.worker_id IS NULL AND (key_worker.is_mine > 0
        OR key_worker.has_one = 0 AND t.team_id IN (SELECT team_id FROM others)))
),
near AS (
    SELECT * FROM task WHERE (due <= current_date + 7 OR urgent)
    AND NOT (doing = 'allocate' AND EXISTS (SELECT FROM managed))
    ORDER BY urgent DESC, due, id LIMIT 40
),
to_screen AS (
    SELECT r.* FROM referrals_referral r WHERE r.to_team_id IN (SELECT team_id FROM managed)
    AND NOT EXISTS (SELECT FROM referrals_screening s
                    WHERE s.referral_id = r.id AND s.outcome <> 'ask for more')
    AND NOT EXISTS (SELECT FROM referrals_screening s
                    LEFT JOIN referrals_reply p ON p.screening_id = s.id
                    WHERE s.referral_id = r.id AND p.id IS NULL)
    ORDER BY r.screen_by, r.id LIMIT 20
),
follow_up AS (
    SELECT f.* FROM support_followup f JOIN support_episodeofhelp e ON e.id = f.episode_id
    WHERE f.done_at IS NULL AND f.due <= current_date + 7
    AND f.child_id IN (SELECT child_id FROM seen)
    AND NOT EXISTS (SELECT FROM support_episodechild ec WHERE ec.episode_id = e.id
                    AND ec.child_id NOT IN (SELECT child_id FROM seen))
    AND (e.team_id IN (SELECT team_id FROM others) OR EXISTS (
        SELECT FROM support_allocation a WHERE a.episode_id = e.id AND a.worker_id = %(worker)s))
    ORDER BY f.due, f.id LIMIT 20
),
to_sign AS (
    SELECT d.* FROM decisions_decision d JOIN posts p ON p.partnership_id = d.partnership_id
    JOIN partnership_arrangement g ON g.partnership_id = d.partnership_id
        AND g.function = d.function AND g.decides_role = p.role AND g.decides_kind = p.employer
        AND g.period @> current_date
    WHERE d.sent_at IS NOT NULL AND d.signed_at IS NULL
    AND NOT EXISTS (SELECT FROM decisions_decisionchild dc WHERE dc.decision_id = d.id
                    AND dc.child_id NOT IN (SELECT child_id FROM seen))
    ORDER BY d.due NULLS LAST, d.id LIMIT 20
),
my_child AS MATERIALIZED (
    SELECT child_id FROM seen WHERE child_id IN (
        SELECT ec.child_id FROM support_allocation a
        JOIN support_episodechild ec ON ec.episode_id = a.episode_id
        WHERE a.worker_id = %(worker)s AND a.period @> current_date
        UNION SELECT rc.child_id FROM referrals_referral r
        JOIN referrals_referralchild rc ON rc.referral_id = r.id
        WHERE r.referred_by_id = %(worker)s AND r.sent_at >= now() - interval '365 days')
),
told AS MATERIALIZED (
    SELECT e.*, w.name FROM trail_entry e LEFT JOIN partnership_worker w ON w.id = e.worker_id
    WHERE e.kind = 'change' AND e.child_ids && (SELECT array_agg(child_id) FROM my_child)
    AND e.at + interval '0' >= now() - interval '14 days'
    AND e.worker_id IS DISTINCT FROM %(worker)s ORDER BY e.id DESC LIMIT 400
),
looked AS MATERIALIZED (
    SELECT subject_id AS child_id, max(at) AS last FROM trail_entry
    WHERE worker_id = %(worker)s AND at >= now() - interval '14 days' AND kind = 'read'
    AND what IN ('read the child’s page', 'read the timeline') AND subject_kind = 'people.child'
    AND subject_id IN (SELECT child_id FROM my_child) GROUP BY subject_id
),
changed AS (
    SELECT one.child_id, count(*) AS number, max(told.id) AS last
    FROM told CROSS JOIN LATERAL unnest(told.child_ids) AS one(child_id)
    JOIN my_child USING (child_id) LEFT JOIN looked USING (child_id)
    WHERE told.at > coalesce(looked.last, now() - interval '14 days')
    GROUP BY one.child_id ORDER BY max(told.id) DESC LIMIT 20
),
without AS (
    SELECT (max(d.signed_at) AT TIME ZONE 'Europe/London')::date AS since, t.name AS team,
        (SELECT array_agg(rc.child_id) FROM referrals_referralchild rc
         WHERE rc.referral_id = r.id) AS children
    FROM referrals_referral r JOIN partnership_team t ON t.id = r.to_team_id
    JOIN referrals_agendaitem i ON i.referral_id = r.id
    JOIN decisions_decision d ON d.id = i.decision_id
    JOIN decisions_option o ON o.id = d.outcome_id AND o.code IN ('agree', 'conditions')
    WHERE r.to_team_id IN (SELECT team_id FROM managed)
    AND NOT EXISTS (SELECT FROM support_episodeofhelp e WHERE e.referral_id = r.id)
    GROUP BY r.id, t.name
    UNION ALL
    SELECT e.started_on, t.name, (SELECT array_agg(ec.child_id) FROM support_episodechild ec
                                  WHERE ec.episode_id = e.id)
    FROM support_episodeofhelp e JOIN partnership_team t ON t.id = e.team_id
    WHERE e.team_id IN (SELECT team_id FROM managed) AND e.closed_on IS NULL
    AND NOT EXISTS (SELECT FROM support_allocation a
                    WHERE a.episode_id = e.id AND a.period @> current_date)
    AND NOT EXISTS (SELECT FROM support_episodechild ec WHERE ec.episode_id = e.id
                    AND ec.child_id NOT IN (SELECT child_id FROM seen))
),
shown AS (
    SELECT 'to do' AS part, t.due AS on_day, 0 AS number, to_jsonb(t) AS held,
        (SELECT array_agg(tc.child_id) FROM tasks_task_children tc
         WHERE tc.task_id = t.id AND tc.child_id IN (SELECT child_id FROM seen)) AS children
    FROM near t
    UNION ALL
    SELECT 'to do', r.screen_by, 0, to_jsonb(r), (SELECT array_agg(rc.child_id)
        FROM referrals_referralchild rc WHERE rc.referral_id = r.id)
    FROM to_screen r WHERE r.screen_by <= current_date + 7
    UNION ALL
    SELECT 'to do', f.due, 0, to_jsonb(f), ARRAY[f.child_id] FROM follow_up f
    UNION ALL
    SELECT 'later', NULL, (SELECT count(*) FROM task WHERE due > current_date + 7 AND NOT urgent)
        + (SELECT count(*) FROM to_screen WHERE screen_by > current_date + 7), NULL, NULL
    UNION ALL
    SELECT 'to sign', d.due, 0, to_jsonb(d), (SELECT array_agg(dc.child_id)
        FROM decisions_decisionchild dc WHERE dc.decision_id = d.id) FROM to_sign d
    UNION ALL
    SELECT 'changed', NULL, c.number, to_jsonb(told), ARRAY[c.child_id]
    FROM changed c JOIN told ON told.id = c.last
    UNION ALL
    SELECT 'without', w.since, 0, to_jsonb(w), w.children FROM without w
    UNION ALL
    SELECT 'begun', NULL, 0, to_jsonb(f), NULL FROM (
        SELECT path, saved_at FROM drafts_draft WHERE worker_id = %(worker)s
        ORDER BY saved_at DESC LIMIT 20) f
)
SELECT shown.part, shown.on_day, shown.children, shown.number, shown.held,
    (SELECT json_agg(c) FROM people_child c WHERE c.id = ANY(shown.children)) AS named
FROM shown
"""

"""Finding a child: by name, by sound, by birth, by the reference of a referral."""

from bench.hand.seen import SEEN


FOUND = """
SELECT c.*, (SELECT w.name FROM support_episodechild ec
             JOIN support_allocation a ON a.episode_id = ec.episode_id
             JOIN partnership_worker w ON w.id = a.worker_id
             WHERE ec.child_id = c.id AND a.period @> current_date LIMIT 1) AS key_worker,
       (SELECT json_agg(a.name) FROM people_relationship r JOIN people_adult a ON a.id = r.adult_id
        WHERE r.child_id = c.id) AS adults
FROM people_child c
"""

FIND_NAME = f"""
{FOUND}
WHERE c.id IN ({SEEN})
AND EXISTS (SELECT FROM people_nameword n WHERE n.child_id = c.id
            AND n.word LIKE lower(split_part(%(typed)s, ' ', 1)) || '%%')
AND EXISTS (SELECT FROM people_nameword n WHERE n.child_id = c.id
            AND n.word LIKE lower(split_part(%(typed)s, ' ', 2)) || '%%')
ORDER BY c.family_name, c.given_name LIMIT 51
"""

FIND_SOUND = f"""
{FOUND}
WHERE c.id IN ({SEEN})
AND EXISTS (SELECT FROM people_nameword n WHERE n.child_id = c.id AND n.sound = %(sound)s)
ORDER BY c.family_name, c.given_name LIMIT 51
"""

FIND_BORN = f"""
{FOUND}
WHERE c.id IN ({SEEN}) AND c.born = to_date(%(typed)s, 'DD/MM/YYYY')
ORDER BY c.family_name, c.given_name LIMIT 51
"""

FIND_REFERENCE = f"""
{FOUND}
WHERE c.id IN ({SEEN}) AND c.id IN (
    SELECT rc.child_id FROM referrals_referralchild rc
    JOIN referrals_referral r ON r.id = rc.referral_id WHERE r.reference = %(typed)s)
ORDER BY c.family_name, c.given_name LIMIT 51
"""

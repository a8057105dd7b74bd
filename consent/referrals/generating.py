"""A directory for each agency that keeps files, and referrals of a quarter of its women. Nobody here exists."""

from django.db import connection

from casework.generating.past import Past
from consent.referrals.models import Referral, ReferralStep, Service, ServiceHours

_SERVICES = """
INSERT INTO consent_service (
       uid, agency_id, made_by_id, made_at, name, tier, kind, offers, phone, ask_for, address, women, women_when,
       curfew, barriers, barriers_note, languages, hours_note, outside)
SELECT md5('service ' || a.agency_id || k.kind || n)::uuid, a.agency_id, a.staff_id, a.made_at,
       k.words || ' ' || n, k.tier, k.kind, 'What a place like this offers', '', '', '',
       CASE n %% 3 WHEN 0 THEN 'only' WHEN 1 THEN 'mixed' ELSE 'not_known' END, '',
       CASE WHEN n %% 4 = 0 THEN 'In by 11pm' ELSE '' END, CASE WHEN n %% 2 = 0 THEN ARRAY['id'] ELSE '{}' END, '', '',
       '', k.outside
  FROM (SELECT agency_id, min(made_by_id) AS staff_id, min(made_at) AS made_at FROM casework_client
         GROUP BY agency_id) a
 CROSS JOIN (VALUES (1, 'hostel', 'Hostel', 'housing_providers'), (1, 'gp', 'Surgery', 'health'),
                    (2, 'drop_in', 'Drop-in', ''), (3, 'prescribing', 'Prescribing', 'drug_services'))
       k (tier, kind, words, outside)
 CROSS JOIN generate_series(1, 8) n ORDER BY a.agency_id, k.kind, n
"""
_HOURS = """
INSERT INTO consent_servicehours (service_id, day, opens, closes)
SELECT s.id, d, CASE WHEN s.kind = 'hostel' THEN '20:30'::time ELSE '09:00' END,
       CASE WHEN s.kind = 'hostel' THEN '08:30'::time ELSE '17:00' END
  FROM consent_service s CROSS JOIN generate_series(0, 6) d WHERE s.kind = 'hostel' OR d < 5 ORDER BY s.id, d
"""
# In turn each as far as it goes; the days are the same for all, and none is after the last night.
_WENT = """
  (VALUES (0, 'sent', 0, 0, '', ''), (1, 'sent', 0, 0, '', ''), (1, 'accepted', 1, 3, '', ''),
          (2, 'sent', 0, 0, '', ''), (2, 'refused', 1, 5, 'full', ''), (3, 'sent', 0, 0, '', ''),
          (3, 'accepted', 1, 4, '', ''), (3, 'seen', 2, 9, '', ''), (4, 'sent', 0, 0, '', ''),
          (4, 'waiting', 1, 2, '', ''), (4, 'accepted', 2, 20, '', ''), (4, 'seen', 3, 25, '', ''),
          (4, 'ended', 4, 60, '', 'helped')) went (turn, state, number, days, reason, outcome)
"""
_DAY = "least(made.on + went.days, greatest((SELECT max(night) FROM casework_session), made.on))"
_REFERRALS = f"""
INSERT INTO consent_referral (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, service_id, named, to_whom, tier, kind, why, wants,
       urgency, how, basis, made_on, state, state_on)
SELECT c.id, c.agency_id, c.agency_id, c.made_by_id, c.made_at + interval '1 hour', md5('referral ' || c.id)::uuid,
       s.id, '', '', s.tier, s.kind, 'She asked us where she can go', '',
       CASE c.id %% 3 WHEN 0 THEN 'today' WHEN 1 THEN 'week' ELSE 'routine' END, 'together', 'herself', made.on,
       went.state, {_DAY}
  FROM casework_client c
  JOIN (SELECT *, row_number() OVER (PARTITION BY agency_id ORDER BY id) - 1 AS place FROM consent_service) s
    ON s.agency_id = c.agency_id AND s.place = c.id / 4 %% 32
 CROSS JOIN LATERAL (SELECT ((c.made_at + interval '1 hour') AT TIME ZONE 'Europe/London')::date AS on) made
 CROSS JOIN LATERAL (SELECT * FROM {_WENT} WHERE went.turn = c.id / 4 %% 5 ORDER BY went.number DESC LIMIT 1) went
 WHERE c.id %% 4 = 0 ORDER BY c.id
"""  # noqa: S608 - our own words
_STEPS = f"""
INSERT INTO consent_referralstep (
       uid, referral_id, agency_id, made_by_id, made_at, state, "on", reason, outcome, words)
SELECT md5('step ' || r.id || '-' || went.number)::uuid, r.id, r.agency_id, r.made_by_id,
       r.made_at + ({_DAY} - made.on) * interval '1 day' + went.number * interval '1 minute', went.state, {_DAY},
       went.reason, went.outcome, ''
  FROM consent_referral r CROSS JOIN LATERAL (SELECT r.made_on AS on) made
  JOIN {_WENT} ON went.turn = r.client_id / 4 %% 5 ORDER BY r.id, went.number
"""  # noqa: S608 - our own words

PASTS = (
    Past(Service, "services:new"),
    Past(
        ServiceHours,
        "services:new",
        at="p.made_at",
        by="p.made_by_id",
        agency="p.agency_id",
        belongs="JOIN consent_service p ON p.id = r.service_id",
    ),
    Past(
        Referral,
        "her_referrals:new",
        before={"state": "'sent'", "state_on": "r.made_on"},
        changed="r.state <> 'sent'",
        changed_at="r.made_at + (r.state_on - r.made_on) * interval '1 day' + interval '5 minutes'",
    ),
    Past(ReferralStep, "her_referrals:step"),
)


def refer() -> None:
    """Fill the directories, and refer some of the women. As the owner, with these tables laid bare."""
    with connection.cursor() as cursor:
        for statement in (_SERVICES, _HOURS, "ANALYZE consent_service", _REFERRALS, "ANALYZE consent_referral", _STEPS):
            cursor.execute(statement, {})

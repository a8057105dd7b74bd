"""Offers of the programme to half of the generated women, and the screenings of a third of those."""

from django.db import connection

from casework.generating.past import Past
from casework.intake.actions import begin_criteria
from casework.intake.models import Recruitment, Screening, ScreeningAnswer
from dussk.staff.models import Agency

# The same each time they are made, as all generated rows are.
_QUESTIONS = """
UPDATE casework_criteriaset s SET uid = md5('criteria ' || a.name)::uuid, made_at = first.at, published_at = first.at
  FROM staff_agency a, (SELECT min(made_at) AS at FROM casework_client) first WHERE a.id = s.agency_id;
UPDATE casework_criterion k SET uid = md5(s.uid || k.code)::uuid FROM casework_criteriaset s WHERE s.id = k.set_id
"""
_OFFERS = """
INSERT INTO casework_recruitment (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, at, note, setting, brought_by, brought_by_words,
       answer, reason, reason_words, description)
SELECT c.id, c.agency_id, c.agency_id, c.made_by_id, c.made_at, md5('offer ' || c.id)::uuid, c.made_at, '', 'drop_in',
       (ARRAY['flyer', 'van', 'friend', 'not_known'])[c.id % 4 + 1], '',
       CASE WHEN c.id % 6 = 0 THEN 'screened' ELSE 'declined' END,
       CASE WHEN c.id % 6 = 0 THEN '' WHEN c.id % 4 = 0 THEN 'too_busy' ELSE 'none_given' END, '', ''
  FROM casework_client c WHERE c.id % 2 = 0 ORDER BY c.id
"""
_SCREENINGS = """
INSERT INTO casework_screening (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, at, note, recruitment_id, criteria_id, result,
       safeguarding, decision, decided_on, because, because_words)
SELECT r.client_id, r.owner_id, r.agency_id, r.made_by_id, r.made_at, md5('screening ' || r.client_id)::uuid, r.at, '',
       r.id, s.id, (ARRAY['eligible', 'not_eligible', 'incomplete'])[r.client_id / 6 % 3 + 1], false,
       CASE WHEN r.client_id / 6 % 3 = 0 THEN 'consented' ELSE '' END,
       CASE WHEN r.client_id / 6 % 3 = 0 THEN r.at::date END, '', ''
  FROM casework_recruitment r JOIN casework_criteriaset s ON s.agency_id = r.agency_id AND s.number = 1
 WHERE r.answer = 'screened' ORDER BY r.id
"""
_ANSWERS = """
INSERT INTO casework_screeninganswer (screening_id, criterion_id, said, note)
SELECT s.id, k.id, CASE WHEN s.result = 'not_eligible' AND k.code = 'selling' THEN 'no'
                        WHEN s.result = 'incomplete' AND k.code = 'using' THEN 'not_known' ELSE 'yes' END, ''
  FROM casework_screening s JOIN casework_criterion k ON k.set_id = s.criteria_id ORDER BY s.id, k.id
"""

#: How the history of these is made.
PASTS = (
    Past(Recruitment, "her_intake:new"),
    Past(Screening, "her_intake:screen"),
    Past(
        ScreeningAnswer,
        "her_intake:screen",
        at="p.made_at",
        by="p.made_by_id",
        agency="p.agency_id",
        belongs="JOIN casework_screening p ON p.id = r.screening_id",
    ),
)


def offer_the_programme() -> None:
    """Offer it, and screen. As the owner, with these tables laid bare."""
    for agency in Agency.objects.all():
        begin_criteria(agency)
    with connection.cursor() as cursor:
        for statement in (_QUESTIONS, _OFFERS, "ANALYZE casework_recruitment", _SCREENINGS, _ANSWERS):
            cursor.execute(statement)

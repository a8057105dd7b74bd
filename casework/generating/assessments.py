"""Two completed assessments each of a sixth of the generated women, with ratings, plans and a few notes."""

from django.db import connection, models

from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Prompt
from casework.generating.past import Past

# Everything goes by the place in the order in which files were made: numbers go on where another filling ended.
# Begun and completed on the day her file was, and again three months later where the nights go so far.
_ASSESSMENTS = """
INSERT INTO casework_assessment (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, project, started_on, completed_on, completed_by,
       review_on)
SELECT c.id, c.agency_id, c.agency_id, c.made_by_id, c.made_at + days * interval '1 day',
       md5('assessment ' || c.nth || '-' || days)::uuid, a.name, c.made_at::date + days, c.made_at::date + days, 'both',
       c.made_at::date + days + 91
  FROM (SELECT *, row_number() OVER (ORDER BY id) nth FROM casework_client) c
  JOIN staff_agency a ON a.id = c.agency_id CROSS JOIN unnest(ARRAY[0, 91]) days
 WHERE c.nth %% 6 = 0 AND c.made_at::date + days <= (SELECT max(night) FROM casework_session) ORDER BY c.id, days
"""
_RATINGS = """
INSERT INTO casework_rating (assessment_id, area, hers, workers, her_words, plan, review_on)
SELECT a.id, k.area, CASE WHEN (a.nth + k.n) %% 7 > 0 THEN (a.nth + k.n) %% 5 + 1 END, (a.nth / 2 + k.n) %% 5 + 1,
       CASE WHEN k.n %% 3 = 0 THEN 'What she said about it in a few words' ELSE '' END,
       CASE WHEN k.n %% 4 = 0 THEN 'What is planned, as the two of them wrote it down' ELSE '' END,
       CASE WHEN k.n %% 4 = 0 THEN a.review_on END
  FROM (SELECT *, row_number() OVER (ORDER BY id) nth FROM casework_assessment) a
 CROSS JOIN unnest(%(areas)s::text[]) WITH ORDINALITY k (area, n) ORDER BY a.id, k.n
"""
_NOTES = """
INSERT INTO casework_promptnote (assessment_id, prompt, note)
SELECT a.id, k.prompt, 'A few sentences of what was talked about. She asked whether she may say more another time.'
  FROM (SELECT *, row_number() OVER (ORDER BY id) nth FROM casework_assessment) a
 CROSS JOIN unnest(%(prompts)s::text[]) WITH ORDINALITY k (prompt, n)
 WHERE (a.nth + k.n) %% 5 = 0 ORDER BY a.id, k.n
"""


def _of_an_assessment(model: type[models.Model], page: str) -> Past:
    joined = "JOIN casework_assessment p ON p.id = r.assessment_id"
    return Past(model, page, at="p.made_at", by="p.made_by_id", agency="p.agency_id", belongs=joined)


#: How the history of these is made.
PASTS = (
    Past(Assessment, "her_assessments:begin"),
    _of_an_assessment(Rating, "her_assessments:area"),
    _of_an_assessment(PromptNote, "her_assessments:prompt"),
)


def assess() -> None:
    """Put them on file. As the owner, with these tables laid bare."""
    values = {"areas": [area.value for area in Area], "prompts": [prompt.value for prompt in Prompt]}
    with connection.cursor() as cursor:
        for statement in (_ASSESSMENTS, "ANALYZE casework_assessment", _RATINGS, _NOTES):
            cursor.execute(statement, values)

-- What is asked at a screening is written once: a version that was published is never changed again, nor is anything put to it.
CREATE OR REPLACE FUNCTION wall.guard_criteria() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'this version is published' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_criteria BEFORE UPDATE ON casework_criteriaset FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_criteria();

CREATE OR REPLACE FUNCTION wall.guard_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked, so that publishing at this moment is seen; and no question leaves the version that it was written for.
  PERFORM FROM casework_criteriaset s WHERE s.id = NEW.set_id FOR KEY SHARE;
  IF TG_OP = 'UPDATE' AND NEW.set_id <> OLD.set_id
     OR EXISTS (SELECT FROM casework_criteriaset s WHERE s.id = NEW.set_id AND s.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this version is published' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_criterion BEFORE INSERT OR UPDATE ON casework_criterion FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_criterion();

-- An answer is to a criterion of the version that its screening was done by.
CREATE OR REPLACE FUNCTION wall.guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM casework_screening s JOIN casework_criterion c ON c.set_id = s.criteria_id
                  WHERE s.id = NEW.screening_id AND c.id = NEW.criterion_id) THEN
    RAISE EXCEPTION 'this is not asked in that version' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_answer BEFORE INSERT OR UPDATE OF screening_id, criterion_id ON casework_screeninganswer
  FOR EACH ROW EXECUTE FUNCTION wall.guard_answer();

-- By which criteria she was screened, and of which offer, stays as it was: other criteria are another screening.
CREATE OR REPLACE FUNCTION wall.guard_screening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a screening stays by the criteria that it was made by' USING ERRCODE = '42501';
END $$;
CREATE OR REPLACE TRIGGER guard_screening BEFORE UPDATE ON casework_screening FOR EACH ROW
  WHEN (current_user = 'dussk_app' AND (NEW.criteria_id, NEW.recruitment_id, NEW.agency_id, NEW.made_by_id)
        IS DISTINCT FROM (OLD.criteria_id, OLD.recruitment_id, OLD.agency_id, OLD.made_by_id)) EXECUTE FUNCTION wall.guard_screening();

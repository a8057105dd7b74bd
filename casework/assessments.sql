-- What was said of an area, or noted of a prompt, stays on the assessment on which it was said: of another one, or another woman's, it would
-- be a lie.
CREATE OR REPLACE FUNCTION wall.guard_of_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.assessment_id <> OLD.assessment_id OR to_jsonb(NEW) ->> 'area' IS DISTINCT FROM to_jsonb(OLD) ->> 'area'
     OR to_jsonb(NEW) ->> 'prompt' IS DISTINCT FROM to_jsonb(OLD) ->> 'prompt' THEN
    RAISE EXCEPTION 'what is in an assessment stays in it' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_of_assessment BEFORE UPDATE ON casework_rating FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_assessment();
CREATE OR REPLACE TRIGGER guard_of_assessment BEFORE UPDATE ON casework_promptnote FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_assessment();

-- What was agreed stands as it was agreed. A version of a plan is put to her, and then agreed, wanted otherwise or taken back, once; a
-- manager who neither made it nor took up that she agreed countersigns it. casework/care_plans/rules/versions.py says the same, and tests hold both equal.

-- What hangs on a plan is of the same woman as the plan, and stays with it.
CREATE OR REPLACE FUNCTION wall.guard_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said jsonb := to_jsonb(NEW); of_plan bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (said ->> 'plan_id', said ->> 'goal_id', NEW.client_id, NEW.owner_id, NEW.agency_id, NEW.made_by_id)
                          IS DISTINCT FROM (to_jsonb(OLD) ->> 'plan_id', to_jsonb(OLD) ->> 'goal_id', OLD.client_id, OLD.owner_id,
                                            OLD.agency_id, OLD.made_by_id) THEN
    RAISE EXCEPTION 'what is in a plan stays in it' USING ERRCODE = '42501';
  END IF;
  of_plan := coalesce((said ->> 'plan_id')::bigint, (SELECT g.plan_id FROM casework_goal g WHERE g.id = (said ->> 'goal_id')::bigint));
  IF NOT EXISTS (SELECT FROM casework_careplan p WHERE p.id = of_plan AND p.client_id = NEW.client_id AND p.agency_id = NEW.agency_id) THEN
    RAISE EXCEPTION 'this plan is another woman''s, or another agency''s' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_of_plan BEFORE INSERT OR UPDATE ON casework_goal FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_plan();
CREATE OR REPLACE TRIGGER guard_of_plan BEFORE INSERT OR UPDATE ON casework_step FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_plan();
CREATE OR REPLACE TRIGGER guard_of_plan BEFORE INSERT OR UPDATE ON casework_planversion FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_plan();
CREATE OR REPLACE TRIGGER guard_of_plan BEFORE INSERT OR UPDATE ON casework_planreview FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_of_plan();

-- Which plan it is, whose, who began it, and from which assessment (one of hers, of that agency), is never changed; and an ended plan
-- stays ended.
CREATE OR REPLACE FUNCTION wall.guard_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.assessment_id IS NOT NULL AND NOT EXISTS (SELECT FROM casework_assessment a WHERE a.id = NEW.assessment_id
                                                        AND a.client_id = NEW.client_id AND a.agency_id = NEW.agency_id) THEN
      RAISE EXCEPTION 'this assessment is another woman''s, or another agency''s' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.ended_at IS NOT NULL OR (NEW.uid, NEW.client_id, NEW.owner_id, NEW.agency_id, NEW.made_by_id, NEW.made_at, NEW.assessment_id)
     IS DISTINCT FROM (OLD.uid, OLD.client_id, OLD.owner_id, OLD.agency_id, OLD.made_by_id, OLD.made_at, OLD.assessment_id) THEN
    RAISE EXCEPTION 'a plan stays whose it is, and one that was ended stays as it was' USING ERRCODE = '42501';
  ELSIF NEW.ended_at IS NOT NULL AND NEW.ended_by_id IS DISTINCT FROM wall.staff() THEN
    RAISE EXCEPTION 'whoever ends a plan says so herself' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_plan BEFORE INSERT OR UPDATE ON casework_careplan FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_plan();

CREATE OR REPLACE FUNCTION wall.guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE counter text[] := '{countersigned_by_id,countersigned_at}';
        answer text[] := counter || '{signature,drawn,print_name,agreed_on,agreed_at,taken_up_by_id,not_agreed,taken_back_at}';
        besides text[] := counter || '{not_agreed}';
        was jsonb; became jsonb := to_jsonb(NEW);
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.agreed_at IS NOT NULL OR NEW.not_agreed <> '' OR NEW.taken_back_at IS NOT NULL OR NEW.countersigned_at IS NOT NULL
       OR NEW.print_name <> '' THEN
      RAISE EXCEPTION 'a version begins by being put to her' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  was := to_jsonb(OLD);
  IF became - answer IS DISTINCT FROM was - answer THEN
    RAISE EXCEPTION 'what a version says is never changed' USING ERRCODE = '42501';
  ELSIF (OLD.agreed_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL) AND became - besides IS DISTINCT FROM was - besides THEN
    RAISE EXCEPTION 'what was agreed, or taken back, stands' USING ERRCODE = '42501';
  -- What she wrote on her own screen comes to stand here, whatever a worker did with the version while she wrote: below what stands
  -- there already, of which no word is changed.
  ELSIF OLD.not_agreed <> '' AND NEW.not_agreed <> OLD.not_agreed AND NOT starts_with(NEW.not_agreed, OLD.not_agreed || E'\n') THEN
    RAISE EXCEPTION 'she wants this version otherwise, and her words stand' USING ERRCODE = '42501';
  ELSIF OLD.not_agreed <> '' AND OLD.agreed_at IS NULL AND NEW.agreed_at IS NOT NULL THEN
    RAISE EXCEPTION 'she wants this version otherwise' USING ERRCODE = '42501';
  ELSIF NEW.agreed_at IS NULL AND NEW.print_name <> '' THEN
    RAISE EXCEPTION 'her name stands where she agreed' USING ERRCODE = '42501';
  ELSIF NEW.agreed_at IS NOT NULL AND NEW.agreed_at IS DISTINCT FROM OLD.agreed_at
        AND (NEW.not_agreed <> '' OR NEW.agreed_on > (statement_timestamp() AT TIME ZONE 'Europe/London')::date
             OR NEW.agreed_on < (NEW.made_at AT TIME ZONE 'Europe/London')::date OR NEW.taken_up_by_id IS DISTINCT FROM wall.staff()
             OR NEW.signature = 'typed' AND NEW.print_name = '') THEN
    RAISE EXCEPTION 'nobody agrees tomorrow, before it was put to her, without a name, in another worker''s name, or against her own words' USING ERRCODE = '42501';
  ELSIF became -> 'countersigned_at' IS DISTINCT FROM was -> 'countersigned_at'
        OR became -> 'countersigned_by_id' IS DISTINCT FROM was -> 'countersigned_by_id' THEN
    IF OLD.countersigned_at IS NOT NULL OR OLD.agreed_at IS NULL OR NEW.countersigned_by_id IS DISTINCT FROM wall.staff()
       OR OLD.made_by_id = wall.staff() OR OLD.taken_up_by_id = wall.staff() OR OLD.agency_id <> wall.agency() OR NOT wall.holds('manager') THEN
      RAISE EXCEPTION 'a manager who neither made it nor took up that she agreed countersigns what was agreed, once' USING ERRCODE = '42501';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_version BEFORE INSERT OR UPDATE ON casework_planversion FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_version();

-- What the plan said at a review is what the next one is compared with.
CREATE OR REPLACE FUNCTION wall.guard_plan_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what the plan said at a review is never changed' USING ERRCODE = '42501';
END $$;
CREATE OR REPLACE TRIGGER guard_plan_review BEFORE UPDATE ON casework_planreview FOR EACH ROW
  WHEN (current_user = 'dussk_app' AND (NEW.content, NEW."on") IS DISTINCT FROM (OLD.content, OLD."on"))
  EXECUTE FUNCTION wall.guard_plan_review();

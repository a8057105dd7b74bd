-- A review of an emergency access is about one access for ever, and once closed it stays as it was closed, by whoever closed it.
CREATE OR REPLACE FUNCTION wall.guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.closed_at IS NOT NULL OR (NEW.access_id, NEW.client_id, NEW.made_by_id) IS DISTINCT FROM
                           (OLD.access_id, OLD.client_id, OLD.made_by_id)) AND NEW IS DISTINCT FROM OLD
     OR NEW.closed_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.closed_at IS NULL) AND NEW.closed_by_id <> wall.staff() THEN
    RAISE EXCEPTION 'a review stays as it was closed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_review BEFORE INSERT OR UPDATE ON casework_emergencyreview FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_review();

-- What of a request, a post and an invitation may still change once it is there. Policies decide who may touch a row; these
-- decide what of it, so that a yes given to one thing can never be made a yes to another. The owner's housekeeping is known by its
-- login (wall.is_application), never by an empty wall.asking: a statement whose policies were judged can still empty that.
CREATE OR REPLACE FUNCTION wall.guard_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.is_application() THEN RETURN NEW; END IF;
  IF OLD.done_at IS NOT NULL OR OLD.refused_at IS NOT NULL THEN
    RAISE EXCEPTION 'this request is closed' USING ERRCODE = '42501';
  END IF;
  IF (to_jsonb(NEW) - ARRAY['done_at', 'refused_at', 'refused_by_id', 'refusal_reason'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['done_at', 'refused_at', 'refused_by_id', 'refusal_reason'])
     OR NEW.refused_by_id <> wall.staff() THEN
    RAISE EXCEPTION 'what was asked for cannot be changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_request BEFORE UPDATE ON staff_accessrequest FOR EACH ROW EXECUTE FUNCTION wall.guard_request();

CREATE OR REPLACE FUNCTION wall.guard_post() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.is_application() THEN RETURN NEW; END IF;
  IF OLD.ended_at IS NOT NULL OR (to_jsonb(NEW) - 'ended_at') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at') THEN
    RAISE EXCEPTION 'a post can only be ended' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_post BEFORE UPDATE ON staff_post FOR EACH ROW EXECUTE FUNCTION wall.guard_post();

CREATE OR REPLACE FUNCTION wall.guard_invitation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.is_application() THEN RETURN NEW; END IF;
  IF OLD.used_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL OR OLD.expires_at <= statement_timestamp() AND NEW.used_at IS NOT NULL
     OR (to_jsonb(NEW) - ARRAY['used_at', 'cancelled_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['used_at', 'cancelled_at']) THEN
    RAISE EXCEPTION 'an invitation can only be used or cancelled, once' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_invitation BEFORE UPDATE ON staff_invitation FOR EACH ROW EXECUTE FUNCTION wall.guard_invitation();

-- A password is changed by herself, or before anyone is known (an invitation, a reset by e-mail, a new hash at sign-in).
CREATE OR REPLACE FUNCTION wall.guard_password() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.is_application() THEN RETURN NEW; END IF;
  IF NEW.password IS DISTINCT FROM OLD.password AND wall.staff() <> 0 AND wall.staff() <> OLD.id THEN
    RAISE EXCEPTION 'nobody changes the password of somebody else' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_password BEFORE UPDATE ON staff_staff FOR EACH ROW EXECUTE FUNCTION wall.guard_password();

-- A second factor stays whose and what it is: at sign-in nobody is known yet, and anybody's row may note its use. All that may change
-- of what it holds is which recovery codes are used, and a used one stays so.
CREATE OR REPLACE FUNCTION wall.guard_factor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE was bigint := coalesce((OLD.data ->> 'used_mask')::bigint, 0); used bigint := coalesce((NEW.data ->> 'used_mask')::bigint, 0);
BEGIN
  IF NOT wall.is_application() THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.user_id, NEW.type, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.type, OLD.created_at)
     OR (NEW.data - 'used_mask') IS DISTINCT FROM (OLD.data - 'used_mask') OR used & was <> was THEN
    RAISE EXCEPTION 'a second factor can only be used' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_factor BEFORE UPDATE ON mfa_authenticator FOR EACH ROW EXECUTE FUNCTION wall.guard_factor();

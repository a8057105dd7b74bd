-- The functions that the row policies ask. Put in by raise_wall after every migrate, as the owner.
CREATE SCHEMA IF NOT EXISTS wall;
REVOKE ALL ON SCHEMA wall FROM PUBLIC;
GRANT USAGE ON SCHEMA wall TO dussk_app;

-- The key that proves who is asking: two HMAC-SHA256 pads made from SECRET_KEY by raise_wall. Only the owner can read it.
CREATE TABLE IF NOT EXISTS wall.key (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  inner_pad bytea NOT NULL,
  outer_pad bytea NOT NULL
);
REVOKE ALL ON wall.key FROM PUBLIC, dussk_app;

-- What kind of database this is. Only a stamped one is ever filled with invented people.
CREATE TABLE IF NOT EXISTS wall.stamp (one boolean PRIMARY KEY DEFAULT true CHECK (one), kind text NOT NULL);
REVOKE ALL ON wall.stamp FROM PUBLIC, dussk_app;
GRANT SELECT ON wall.stamp TO dussk_app;

-- What raise_wall put in for each table, and what the catalog said right afterwards.
CREATE TABLE IF NOT EXISTS wall.raised (relation text PRIMARY KEY, source text NOT NULL, catalog text NOT NULL);
REVOKE ALL ON wall.raised FROM PUBLIC, dussk_app;
GRANT SELECT ON wall.raised TO dussk_app;

CREATE OR REPLACE FUNCTION wall.mac(message text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex') FROM wall.key $$;

-- Sealed for this transaction alone: a setting left on a connection, or written by injected SQL, is worth nothing.
CREATE OR REPLACE FUNCTION wall.seal(said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT wall.mac('asking|' || pg_backend_pid() || '|' || extract(epoch FROM transaction_timestamp()) || '|' || said) $$;

-- Who is asking: fails loudly where nobody has entered. Nobody signed in is staff 0, and reads nothing. Every statement asks this
-- several times over, so what calls it is plpgsql: a function in SQL that cannot be written out in its place takes three times as long.
CREATE OR REPLACE FUNCTION wall.asking() RETURNS jsonb LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE said text := nullif(current_setting('wall.asking', true), '');
BEGIN
  IF said IS NULL OR wall.seal(substr(said, 65)) IS DISTINCT FROM left(said, 64) THEN
    RAISE EXCEPTION 'nobody is asking' USING ERRCODE = '42501', HINT = 'Client data is read inside a request or `with asking(worker):`.';
  END IF;
  RETURN substr(said, 65)::jsonb;
END $$;

CREATE OR REPLACE FUNCTION wall.staff() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (wall.asking() ->> 'staff')::bigint;
END $$;

-- The agency she works as in this transaction; null where she has no post there.
CREATE OR REPLACE FUNCTION wall.agency() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (wall.asking() ->> 'agency')::bigint;
END $$;

-- Whether this is the application, or the owner as it, and not the owner's own housekeeping. It asks for the login and never for
-- wall.asking: anybody can blank a setting, even in the middle of a statement whose policies have been judged already.
CREATE OR REPLACE FUNCTION wall.is_application() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT session_user = 'dussk_app' OR coalesce(nullif(current_setting('role', true), 'none'), session_user) = 'dussk_app' $$;

-- The same two for history: null in the owner's housekeeping; for the application, an error where nobody is asking.
CREATE OR REPLACE FUNCTION wall.who() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN wall.is_application() THEN wall.staff() END $$;
CREATE OR REPLACE FUNCTION wall.whose() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN wall.is_application() THEN wall.agency() END $$;

CREATE OR REPLACE FUNCTION wall.holds(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(wall.asking() -> 'roles' ? role, false) $$;

-- Her agency, where one of her roles there reads the category; null otherwise.
CREATE OR REPLACE FUNCTION wall.reads(category text) RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said jsonb := wall.asking();
BEGIN
  RETURN CASE WHEN said -> 'reads' ? category THEN (said ->> 'agency')::bigint END;
END $$;

-- Every category that her roles at her agency read.
CREATE OR REPLACE FUNCTION wall.categories() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said jsonb := wall.asking();
BEGIN
  RETURN CASE WHEN said ->> 'agency' IS NULL THEN '{}' ELSE ARRAY(SELECT jsonb_array_elements_text(said -> 'reads')) END;
END $$;

-- Enter as a member of staff at an agency (staff 0: nobody is signed in), for this transaction only. It also sets the history
-- context, so that no statement has to carry it. The proof binds backend, person, agency and context.
CREATE OR REPLACE FUNCTION wall.enter(who bigint, at_agency bigint, context text, proof text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asking jsonb; held jsonb; read jsonb;
BEGIN
  IF proof IS DISTINCT FROM wall.mac(concat_ws('|', 'enter', pg_backend_pid(), who, at_agency, context)) THEN
    RAISE EXCEPTION 'who is asking was not proved' USING ERRCODE = '42501';
  END IF;
  SELECT coalesce(jsonb_agg(DISTINCT p.role), '[]'), coalesce(jsonb_agg(DISTINCT r.category) FILTER (WHERE r.category IS NOT NULL), '[]')
    INTO held, read
    FROM staff_staff s JOIN staff_post p ON p.staff_id = s.id LEFT JOIN staff_rolereads r ON r.role = p.role
   WHERE s.id = who AND s.is_active AND p.agency_id = at_agency AND p.starts_at <= statement_timestamp() AND p.ended_at IS NULL;
  asking := jsonb_build_object('staff', who, 'agency', CASE WHEN held <> '[]' THEN at_agency END, 'roles', held, 'reads', read);
  PERFORM set_config('wall.asking', wall.seal(asking::text) || asking::text, true),
          set_config('pghistory.context_id', coalesce(context::jsonb ->> 'request', gen_random_uuid()::text), true),
          set_config('pghistory.context_metadata', context, true);
END $$;

-- Whether a request has somebody's yes, given as an administrator or as that agency's manager: somebody else than it is for, who
-- still holds that post, and not longer than 30 days ago.
CREATE OR REPLACE FUNCTION wall.has_yes(to_request bigint, as_role text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM staff_approval a JOIN staff_accessrequest q ON q.id = a.request_id
      JOIN staff_staff s ON s.id = a.approver_id JOIN staff_post p ON p.staff_id = s.id AND p.role = a.given_as
     WHERE q.id = to_request AND a.given_as = as_role AND a.approver_id <> q.staff_id
       AND a.at > statement_timestamp() - interval '30 days'
       AND s.is_active AND p.ended_at IS NULL AND (as_role <> 'manager' OR p.agency_id = q.agency_id)) $$;

-- Whether an open request for exactly this has every approval it needs: an administrator's, and the agency's manager's too
-- wherever the role reads anything or a second factor is to be reset. A role that reads is given only to somebody who has taken up
-- her account with a second factor: otherwise an administrator could use the letter herself.
CREATE OR REPLACE FUNCTION wall.approved(wanted text, who bigint, at_agency bigint, as_role text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT wall.staff() <> who AND EXISTS (
    SELECT FROM staff_accessrequest q
     WHERE q.kind = wanted AND q.staff_id = who AND q.done_at IS NULL AND q.refused_at IS NULL
       AND (wanted <> 'role' OR (q.agency_id = at_agency AND q.role = as_role))
       AND wall.has_yes(q.id, 'administrator')
       AND CASE WHEN wanted = 'role' AND NOT EXISTS (SELECT FROM staff_rolereads r WHERE r.role = as_role) THEN true
                ELSE wall.has_yes(q.id, 'manager') AND EXISTS (
                  SELECT FROM mfa_authenticator m WHERE m.user_id = who AND m.type IN ('totp', 'webauthn')) END) $$;

-- What of an account only an administrator may change, and never her own. The owner's housekeeping asks as nobody.
CREATE OR REPLACE FUNCTION wall.guard_staff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF wall.is_application()
     AND (to_jsonb(NEW) - ARRAY['password', 'last_login']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['password', 'last_login'])
     AND NOT (wall.holds('administrator') AND wall.staff() <> OLD.id) THEN
    RAISE EXCEPTION 'only another administrator may change this account' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_staff BEFORE UPDATE ON staff_staff FOR EACH ROW EXECUTE FUNCTION wall.guard_staff();

-- History triggers: nobody behind the wall can switch them off through pgtrigger's own setting.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('role', true), 'none'), session_user) <> 'dussk_app' AND session_user <> 'dussk_app'
     AND coalesce(trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::name[]), false) $$;

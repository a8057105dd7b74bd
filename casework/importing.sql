-- Taking a caseload back that was brought in, and letting go of files nobody brought in. What cannot be done is told by SQLSTATE
-- DI0xx, which casework/importing/actions.py puts into words.

-- Whether a batch is for the caller: of her agency, whose manager she is.
CREATE OR REPLACE FUNCTION wall.import_of_mine(number bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM casework_importbatch b WHERE b.id = number AND b.agency_id = wall.agency() AND wall.holds('manager')) $$;

-- Files of a batch on which anything was written since it was brought in, and in which table. Every table that points at a file is
-- looked at, also one that is made after this was written. Rows of the batch itself carry its moment, and were changed by nobody.
-- What history says was not started in the transaction that put it into the batch counts as written on, whoever says that it came with
-- it. So does a file on which somebody has typed something that is not saved yet: undoing would close her page, and lose it.
-- A file from which the caller is blocked is not among them. Only these files are looked at; all of them where none are named.
CREATE OR REPLACE FUNCTION wall.written_since_import(number bigint, only_of bigint[]) RETURNS TABLE (file bigint, wherein text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE files bigint[]; moment timestamptz; t regclass; col name; own boolean;
BEGIN
  IF NOT wall.import_of_mine(number) THEN
    RAISE EXCEPTION 'this batch is not for this role' USING ERRCODE = '42501';
  END IF;
  SELECT b.brought_at INTO moment FROM casework_importbatch b WHERE b.id = number;
  files := ARRAY(SELECT x.client_id FROM casework_broughtin x WHERE x.batch_id = number AND x.client_id <> ALL (wall.blocked())
                    AND (only_of IS NULL OR x.client_id = ANY (only_of)));
  RETURN QUERY SELECT DISTINCT e.pgh_obj_id, 'casework_client'::text FROM casework_clientevent e
                WHERE e.pgh_obj_id = ANY (files) AND e.pgh_label <> 'insert';
  RETURN QUERY SELECT x.client_id, 'casework_client'::text FROM casework_broughtin x
                WHERE x.batch_id = number AND x.client_id = ANY (files) AND NOT EXISTS (
                  SELECT FROM casework_broughtinevent b JOIN casework_clientevent e ON e.pgh_created_at = b.pgh_created_at
                   WHERE b.pgh_obj_id = x.id AND b.pgh_label = 'insert' AND e.pgh_obj_id = x.client_id AND e.pgh_label = 'insert');
  RETURN QUERY SELECT DISTINCT c.id, 'drafts_draft'::text FROM drafts_draft d JOIN casework_client c ON c.reference = split_part(d.address, '/', 3)
                WHERE d.address LIKE '/clients/%' AND c.id = ANY (files);
  FOR t, col IN SELECT k.conrelid::regclass, a.attname FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                 WHERE k.contype = 'f' AND k.confrelid = 'public.casework_client'::regclass AND cardinality(k.conkey) = 1 LOOP
    own := t::text IN ('casework_clientname', 'casework_safecontact', 'casework_statuschange', 'casework_broughtin');
    RETURN QUERY EXECUTE format('SELECT DISTINCT r.%I, %L FROM %s r WHERE r.%I = ANY ($1)', col, t::text, t, col)
      || CASE WHEN own THEN ' AND r.made_at <> $2' ELSE '' END USING files, moment;
    IF own THEN
      RETURN QUERY EXECUTE format('SELECT DISTINCT r.client_id, %L FROM %s r JOIN %I e ON e.pgh_obj_id = r.id'
        ' WHERE r.client_id = ANY ($1) AND e.pgh_label <> ''insert''', t::text, t, t::text || 'event') USING files;
    END IF;
  END LOOP;
END $$;

-- Take a batch back: every file of it on which nobody wrote anything since, with all that came with it. The others stay. Whoever
-- writes on one of them at this moment waits, and is told that it is gone. History keeps what was, as of everything.
CREATE OR REPLACE FUNCTION wall.undo_import(number bigint) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE b casework_importbatch; files bigint[];
BEGIN
  IF NOT wall.import_of_mine(number) THEN
    RAISE EXCEPTION 'this batch is not for this role' USING ERRCODE = '42501';
  END IF;
  SELECT i.* INTO b FROM casework_importbatch i WHERE i.id = number FOR UPDATE;
  IF b.brought_at IS NULL THEN
    RAISE EXCEPTION 'it was not brought in' USING ERRCODE = 'DI001';
  ELSIF b.undone_at IS NOT NULL THEN
    RAISE EXCEPTION 'it was taken back already' USING ERRCODE = 'DI002';
  END IF;
  PERFORM FROM casework_client c JOIN casework_broughtin x ON x.client_id = c.id WHERE x.batch_id = number ORDER BY c.id FOR UPDATE OF c;
  -- Whoever is correcting one of these at this moment comes first: her correction is seen below.
  PERFORM FROM casework_clientname r JOIN casework_broughtin x USING (client_id) WHERE x.batch_id = number ORDER BY r.id FOR UPDATE OF r;
  PERFORM FROM casework_safecontact r JOIN casework_broughtin x USING (client_id) WHERE x.batch_id = number ORDER BY r.id FOR UPDATE OF r;
  PERFORM FROM casework_statuschange r JOIN casework_broughtin x USING (client_id) WHERE x.batch_id = number ORDER BY r.id FOR UPDATE OF r;
  files := ARRAY(
    SELECT x.client_id FROM casework_broughtin x WHERE x.batch_id = number AND x.client_id <> ALL (wall.blocked())
    EXCEPT SELECT w.file FROM wall.written_since_import(number, NULL) w);
  DELETE FROM casework_clientname WHERE client_id = ANY (files);
  DELETE FROM casework_safecontact WHERE client_id = ANY (files);
  DELETE FROM casework_statuschange WHERE client_id = ANY (files);
  DELETE FROM casework_broughtin WHERE client_id = ANY (files);
  DELETE FROM casework_client WHERE id = ANY (files);
  UPDATE casework_importbatch SET undone_at = statement_timestamp(), undone_by_id = wall.staff(), undone = cardinality(files) WHERE id = number;
  RETURN cardinality(files);
END $$;

-- What was found in a batch goes, all of it: also what the caller does not see, as it names files that are not open to her.
CREATE OR REPLACE FUNCTION wall.clear_findings(number bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.import_of_mine(number) THEN
    RAISE EXCEPTION 'this batch is not for this role' USING ERRCODE = '42501';
  END IF;
  DELETE FROM casework_importfinding WHERE batch_id = number;
END $$;

-- Files that were chosen and not brought in are gone after a day, whoever asks, with what was found in them.
CREATE OR REPLACE FUNCTION wall.forget_imports() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE over timestamptz := clock_timestamp() - interval '24 hours'; gone integer;
BEGIN
  DELETE FROM casework_importfinding f USING casework_importbatch b WHERE b.id = f.batch_id AND b.made_at < over;
  UPDATE casework_importbatch SET content = NULL WHERE content IS NOT NULL AND made_at < over;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

-- Two files were joined, a sheet took facts over from the other one's, and the files were made two again: what was taken over is another
-- woman's, and goes back to what stood there, where nobody has changed it since. Taking over writes both sheets at one moment (aside_at of
-- the one, written_at of the other): so history tells what it was. A sheet that was put aside is looked at anew, if it ever lies beside another.
CREATE OR REPLACE FUNCTION wall.give_back_facts(one bigint, two bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE took record; said jsonb; before jsonb; became jsonb; back jsonb; given text[] := '{}';
BEGIN
  -- The latest first. What comes to light below a fact that goes back may itself have been taken over, from a file that was parted earlier.
  FOR took IN
    SELECT e.pgh_id, s.id AS sheet, bool_or(o.client_id IN (one, two)) AS parted_now
      FROM casework_informationsheet s JOIN casework_informationsheetevent e ON e.pgh_obj_id = s.id
      JOIN casework_informationsheetevent a ON a.aside_at = e.written_at
      JOIN casework_informationsheet o ON o.id = a.pgh_obj_id AND o.client_id <> s.client_id
     WHERE s.client_id IN (one, two) GROUP BY e.pgh_id, s.id ORDER BY e.pgh_id DESC
  LOOP
    SELECT to_jsonb(e) INTO said FROM casework_informationsheetevent e WHERE e.pgh_id = took.pgh_id;
    SELECT to_jsonb(e) INTO before FROM casework_informationsheetevent e
     WHERE e.pgh_obj_id = took.sheet AND e.pgh_id < took.pgh_id ORDER BY e.pgh_id DESC LIMIT 1;
    CONTINUE WHEN before IS NULL OR before ->> 'written_at' = said ->> 'written_at';
    SELECT to_jsonb(s) INTO became FROM casework_informationsheet s WHERE s.id = took.sheet;
    SELECT jsonb_object_agg(name, before -> name) INTO back FROM unnest(wall.facts_of_a_sheet()) name
     WHERE said -> name <> before -> name AND became -> name = said -> name
       AND (took.parted_now OR took.sheet || name = ANY (given));
    CONTINUE WHEN back IS NULL;
    given := given || ARRAY(SELECT took.sheet || name FROM jsonb_object_keys(back) name);
    UPDATE casework_informationsheet s
       SET (sheet_on, file_opened_on, ethnicity, ethnicity_words, address, ni_number, prison_number, referred_by, gp_registered, gp_name,
            gp_phone, gp_address)
         = (SELECT r.sheet_on, r.file_opened_on, r.ethnicity, r.ethnicity_words, r.address, r.ni_number, r.prison_number, r.referred_by,
                   r.gp_registered, r.gp_name, r.gp_phone, r.gp_address FROM jsonb_populate_record(s, back) r)
     WHERE s.id = took.sheet;
  END LOOP;
  UPDATE casework_informationsheet s SET aside_at = NULL, aside_by_id = NULL
   WHERE s.client_id IN (one, two) AND s.aside_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM casework_informationsheet o WHERE o.client_id = s.client_id AND o.aside_at IS NULL);
END $$;
CREATE OR REPLACE FUNCTION wall.facts_of_a_sheet() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['sheet_on', 'file_opened_on', 'ethnicity', 'ethnicity_words', 'address', 'ni_number', 'prison_number', 'referred_by',
    'gp_registered', 'gp_name', 'gp_phone', 'gp_address'] $$;

-- Two files were joined, a sheet took facts over from the other one's, and the files were made two again: what was taken over is another
-- woman's, and goes back to what stood there, where nobody has changed it since. Taking over writes both sheets at one moment (aside_at of
-- the one, written_at of the other): so history tells what it was. A sheet that was put aside is looked at anew, if it ever lies beside another.
CREATE OR REPLACE FUNCTION wall.give_back_facts(one bigint, two bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE took record; before jsonb; became jsonb; back jsonb;
BEGIN
  FOR took IN
    SELECT DISTINCT ON (e.pgh_id) e.pgh_id, e.pgh_obj_id AS sheet, to_jsonb(e) AS said
      FROM casework_informationsheet s JOIN casework_informationsheetevent e ON e.pgh_obj_id = s.id
      JOIN casework_informationsheet o ON o.client_id IN (one, two) AND o.client_id <> s.client_id
      JOIN casework_informationsheetevent a ON a.pgh_obj_id = o.id AND a.aside_at = e.written_at
     WHERE s.client_id IN (one, two) ORDER BY e.pgh_id DESC
  LOOP
    SELECT to_jsonb(e) INTO before FROM casework_informationsheetevent e
     WHERE e.pgh_obj_id = took.sheet AND e.pgh_id < took.pgh_id ORDER BY e.pgh_id DESC LIMIT 1;
    CONTINUE WHEN before IS NULL OR before ->> 'written_at' = took.said ->> 'written_at';
    SELECT to_jsonb(s) INTO became FROM casework_informationsheet s WHERE s.id = took.sheet;
    SELECT jsonb_object_agg(name, before -> name) INTO back FROM unnest(wall.facts_of_a_sheet()) name
     WHERE took.said -> name <> before -> name AND became -> name = took.said -> name;
    CONTINUE WHEN back IS NULL;
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

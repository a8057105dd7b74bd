-- Ways in which the wall can be down, as (code, sentence). Parameters: role, callable, harmless. Run by standing.py.
WITH role AS (SELECT * FROM pg_roles WHERE rolname = %(role)s),
rel AS (SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relowner, n.nspname, c.reloptions
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND c.relkind IN ('r','p','v','m','f')),
-- tables that reach a client through any chain of foreign keys, or carry a client_id by name
reaches AS (
  WITH RECURSIVE r(oid) AS (
    SELECT 'public.casework_client'::regclass::oid
    UNION SELECT k.conrelid FROM pg_constraint k JOIN r ON k.confrelid = r.oid WHERE k.contype = 'f')
  SELECT oid FROM r
  UNION SELECT a.attrelid FROM pg_attribute a JOIN rel ON rel.oid = a.attrelid
         WHERE a.attname = 'client_id' AND NOT a.attisdropped AND rel.relkind IN ('r','p')),
rights AS (
  SELECT rel.oid, rel.relname, p.command, p.letter,
         has_table_privilege(%(role)s, rel.oid, p.command) AS granted,
         EXISTS (SELECT FROM pg_policy y, role WHERE y.polrelid = rel.oid AND y.polcmd IN (p.letter::"char", '*')
                   AND y.polpermissive AND y.polroles && ARRAY[0::oid, role.oid]) AS policied
    FROM rel CROSS JOIN (VALUES ('SELECT','r'),('INSERT','a'),('UPDATE','w'),('DELETE','d')) p(command, letter)
   WHERE rel.relkind IN ('r','p'))
SELECT 'E1', 'request role ' || rolname || ' is a superuser, bypasses row security, or may make roles' FROM role
 WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
UNION ALL SELECT 'E2', 'request role is missing' WHERE NOT EXISTS (SELECT FROM role)
UNION ALL SELECT 'E3', 'request role is a member of ' || g.rolname FROM pg_auth_members m JOIN role ON role.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
UNION ALL SELECT 'E4', 'request role owns ' || relname FROM rel, role WHERE relowner = role.oid
UNION ALL SELECT 'E5', relname || ' reaches a client and its row security is off' FROM rel
 WHERE oid IN (SELECT oid FROM reaches) AND relkind IN ('r','p') AND NOT relrowsecurity
       AND (has_table_privilege(%(role)s, oid, 'SELECT') OR has_any_column_privilege(%(role)s, oid, 'SELECT')
            OR has_table_privilege(%(role)s, oid, 'INSERT,UPDATE,DELETE'))
UNION ALL SELECT 'E6', relname || ': ' || command || ' is granted and no policy covers it' FROM rights
 WHERE granted AND NOT policied AND oid IN (SELECT oid FROM reaches)
UNION ALL SELECT 'E7', relname || ': ' || command || ' has a policy and is not granted' FROM rights
 WHERE policied AND NOT granted AND oid IN (SELECT oid FROM reaches)
UNION ALL SELECT 'E8', relname || ' may be truncated, referenced or given triggers by the request role' FROM rel
 WHERE relkind IN ('r','p') AND has_table_privilege(%(role)s, oid, 'TRUNCATE,REFERENCES,TRIGGER')
UNION ALL SELECT 'E9', relname || ' is a view that reads as its owner' FROM rel
 WHERE relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions) OR 'security_invoker=on' = ANY (reloptions), false)
       AND has_table_privilege(%(role)s, oid, 'SELECT')
UNION ALL SELECT 'E10', relname || ' is a materialised view or foreign table, which cannot be walled' FROM rel
 WHERE relkind IN ('m','f') AND has_table_privilege(%(role)s, oid, 'SELECT')
UNION ALL SELECT 'E11', p.oid::regprocedure || ' runs as its owner, is open to the request role and is not one of ours' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog','information_schema') AND has_function_privilege(%(role)s, p.oid, 'EXECUTE')
       AND p.prorettype <> 'trigger'::regtype AND p.oid::regprocedure::text <> ALL (%(callable)s)
UNION ALL SELECT 'E12', p.oid::regprocedure || ' runs as its owner without a fixed search_path' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog','information_schema') AND NOT coalesce(array_to_string(p.proconfig, ',') ~ 'search_path=', false)
UNION ALL SELECT 'E13', 'request role may make ' || what FROM (VALUES ('temporary tables', has_database_privilege(%(role)s, current_database(), 'TEMP')),
       ('schemas', has_database_privilege(%(role)s, current_database(), 'CREATE')), ('tables in public', has_schema_privilege(%(role)s, 'public', 'CREATE'))) v(what, may) WHERE may
UNION ALL SELECT 'E14', 'default privileges give new tables to the request role before they have a policy' FROM pg_default_acl d, role, aclexplode(d.defaclacl) a
 WHERE a.grantee IN (0, role.oid) AND d.defaclobjtype = 'r'
UNION ALL SELECT 'E15', relname || ': trigger ' || t.tgname || ' is off' FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE t.tgenabled = 'D'
UNION ALL SELECT 'E17', proname || ' writes history as whoever asks' FROM pg_proc WHERE proname LIKE 'pgtrigger%%' AND NOT prosecdef
UNION ALL SELECT 'E16', 'unique index ' || i.indexrelid::regclass || ' tells of rows behind the wall' FROM pg_index i JOIN rel ON rel.oid = i.indrelid
 WHERE i.indisunique AND NOT i.indisprimary AND rel.oid IN (SELECT oid FROM reaches) AND NOT EXISTS (
   SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[]) AND a.attname = ANY (%(harmless)s))
UNION ALL SELECT 'E18', 'statements of the request role can be read by others: ' || said || ' is not set (docs/roles.sql)'
  FROM unnest(ARRAY['track_activities=off', 'log_statement=none', 'log_min_duration_statement=-1', 'log_min_error_statement=panic']) said, role
 WHERE NOT EXISTS (SELECT FROM pg_db_role_setting s WHERE s.setrole = role.oid AND s.setdatabase = 0 AND said = ANY (s.setconfig))

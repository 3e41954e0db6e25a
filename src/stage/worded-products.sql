-- Each product with the words of its title and of its attributes, in lower case and between single spaces, with a
-- bar wherever a phrase ends; its maker's name apart. A value of more than 40 letters is prose; for yes the
-- attribute's name stands.
WITH listed AS (
  SELECT id, title, map_entries(json_transform(attributes, '"MAP(VARCHAR, VARCHAR)"')) AS entries FROM :products
),
valued AS (
  SELECT id, title,
    list_filter(entries, lambda entry: lower(entry.key) IN ('brand', 'manufacturer', 'maker')) AS makers,
    list_filter(
      entries,
      lambda entry: lower(entry.key) NOT IN ('brand', 'manufacturer', 'maker')
        AND length(entry.value) <= 40 AND lower(entry.value) NOT IN ('no', 'false')
    ) AS entries
  FROM listed
),
joined AS (
  SELECT id,
    lower(array_to_string(list_transform(makers, lambda entry: entry.value), ' ')) AS brand,
    replace(lower(array_to_string(list_prepend(title, list_transform(
      entries,
      lambda entry: CASE WHEN lower(entry.value) IN ('yes', 'true') THEN entry.key ELSE entry.value END
    )), ' | ')), '’', '''') AS text
  FROM valued
),
-- A dash between two spaces ends a phrase, a hyphen within a word does not.
phrased AS (
  SELECT id, brand,
    regexp_replace(
      regexp_replace(text, '(^|\s)[-–—]+(\s|$)', ' | ', 'g'),
      '[^\p{L}\p{M}\p{N}''\s-]+', ' | ', 'g'
    ) AS text
  FROM joined
)
SELECT id,
  ' ' || trim(regexp_replace(regexp_replace(text, '[\s-]+', ' ', 'g'), '( \|)+', ' |', 'g')) || ' ' AS words,
  brand
FROM phrased

-- Queries by number: from 0, those with most searches first, ties by id.
SELECT
  CAST(row_number() OVER (ORDER BY searches DESC, id) - 1 AS INTEGER) AS number,
  id,
  site,
  locale,
  text
FROM :queries

-- Of each place in the category tree how many things are at it or below it, and for each name that its category may give how many
-- of their titles say the same noun.
WITH said AS (
  SELECT categoryPath, key, count(DISTINCT thing) AS things
  FROM read_products
  WHERE len(categoryPath) >= 1
  GROUP BY categoryPath, key
),
places AS (
  SELECT list_slice(categoryPath, 1, depth) AS path, key, things
  FROM (SELECT *, unnest(range(1, len(categoryPath) + 1)) AS depth FROM said)
),
totals AS (
  SELECT path, CAST(sum(things) AS BIGINT) AS things FROM places GROUP BY path
)
SELECT
  totals.path,
  any_value(totals.things) AS things,
  names.part,
  any_value(names.name) AS name,
  any_value(names.whole) AS whole,
  any_value(names.key) AS key,
  CAST(coalesce(sum(places.things), 0) AS BIGINT) AS agreeing
FROM totals
JOIN category_names AS names ON names.category = totals.path[-1]
LEFT JOIN places ON places.path = totals.path AND places.key = names.key
GROUP BY totals.path, names.part

-- Each English title once for each maker, whose name is cut off where the title begins with it. Of the titles of one thing in its
-- colours and sizes one is counted.
WITH titled AS (
  SELECT DISTINCT englishTitle AS title, maker, thing FROM catalogue_products WHERE englishTitle IS NOT NULL
),
things AS (
  SELECT title, maker, min(thing) AS thing FROM titled GROUP BY title, maker
)
SELECT
  row_number() OVER (ORDER BY title, maker) AS number,
  title,
  maker,
  row_number() OVER (PARTITION BY thing ORDER BY title, maker) = 1 AS isCounted
FROM things

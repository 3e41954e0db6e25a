-- What each search showed, and what was clicked under it, product by product. A product that was shown twice was
-- seen at the better place.
SELECT
  search_number,
  number,
  min(position) AS position,
  max(shown) AS shown,
  max(clicked) AS clicked
FROM (
  SELECT search_number, number, position, 1 AS shown, 0 AS clicked
  FROM search_lists
  UNION ALL
  SELECT
    search_number,
    number,
    CASE WHEN turn = 1 THEN position END AS position,
    CASE WHEN turn = 1 THEN 1 ELSE 0 END AS shown,
    CASE WHEN turn = 2 THEN 1 ELSE 0 END AS clicked
  FROM attributed_steps
  WHERE turn IN (1, 2) AND search_number IS NOT NULL AND number IS NOT NULL
) AS outcomes
GROUP BY search_number, number

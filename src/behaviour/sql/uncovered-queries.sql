-- The rows of `uncoveredQueries`: those that passed the gate, by their ids, the most searched first.
SELECT query, outcome, rule, searches
FROM (
  SELECT *, row_number() OVER (ORDER BY searches DESC, query) AS place
  FROM query_outcomes
  WHERE outcome IN ('cut', 'noPurchase')
) AS ranked
WHERE place <= 100

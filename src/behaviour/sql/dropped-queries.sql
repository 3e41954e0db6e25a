-- Queries that the gate stopped. Not a word of them may be shown.
SELECT
  reason,
  CASE
    WHEN reason = 'personalData' THEN concat('a query with ', personal, '; searches: ', searches)
    ELSE concat('a query; people: ', customers, ', searches: ', searches)
  END AS sample,
  count(*) AS times
FROM query_decisions
WHERE reason IS NOT NULL
GROUP BY reason, personal, customers, searches

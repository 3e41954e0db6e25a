-- What became of each query: the gate stopped it; it is in a kept pair; all its pairs were cut, most of them by this rule
-- (ties go by name); nothing was bought after it.
WITH ranked AS (
  SELECT
    query,
    reason,
    row_number() OVER (
      PARTITION BY query
      ORDER BY CASE WHEN reason IS NULL THEN 0 ELSE 1 END, count(*) DESC, reason
    ) AS nth
  FROM search_buy_decisions
  GROUP BY query, reason
)
SELECT
  decisions.id AS query,
  decisions.searches,
  CASE
    WHEN decisions.reason IS NOT NULL THEN 'stopped'
    WHEN ranked.query IS NULL THEN 'noPurchase'
    WHEN ranked.reason IS NULL THEN 'kept'
    ELSE 'cut'
  END AS outcome,
  coalesce(decisions.reason, ranked.reason) AS rule
FROM query_decisions AS decisions
LEFT JOIN ranked ON ranked.query = decisions.id AND ranked.nth = 1

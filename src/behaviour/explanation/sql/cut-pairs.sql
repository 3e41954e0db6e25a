-- The ten strongest of the pairs of the asked head that were cut, and by which rule. Those of queries that the gate
-- stopped are left out.
WITH asked AS (
  SELECT head_b AS head FROM asked_pairs
),
cut AS (
  SELECT 'searchBuy' AS behaviour, query AS head_a, head AS head_b, text, times, log_likelihood_ratio, reason
  FROM search_buy_decisions
  WHERE reason IS NOT NULL AND query_reason IS NULL
  UNION ALL
  SELECT
    'coBuy' AS behaviour,
    head_a,
    head_b,
    CAST(NULL AS STRING) AS text,
    times,
    log_likelihood_ratio,
    reason
  FROM co_buy_decisions
  WHERE reason IS NOT NULL
)
SELECT cut.*
FROM asked
JOIN cut ON cut.head_a = asked.head OR cut.head_b = asked.head
ORDER BY cut.log_likelihood_ratio DESC, cut.behaviour, cut.head_a, cut.head_b
LIMIT 10

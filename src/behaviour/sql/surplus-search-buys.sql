-- Of the search-buy pairs of a query that no rule stops, those that come after the strongest. A query whose purchases
-- go to one product type has the quota once; a broad one as many times as types that are bought equally often
-- would have its entropy, exp(entropy). -1: no quota.
WITH ranked AS (
  SELECT
    rules.query,
    rules.head,
    :per_query * exp(coalesce(entropies.entropy, 0)) AS quota,
    row_number() OVER (
      PARTITION BY rules.query
      ORDER BY rules.log_likelihood_ratio DESC, rules.head
    ) AS place
  FROM search_buy_rules AS rules
  LEFT JOIN query_type_entropies AS entropies ON entropies.query = rules.query
  WHERE rules.reason IS NULL AND :per_query >= 0
)
SELECT query, head
FROM ranked
WHERE place > round(quota)

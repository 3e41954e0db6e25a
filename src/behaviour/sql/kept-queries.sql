-- The rows of `queries`.
SELECT
  decisions.id,
  decisions.site,
  decisions.locale,
  decisions.text,
  decisions.customers,
  decisions.searches,
  entropies.entropy AS typeEntropy
FROM query_decisions AS decisions
LEFT JOIN query_type_entropies AS entropies ON entropies.query = decisions.id
WHERE decisions.reason IS NULL

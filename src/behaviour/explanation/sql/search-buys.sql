-- Of each asked search-buy pair that was seen what every rule compares, also where a rule before it stops the pair, or
-- where it is off. `stronger`: the pairs of its query that no rule stops and that come before it in the quota.
WITH asked AS (
  SELECT rules.*
  FROM asked_pairs
  JOIN search_buy_rules AS rules
    ON rules.query = asked_pairs.head_a AND rules.head = asked_pairs.head_b
  WHERE asked_pairs.behaviour = 'searchBuy'
),
ranks AS (
  SELECT asked.query, asked.head, count(others.head) AS stronger
  FROM asked
  LEFT JOIN search_buy_rules AS others
    ON others.query = asked.query
    AND others.reason IS NULL
    AND (
      others.log_likelihood_ratio > asked.log_likelihood_ratio
      OR (others.log_likelihood_ratio = asked.log_likelihood_ratio AND others.head < asked.head)
    )
  GROUP BY asked.query, asked.head
)
SELECT
  asked.query,
  asked.head,
  decisions.site,
  asked.text,
  decisions.personal,
  decisions.customers AS query_customers,
  asked.searches,
  asked.times,
  asked.customers,
  asked.clicks,
  asked.shown,
  asked.looked_at,
  asked.counted_clicks,
  asked.counted_times,
  asked.click_rate_low,
  asked.purchase_rate_low,
  asked.lift,
  asked.pmi,
  asked.log_likelihood_ratio,
  asked.first_ms,
  asked.last_ms,
  cells.times AS cell_times,
  cells.total_a,
  cells.total_b,
  cells.total,
  places.product_type,
  places.people,
  places.counted_people,
  places.place,
  places.of_products,
  entropies.entropy,
  CASE
    WHEN :per_query >= 0 THEN round(:per_query * exp(coalesce(entropies.entropy, 0)))
  END AS quota,
  ranks.stronger,
  CAST(draw_of(:seed, concat(asked.query, ' ', asked.head)) AS DOUBLE) / 4294967296 AS draw,
  selected.head_a IS NOT NULL AS is_selected
FROM asked
JOIN query_decisions AS decisions ON decisions.id = asked.query
JOIN pair_contingencies AS cells
  ON cells.behaviour = 'searchBuy' AND cells.head_a = asked.query AND cells.head_b = asked.head
JOIN ranks ON ranks.query = asked.query AND ranks.head = asked.head
LEFT JOIN selected_pairs AS selected
  ON selected.behaviour = 'searchBuy'
  AND selected.head_a = asked.query
  AND selected.head_b = asked.head
LEFT JOIN asked_product_places AS places ON places.head = asked.head
LEFT JOIN query_type_entropies AS entropies ON entropies.query = asked.query

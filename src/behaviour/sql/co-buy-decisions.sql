-- Co-buy pairs with their lift, and what stops them. A lift below one says that chance alone would
-- have put the two together more often; with a count of one it says that more than one such basket
-- was to be expected.
WITH lifted AS (
  SELECT
    counts.head_a,
    counts.head_b,
    counts.times,
    counts.customers,
    counts.first_ms,
    counts.last_ms,
    random_a.head IS NOT NULL OR random_b.head IS NOT NULL AS random,
    CAST(counts.times AS DOUBLE) * facts.baskets
      / (CAST(total_a.baskets AS DOUBLE) * total_b.baskets) AS lift
  FROM co_buy_counts AS counts
  JOIN site_facts AS facts ON facts.site = counts.site
  JOIN line_totals AS total_a ON total_a.site = counts.site AND total_a.head = counts.head_a
  JOIN line_totals AS total_b ON total_b.site = counts.site AND total_b.head = counts.head_b
  LEFT JOIN random_co_purchases AS random_a
    ON random_a.site = counts.site AND random_a.head = counts.head_a
  LEFT JOIN random_co_purchases AS random_b
    ON random_b.site = counts.site AND random_b.head = counts.head_b
)
SELECT
  *,
  CASE
    WHEN random THEN 'randomCoPurchase'
    WHEN times < :minimum_count THEN 'minimumCount'
    WHEN lift < :minimum_lift THEN 'belowChance'
  END AS reason
FROM lifted

-- Co-buy pairs with their strength, and which rule stops them. A lift below one says that chance alone would
-- have put the two together more often; with a count of one it says that more than one such basket was to be
-- expected. A pair needs one product within the quota of its type: it is then about that one.
WITH judged AS (
  SELECT
    counts.site,
    counts.head_a,
    counts.head_b,
    counts.times,
    counts.customers,
    counts.first_ms,
    counts.last_ms,
    surplus_a.head IS NOT NULL AND surplus_b.head IS NOT NULL AS surplus,
    random_a.head IS NOT NULL OR random_b.head IS NOT NULL AS random,
    distant.distance,
    strengths.lift,
    strengths.pmi,
    strengths.log_likelihood_ratio
  FROM co_buy_counts AS counts
  JOIN pair_strengths AS strengths
    ON strengths.behaviour = 'coBuy'
    AND strengths.head_a = counts.head_a
    AND strengths.head_b = counts.head_b
  LEFT JOIN random_co_purchases AS random_a
    ON random_a.site = counts.site AND random_a.head = counts.head_a
  LEFT JOIN random_co_purchases AS random_b
    ON random_b.site = counts.site AND random_b.head = counts.head_b
  LEFT JOIN surplus_products AS surplus_a
    ON surplus_a.site = counts.site AND surplus_a.head = counts.head_a
  LEFT JOIN surplus_products AS surplus_b
    ON surplus_b.site = counts.site AND surplus_b.head = counts.head_b
  LEFT JOIN distant_categories AS distant
    ON distant.head_a = counts.head_a AND distant.head_b = counts.head_b
)
SELECT
  *,
  CASE
    WHEN surplus THEN 'productQuota'
    WHEN random THEN 'randomCoPurchase'
    WHEN distance IS NOT NULL THEN 'categoryDistance'
    WHEN times < :minimum_count THEN 'minimumCount'
    WHEN lift < :minimum_lift THEN 'belowChance'
  END AS reason
FROM judged

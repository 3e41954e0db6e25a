-- Co-buy pairs, and what stops them: a rule, the quota of their two product types, or the share of the strongest. What was
-- selected once stays when statistics move.
WITH judged AS (
  SELECT
    rules.*,
    surplus.first_type,
    surplus.second_type,
    CASE
      WHEN surplus.head_a IS NOT NULL THEN 'typePairQuota'
      WHEN weaker.head_a IS NOT NULL THEN 'belowStrongest'
      ELSE rules.reason
    END AS stopped_by,
    selected.head_a IS NOT NULL AS is_selected
  FROM co_buy_rules AS rules
  LEFT JOIN surplus_co_buys AS surplus
    ON surplus.head_a = rules.head_a AND surplus.head_b = rules.head_b
  LEFT JOIN weaker_co_buys AS weaker
    ON weaker.head_a = rules.head_a AND weaker.head_b = rules.head_b
  LEFT JOIN selected_pairs AS selected
    ON selected.behaviour = 'coBuy'
    AND selected.head_a = rules.head_a
    AND selected.head_b = rules.head_b
    AND :keeps_selected = 1
),
exempted AS (
  SELECT
    *,
    CASE
      WHEN is_selected AND stopped_by IN (
        'productQuota', 'randomCoPurchase', 'belowChance', 'typePairQuota', 'belowStrongest'
      ) THEN 'selectedBefore'
    END AS kept_for
  FROM judged
)
SELECT
  head_a,
  head_b,
  times,
  customers,
  first_ms,
  last_ms,
  distance,
  lift,
  pmi,
  log_likelihood_ratio,
  first_type,
  second_type,
  kept_for,
  CASE WHEN kept_for IS NULL THEN stopped_by END AS reason
FROM exempted

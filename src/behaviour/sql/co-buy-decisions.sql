-- Co-buy pairs, and what stops them: a rule, or the quota of their two product types.
SELECT
  rules.head_a,
  rules.head_b,
  rules.times,
  rules.customers,
  rules.first_ms,
  rules.last_ms,
  rules.distance,
  rules.lift,
  rules.pmi,
  rules.log_likelihood_ratio,
  surplus.first_type,
  surplus.second_type,
  CASE WHEN surplus.head_a IS NOT NULL THEN 'typePairQuota' ELSE rules.reason END AS reason
FROM co_buy_rules AS rules
LEFT JOIN surplus_co_buys AS surplus
  ON surplus.head_a = rules.head_a AND surplus.head_b = rules.head_b

-- Co-buys that neither a rule nor the quota of their two product types stops: what the share of the strongest is taken of.
SELECT rules.site, rules.head_a, rules.head_b, rules.log_likelihood_ratio
FROM co_buy_rules AS rules
LEFT JOIN surplus_co_buys AS surplus
  ON surplus.head_a = rules.head_a AND surplus.head_b = rules.head_b
WHERE rules.reason IS NULL AND surplus.head_a IS NULL

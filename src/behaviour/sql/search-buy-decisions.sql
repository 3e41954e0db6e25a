-- Search-buy pairs, and what stops them: a rule, if they are not kept all the same, or the quota of their query.
SELECT
  rules.query,
  rules.head,
  rules.times,
  rules.customers,
  rules.first_ms,
  rules.last_ms,
  rules.text,
  rules.searches,
  rules.query_reason,
  rules.clicks,
  rules.shown,
  rules.click_rate_low,
  rules.purchase_rate_low,
  rules.lift,
  rules.pmi,
  rules.log_likelihood_ratio,
  CASE WHEN kept.head IS NOT NULL THEN 'lowEngagement' END AS kept_for,
  CASE
    WHEN kept.head IS NOT NULL THEN NULL
    WHEN surplus.head IS NOT NULL THEN 'queryQuota'
    ELSE rules.reason
  END AS reason
FROM search_buy_rules AS rules
LEFT JOIN low_engagement AS kept ON kept.query = rules.query AND kept.head = rules.head
LEFT JOIN surplus_search_buys AS surplus
  ON surplus.query = rules.query AND surplus.head = rules.head

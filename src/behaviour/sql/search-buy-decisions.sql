-- Search-buy pairs, and what stops them: a rule, or the quota of their query, if they are not kept all the same.
-- What was selected once stays when statistics move; the gate holds whatever was selected.
WITH judged AS (
  SELECT
    rules.*,
    kept.head IS NOT NULL AS is_drawn,
    CASE WHEN surplus.head IS NOT NULL THEN 'queryQuota' ELSE rules.reason END AS stopped_by,
    selected.head_a IS NOT NULL AS is_selected
  FROM search_buy_rules AS rules
  LEFT JOIN low_engagement AS kept ON kept.query = rules.query AND kept.head = rules.head
  LEFT JOIN surplus_search_buys AS surplus
    ON surplus.query = rules.query AND surplus.head = rules.head
  LEFT JOIN selected_pairs AS selected
    ON selected.behaviour = 'searchBuy'
    AND selected.head_a = rules.query
    AND selected.head_b = rules.head
    AND :keeps_selected = 1
),
exempted AS (
  SELECT
    *,
    CASE
      WHEN is_drawn THEN 'lowEngagement'
      WHEN is_selected AND stopped_by IN ('productQuota', 'clickRate', 'purchaseRate', 'queryQuota')
        THEN 'selectedBefore'
    END AS kept_for
  FROM judged
)
SELECT
  query,
  head,
  times,
  customers,
  first_ms,
  last_ms,
  text,
  searches,
  query_reason,
  clicks,
  shown,
  click_rate_low,
  purchase_rate_low,
  lift,
  pmi,
  log_likelihood_ratio,
  kept_for,
  CASE WHEN kept_for IS NULL THEN stopped_by END AS reason
FROM exempted

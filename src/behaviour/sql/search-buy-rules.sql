-- Search-buy pairs with their strength and the lower 95 % Wilson bounds of their rates (Wilson 1927), and which rule
-- stops them. For s of n and z = 1.96: (s + z²/2 - z √(s (n - s) / n + z²/4)) / (n + z²). A raw rate of
-- one in one would beat a hundred in two hundred; its lower bound does not. n is how many searches looked at the
-- product: a search whose results were not logged counts as one that did, and no fewer did than clicked or bought.
WITH rates AS (
  SELECT
    counts.query,
    counts.head,
    counts.times,
    counts.customers,
    counts.first_ms,
    counts.last_ms,
    counts.text,
    counts.searches,
    counts.query_reason,
    surplus.head IS NOT NULL AS surplus,
    CASE WHEN facts.clicks > 0 THEN counts.clicks END AS clicks,
    counts.shown,
    CASE WHEN facts.clicks > 0 THEN counts.counted_clicks END AS counted_clicks,
    counts.counted_times,
    counts.looked_at,
    strengths.lift,
    strengths.pmi,
    strengths.log_likelihood_ratio
  FROM search_buy_evidence AS counts
  JOIN site_facts AS facts ON facts.site = counts.site
  JOIN pair_strengths AS strengths
    ON strengths.behaviour = 'searchBuy'
    AND strengths.head_a = counts.query
    AND strengths.head_b = counts.head
  LEFT JOIN surplus_products AS surplus
    ON surplus.site = counts.site AND surplus.head = counts.head
),
trials AS (
  SELECT
    *,
    greatest(looked_at, counted_clicks) AS click_trials,
    greatest(looked_at, counted_times) AS purchase_trials
  FROM rates
),
bounds AS (
  SELECT
    *,
    CASE
      WHEN counted_clicks = 0 THEN 0
      ELSE (
        counted_clicks + 3.841458820694124e0 / 2
        - 1.959963984540054e0
          * sqrt(counted_clicks * (click_trials - counted_clicks) / click_trials + 3.841458820694124e0 / 4)
      ) / (click_trials + 3.841458820694124e0)
    END AS click_rate_low,
    (
      counted_times + 3.841458820694124e0 / 2
      - 1.959963984540054e0
        * sqrt(counted_times * (purchase_trials - counted_times) / purchase_trials + 3.841458820694124e0 / 4)
    ) / (purchase_trials + 3.841458820694124e0) AS purchase_rate_low
  FROM trials
)
SELECT
  *,
  CASE
    WHEN query_reason IS NOT NULL THEN query_reason
    WHEN surplus THEN 'productQuota'
    WHEN click_rate_low < :click_rate_low THEN 'clickRate'
    WHEN purchase_rate_low < :purchase_rate_low THEN 'purchaseRate'
  END AS reason
FROM bounds

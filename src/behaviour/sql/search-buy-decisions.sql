-- Search-buy pairs with the lower 95 % Wilson bounds of their rates (Wilson 1927), and what stops
-- them. For s of n and z = 1.96: (s + z²/2 - z √(s (n - s) / n + z²/4)) / (n + z²). A raw rate of
-- one in one would beat a hundred in two hundred; its lower bound does not.
WITH totals AS (
  SELECT site, head, count(*) AS searches
  FROM search_products
  WHERE bought = 1
  GROUP BY site, head
),
rates AS (
  SELECT
    counts.query,
    counts.head,
    counts.times,
    counts.customers,
    counts.first_ms,
    counts.last_ms,
    decisions.text,
    decisions.searches,
    decisions.reason AS query_reason,
    CASE WHEN facts.clicks > 0 THEN counts.clicks END AS clicks,
    CAST(decisions.unlogged_searches + counts.logged_shows AS DOUBLE) AS shown,
    CAST(counts.times AS DOUBLE) * facts.searches
      / (CAST(decisions.searches AS DOUBLE) * totals.searches) AS lift
  FROM search_buy_counts AS counts
  JOIN query_decisions AS decisions ON decisions.id = counts.query
  JOIN site_facts AS facts ON facts.site = decisions.site
  JOIN totals ON totals.site = decisions.site AND totals.head = counts.head
),
bounds AS (
  SELECT
    *,
    CASE
      WHEN clicks = 0 THEN 0
      ELSE (
        clicks + 3.841458820694124 / 2
        - 1.959963984540054 * sqrt(clicks * (shown - clicks) / shown + 3.841458820694124 / 4)
      ) / (shown + 3.841458820694124)
    END AS click_rate_low,
    (
      times + 3.841458820694124 / 2
      - 1.959963984540054 * sqrt(times * (shown - times) / shown + 3.841458820694124 / 4)
    ) / (shown + 3.841458820694124) AS purchase_rate_low
  FROM rates
)
SELECT
  *,
  CASE
    WHEN query_reason IS NOT NULL THEN query_reason
    WHEN click_rate_low < :click_rate_low THEN 'clickRate'
    WHEN purchase_rate_low < :purchase_rate_low THEN 'purchaseRate'
  END AS reason
FROM bounds

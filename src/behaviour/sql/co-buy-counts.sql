-- Pairs of things with the baskets and people that had both.
SELECT
  site,
  head_a,
  head_b,
  count(*) AS times,
  count(DISTINCT person) AS customers,
  min(time_ms) AS first_ms,
  max(time_ms) AS last_ms
FROM co_buys
GROUP BY site, head_a, head_b

-- What is known of each query with each product that was bought for it. What rates go by, `counted_…` and `looked_at`, are
-- plain counts here: all days count alike.
SELECT
  counts.query,
  counts.head,
  counts.times,
  counts.customers,
  counts.first_ms,
  counts.last_ms,
  decisions.site,
  decisions.text,
  decisions.searches,
  decisions.reason AS query_reason,
  counts.clicks,
  decisions.unlogged_searches + counts.logged_shows AS shown,
  counts.clicks AS counted_clicks,
  counts.times AS counted_times,
  decisions.unlogged_searches + CAST(counts.looked_at AS DOUBLE) / 1000000 AS looked_at
FROM search_buy_counts AS counts
JOIN query_decisions AS decisions ON decisions.id = counts.query

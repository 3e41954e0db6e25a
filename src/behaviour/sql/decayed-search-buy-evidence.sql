-- As search-buy-evidence, where days weigh less with age. Shows and clicks are known by the month: each counts as the
-- searches of its query in that month do on average, a show as those whose results are known. They are added up by the
-- month before they are weighed, so that it is nothing to the rows which days were counted together.
WITH searched AS (
  SELECT query, CAST(sum(weight - logged_weight) AS BIGINT) AS unlogged_weight
  FROM query_months
  GROUP BY query
),
shown_by_month AS (
  SELECT
    shows.query,
    shows.head,
    substr(shows.day, 1, 7) AS month,
    CAST(sum(shows.clicks) AS BIGINT) AS clicks,
    CAST(sum(shows.shows * coalesce(examined.millionths, 1000000)) AS BIGINT) AS looked_at
  FROM observed_shows AS shows
  JOIN search_buy_counts AS counts ON counts.query = shows.query AND counts.head = shows.head
  LEFT JOIN examination_propensities AS examined
    ON examined.site = shows.site AND examined.position = shows.position
  GROUP BY shows.query, shows.head, substr(shows.day, 1, 7)
),
shown AS (
  SELECT
    by_month.query,
    by_month.head,
    CAST(sum(CAST(round(
      by_month.clicks * (CAST(months.weight AS DOUBLE) / months.searches)
    ) AS BIGINT)) AS DOUBLE) AS clicks,
    CAST(sum(CAST(round(
      by_month.looked_at * (CAST(months.logged_weight AS DOUBLE) / greatest(months.logged_searches, 1))
    ) AS BIGINT)) AS DOUBLE) AS looked_at
  FROM shown_by_month AS by_month
  JOIN query_months AS months
    ON months.query = by_month.query AND months.month = by_month.month
  GROUP BY by_month.query, by_month.head
)
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
  coalesce(shown.clicks, 0) / 1048576 AS counted_clicks,
  CAST(led.weight AS DOUBLE) / 1048576 AS counted_times,
  CAST(searched.unlogged_weight AS DOUBLE) / 1048576
    + (coalesce(shown.looked_at, 0) / 1048576 + CAST(led.unseen_weight AS DOUBLE) / 1048576 * 1000000)
      / 1000000 AS looked_at
FROM search_buy_counts AS counts
JOIN query_decisions AS decisions ON decisions.id = counts.query
JOIN searched ON searched.query = counts.query
JOIN weighed_search_purchases AS led ON led.query = counts.query AND led.head = counts.head
LEFT JOIN shown ON shown.query = counts.query AND shown.head = counts.head

-- Each query with each product that was bought for it, counted in searches. `logged_shows`: searches whose results
-- are known and that showed the product, or led to it. `looked_at`: in millionths, how many of those looked at its
-- place; where no propensities are known, all of them.
WITH bought AS (
  SELECT
    query,
    head,
    count(*) AS times,
    count(DISTINCT person) AS customers,
    CAST(sum(unseen) AS BIGINT) AS unseen,
    min(time_ms) AS first_ms,
    max(time_ms) AS last_ms
  FROM search_purchases
  GROUP BY query, head
),
shown AS (
  SELECT
    shows.query,
    shows.head,
    CAST(sum(shows.shows) AS BIGINT) AS shows,
    CAST(sum(shows.clicks) AS BIGINT) AS clicks,
    CAST(sum(shows.shows * coalesce(examined.millionths, 1000000)) AS BIGINT) AS looked_at
  FROM observed_shows AS shows
  JOIN bought ON bought.query = shows.query AND bought.head = shows.head
  LEFT JOIN examination_propensities AS examined
    ON examined.site = shows.site AND examined.position = shows.position
  GROUP BY shows.query, shows.head
)
SELECT
  bought.query,
  bought.head,
  bought.times,
  coalesce(shown.clicks, 0) AS clicks,
  coalesce(shown.shows, 0) + bought.unseen AS logged_shows,
  coalesce(shown.looked_at, 0) + bought.unseen * 1000000 AS looked_at,
  bought.customers,
  bought.first_ms,
  bought.last_ms
FROM bought
LEFT JOIN shown ON shown.query = bought.query AND shown.head = bought.head

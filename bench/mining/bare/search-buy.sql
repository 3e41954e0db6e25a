-- Products bought for a query: each purchase belongs to the search whose id it carries, else to the latest search of
-- its session within 30 minutes. Counts are of searches. The same text for DuckDB and Spark.
WITH searches AS (
  SELECT site, locale, session, queryId AS search, query, time AS searched
  FROM events
  WHERE kind = 'search' AND queryId IS NOT NULL
),
bought AS (
  SELECT e.id, e.site, e.session, e.queryId AS search, e.time, coalesce(e.customer, e.session) AS person, heads.head
  FROM events AS e
  JOIN heads ON heads.site = e.site AND heads.product = e.product
    AND heads.sold_from <= e.time AND heads.sold_to > e.time
  WHERE e.kind = 'purchase'
),
latest AS (
  SELECT
    bought.id, bought.site, bought.head, bought.person, searches.search,
    row_number() OVER (PARTITION BY bought.id ORDER BY searches.searched DESC, searches.search DESC) AS nth
  FROM bought
  JOIN searches ON searches.site = bought.site AND searches.session = bought.session
    AND searches.searched <= bought.time AND bought.time - searches.searched <= INTERVAL '30' MINUTE
  WHERE bought.search IS NULL
),
attributed AS (
  SELECT site, search, head, person FROM bought WHERE search IS NOT NULL
  UNION ALL
  SELECT site, search, head, person FROM latest WHERE nth = 1
),
pairs AS (
  SELECT
    searches.site, searches.locale, searches.query, attributed.head,
    count(DISTINCT attributed.search) AS times,
    count(DISTINCT attributed.person) AS customers
  FROM attributed
  JOIN searches ON searches.site = attributed.site AND searches.search = attributed.search
  GROUP BY searches.site, searches.locale, searches.query, attributed.head
),
outcomes AS (
  SELECT
    pairs.site, pairs.locale, pairs.query, pairs.head,
    count(DISTINCT CASE WHEN e.kind = 'click' THEN e.queryId END) AS clicks,
    count(DISTINCT CASE WHEN e.kind = 'impression' THEN e.queryId END) AS shows
  FROM events AS e
  JOIN searches ON searches.site = e.site AND searches.search = e.queryId
  JOIN heads ON heads.site = e.site AND heads.product = e.product
    AND heads.sold_from <= e.time AND heads.sold_to > e.time
  JOIN pairs ON pairs.site = searches.site AND pairs.locale = searches.locale
    AND pairs.query = searches.query AND pairs.head = heads.head
  WHERE e.kind IN ('click', 'impression')
  GROUP BY pairs.site, pairs.locale, pairs.query, pairs.head
)
SELECT
  pairs.site, pairs.locale, pairs.query, pairs.head, pairs.times, pairs.customers,
  coalesce(outcomes.clicks, 0) AS clicks,
  coalesce(outcomes.shows, 0) AS shows
FROM pairs
LEFT JOIN outcomes ON outcomes.site = pairs.site AND outcomes.locale = pairs.locale
  AND outcomes.query = pairs.query AND outcomes.head = pairs.head

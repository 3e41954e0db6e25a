-- How likely a place in the list is looked at, relative to the first one, in millionths: the position-based model,
-- P(click) = P(looked at | place) x P(attractive | query, product). The attraction cancels out where one product was
-- shown for one query at a place and at the next (intervention harvesting, Agarwal et al. 2019): the ratio of two
-- neighbouring places is that of their clicks over all such products, each weighted by its shows as Mantel and
-- Haenszel (1959) do, and a place is the product of the ratios up to it. One click is added on both sides, so that
-- where little is known the next place counts as one that is looked at as much. A list is read from its top: no place
-- counts as one that is looked at more than one above it, or the chance in rare clicks far down would add up.
-- Weighted clicks and logarithms are added up in millionths: sums of whole numbers are the same in any order.
WITH shows AS (
  SELECT
    site,
    query,
    head,
    position,
    CAST(sum(shows) AS BIGINT) AS shows,
    CAST(sum(clicks) AS BIGINT) AS clicks
  FROM observed_shows
  WHERE :corrects_position_bias = 1 AND position > 0
  GROUP BY site, query, head, position
),
links AS (
  SELECT
    below.site,
    below.position,
    CAST(sum(CAST(round(
      CAST(below.clicks AS DOUBLE) * above.shows * 1000000 / (above.shows + below.shows)
    ) AS BIGINT)) AS DOUBLE) AS clicks_below,
    CAST(sum(CAST(round(
      CAST(above.clicks AS DOUBLE) * below.shows * 1000000 / (above.shows + below.shows)
    ) AS BIGINT)) AS DOUBLE) AS clicks_above
  FROM shows AS above
  JOIN shows AS below
    ON below.site = above.site
    AND below.query = above.query
    AND below.head = above.head
    AND below.position = above.position + 1
  GROUP BY below.site, below.position
),
ratios AS (
  SELECT
    places.site,
    places.position,
    CAST(round(
      coalesce(ln((links.clicks_below + 1000000) / (links.clicks_above + 1000000)), 0) * 1000000
    ) AS BIGINT) AS millionths
  FROM (SELECT DISTINCT site, position FROM shows) AS places
  LEFT JOIN links ON links.site = places.site AND links.position = places.position
),
chained AS (
  SELECT
    site,
    position,
    CAST(round(1000000 * exp(CAST(sum(millionths) OVER (
      PARTITION BY site ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DOUBLE) / 1000000)) AS BIGINT) AS millionths
  FROM ratios
)
SELECT
  site,
  position,
  min(millionths) OVER (
    PARTITION BY site ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS millionths
FROM chained

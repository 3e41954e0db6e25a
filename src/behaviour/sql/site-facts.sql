-- What each site's log holds: some rules can't be asked of a log that lacks what they look at.
SELECT
  sites.site,
  sites.searches,
  sites.clicks,
  coalesce(bought.baskets, 0) AS baskets,
  coalesce(bought.lines, 0) AS lines,
  coalesce(bought.typed_lines, 0) AS typed_lines
FROM (
  SELECT
    site,
    CAST(sum(searches) AS BIGINT) AS searches,
    CAST(sum(clicks) AS BIGINT) AS clicks
  FROM observed_sites
  GROUP BY site
  HAVING sum(events) > 0
) AS sites
LEFT JOIN (
  SELECT
    site,
    count(DISTINCT session) AS baskets,
    count(*) AS lines,
    count(product_type) AS typed_lines
  FROM basket_lines
  GROUP BY site
) AS bought ON bought.site = sites.site

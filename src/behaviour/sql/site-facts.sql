-- What each site's log holds: some rules can't be asked of a log that lacks what they look at.
SELECT
  sites.site,
  coalesce(searched.searches, 0) AS searches,
  coalesce(clicked.clicks, 0) AS clicks,
  coalesce(bought.baskets, 0) AS baskets,
  coalesce(bought.lines, 0) AS lines,
  coalesce(bought.typed_lines, 0) AS typed_lines
FROM (SELECT DISTINCT site FROM known_events) AS sites
LEFT JOIN (SELECT site, count(*) AS searches FROM searches GROUP BY site) AS searched
  ON searched.site = sites.site
LEFT JOIN (
  SELECT site, count(*) AS clicks
  FROM attributed_steps
  WHERE kind = 'click'
  GROUP BY site
) AS clicked ON clicked.site = sites.site
LEFT JOIN (
  SELECT
    site,
    count(DISTINCT session) AS baskets,
    count(*) AS lines,
    count(product_type) AS typed_lines
  FROM basket_lines
  GROUP BY site
) AS bought ON bought.site = sites.site

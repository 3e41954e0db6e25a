-- The rows of `observedSites`: what the log of each site holds.
SELECT
  span.day,
  placed.site,
  coalesce(min(known.events), 0) AS events,
  count(placed.sku) AS named,
  coalesce(min(searched.searches), 0) AS searches,
  coalesce(min(known.clicks), 0) AS clicks
FROM placed_events AS placed
LEFT JOIN (SELECT site, count(*) AS searches FROM searches GROUP BY site) AS searched
  ON searched.site = placed.site
LEFT JOIN (
  SELECT site, count(*) AS events, count(CASE WHEN kind = 'click' THEN 1 END) AS clicks
  FROM known_events
  GROUP BY site
) AS known ON known.site = placed.site
CROSS JOIN span
GROUP BY span.day, placed.site

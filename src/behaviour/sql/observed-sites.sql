-- The rows of `observedSites`: what the log of each site holds.
SELECT
  days.day,
  acts.site,
  CAST(sum(acts.events) AS BIGINT) AS events,
  CAST(sum(acts.named) AS BIGINT) AS named,
  CAST(sum(acts.searches) AS BIGINT) AS searches,
  CAST(sum(acts.clicks) AS BIGINT) AS clicks
FROM (
  SELECT
    site, end_day_ms, count(*) AS events, 0 AS named, 0 AS searches,
    count(CASE WHEN kind = 'click' THEN 1 END) AS clicks
  FROM known_events
  GROUP BY site, end_day_ms
  UNION ALL
  SELECT site, end_day_ms, 0 AS events, count(sku) AS named, 0 AS searches, 0 AS clicks
  FROM placed_events
  GROUP BY site, end_day_ms
  UNION ALL
  SELECT site, day_ms AS end_day_ms, 0 AS events, count(number) + count(unknown_sku) AS named, 0 AS searches, 0 AS clicks
  FROM listed_events
  GROUP BY site, day_ms
  UNION ALL
  SELECT site, end_day_ms, 0 AS events, 0 AS named, count(*) AS searches, 0 AS clicks
  FROM searches
  GROUP BY site, end_day_ms
) AS acts
JOIN days ON days.start_ms = acts.end_day_ms
GROUP BY days.day, acts.site

-- Days of which the files of an import hold at least half as many events of a kind at a site as earlier imports do, with how many of
-- these the files lack, or have with other words. Where there is none, the day came as it was, or with more.
WITH arrived AS (
  SELECT days.day, event.site, event.kind, event.id, hash(event) AS told
  FROM :arrived AS event
  ASOF JOIN :days AS days ON event.time_ms >= days.from_ms
  WHERE event.time_ms < days.until_ms
),
earlier AS (
  SELECT days.day, event.site, event.kind, event.id, hash(event) AS told
  FROM :earlier AS event
  ASOF JOIN :days AS days ON event.time_ms >= days.from_ms
  WHERE event.time_ms < days.until_ms
),
again AS (
  SELECT arrived.day, arrived.site, arrived.kind
  FROM (SELECT day, site, kind, count(DISTINCT id) AS events FROM arrived GROUP BY day, site, kind) AS arrived
  JOIN (SELECT day, site, kind, count(DISTINCT id) AS events FROM earlier GROUP BY day, site, kind) AS earlier
    ON earlier.day = arrived.day AND earlier.site = arrived.site AND earlier.kind = arrived.kind
  WHERE 2 * arrived.events >= earlier.events
),
came_again AS (
  SELECT day, site, kind, id FROM (SELECT * FROM earlier INTERSECT SELECT * FROM arrived) AS same
)
SELECT day, count(*) AS lacking
FROM (
  SELECT earlier.day, earlier.site, earlier.kind, earlier.id FROM earlier
  SEMI JOIN again ON again.day = earlier.day AND again.site = earlier.site AND again.kind = earlier.kind
  EXCEPT
  SELECT day, site, kind, id FROM came_again
) AS old
GROUP BY day
ORDER BY day

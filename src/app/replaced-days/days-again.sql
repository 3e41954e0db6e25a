-- Days of which the files of an import and earlier imports both hold events of a kind at a site, the files at least half as many:
-- with how many of the files' events no earlier import has, sign for sign by their hashes. Where there is none, the day came as it
-- was.
WITH arrived AS (
  SELECT days.day, event.site, event.kind, hash(event) AS told
  FROM :arrived AS event
  ASOF JOIN :days AS days ON event.time_ms >= days.from_ms
  WHERE event.time_ms < days.until_ms
),
earlier AS (
  SELECT days.day, event.site, event.kind, hash(event) AS told
  FROM :earlier AS event
  ASOF JOIN :days AS days ON event.time_ms >= days.from_ms
  WHERE event.time_ms < days.until_ms
),
again AS (
  SELECT arrived.day, arrived.site, arrived.kind, arrived.events
  FROM (SELECT day, site, kind, count(*) AS events FROM arrived GROUP BY day, site, kind) AS arrived
  JOIN (SELECT day, site, kind, count(*) AS events FROM earlier GROUP BY day, site, kind) AS earlier
    ON earlier.day = arrived.day AND earlier.site = arrived.site AND earlier.kind = arrived.kind
  WHERE 2 * arrived.events >= earlier.events
),
same AS (
  SELECT day, site, kind, count(*) AS events
  FROM (
    SELECT arrived.* FROM arrived
    SEMI JOIN again ON again.day = arrived.day AND again.site = arrived.site AND again.kind = arrived.kind
    INTERSECT
    SELECT * FROM earlier
  ) AS told_before
  GROUP BY day, site, kind
)
SELECT again.day, CAST(sum(again.events - coalesce(same.events, 0)) AS BIGINT) AS further
FROM again
LEFT JOIN same ON same.day = again.day AND same.site = again.site AND same.kind = again.kind
GROUP BY again.day
HAVING further > 0
ORDER BY again.day

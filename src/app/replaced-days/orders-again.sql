-- Purchases of earlier imports that the files of an import tell otherwise: a line of the same order, at the same time and of the same
-- product, came with other words, such as fewer units, or the order came to nothing.
WITH arrived AS (
  SELECT id, site, session, product, time_ms FROM :arrived AS event
  WHERE event.kind = 'purchase' AND event.session IS NOT NULL
),
again AS (
  SELECT site, session, product, time_ms FROM arrived
  UNION ALL
  SELECT site, session, product, time_ms FROM :undone AS line
),
earlier AS (
  SELECT event.id, event.time_ms FROM :earlier AS event
  SEMI JOIN again ON again.site = event.site AND again.session = event.session
    AND again.product = event.product AND again.time_ms = event.time_ms
  WHERE event.kind = 'purchase'
),
otherwise AS (
  SELECT id, time_ms FROM earlier
  ANTI JOIN arrived ON arrived.id = earlier.id
)
SELECT days.day, count(DISTINCT otherwise.id) AS purchases
FROM otherwise
ASOF JOIN :days AS days ON otherwise.time_ms >= days.from_ms
GROUP BY days.day
ORDER BY days.day

-- Purchases of earlier imports of which the files of an import know less: a line of the same order, at the same time and of the same
-- product, came with fewer units, or the order came to nothing.
WITH again AS (
  SELECT site, session, product, time_ms, quantity FROM :arrived AS event
  WHERE event.kind = 'purchase' AND event.session IS NOT NULL AND event.quantity IS NOT NULL
  UNION ALL
  SELECT site, session, product, time_ms, NULL AS quantity FROM undone_lines
),
most_again AS (
  SELECT site, session, product, time_ms, max(quantity) AS quantity FROM again
  GROUP BY site, session, product, time_ms
)
SELECT days.day, count(DISTINCT event.id) AS purchases
FROM :earlier AS event
JOIN most_again AS again ON again.site = event.site AND again.session = event.session
  AND again.product = event.product AND again.time_ms = event.time_ms
ASOF JOIN :days AS days ON event.time_ms >= days.from_ms
WHERE event.kind = 'purchase' AND (again.quantity IS NULL OR again.quantity < event.quantity)
GROUP BY days.day
ORDER BY days.day

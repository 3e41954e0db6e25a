-- The rows of `carriedEvents`: what runs did that may go on after the last day at hand.
SELECT
  happened.id,
  happened.time_ms AS timeMs,
  happened.month,
  happened.site,
  happened.locale,
  happened.session,
  happened.customer,
  happened.kind,
  happened.query_id AS queryId,
  happened.query,
  happened.sku,
  happened.position,
  happened.thousandths
FROM events_once AS happened
JOIN (SELECT site, session, visitor, day_ms FROM runs WHERE is_open) AS runs
  ON runs.site = happened.site
  AND runs.day_ms = happened.day_ms
  AND runs.session IS NOT DISTINCT FROM happened.session
  AND runs.visitor IS NOT DISTINCT FROM happened.visitor

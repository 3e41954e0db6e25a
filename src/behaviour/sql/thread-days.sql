-- The days (UTC) on which each session was active, with the customers that it names; where there is no session, the
-- customer outside of sessions.
SELECT
  site,
  session,
  visitor,
  day_ms,
  max(time_ms) AS last_ms,
  min(customer) AS customer,
  max(customer) AS other_customer
FROM events_once
WHERE session IS NOT NULL OR customer IS NOT NULL
GROUP BY site, session, visitor, day_ms

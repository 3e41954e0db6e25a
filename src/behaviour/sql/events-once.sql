-- Events with the day that they are of. `visitor`: the customer, where there is no session. A view: to read the events
-- again costs less than to keep their texts, of which each step needs a few.
SELECT
  *,
  time_ms - time_ms % 86400000 AS day_ms,
  CASE WHEN session IS NULL THEN customer END AS visitor
FROM arrived_once

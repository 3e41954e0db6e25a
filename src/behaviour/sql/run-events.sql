-- Events with the product that each names and the run that it is a step of. An event with neither session nor customer is
-- of no run, and `is_open` is NULL. `run_customer`: one that the run names.
SELECT
  happened.*,
  meanings.meaning,
  meanings.number,
  runs.run,
  coalesce(runs.end_day_ms, happened.day_ms) AS end_day_ms,
  runs.is_open,
  runs.customer AS run_customer
FROM events_once AS happened
LEFT JOIN sku_meanings AS meanings
  ON meanings.site = happened.site
  AND meanings.sku = happened.sku
  AND meanings.from_ms <= happened.time_ms
  AND meanings.until_ms > happened.time_ms
LEFT JOIN runs
  ON runs.site = happened.site
  AND runs.day_ms = happened.day_ms
  AND runs.session IS NOT DISTINCT FROM happened.session
  AND runs.visitor IS NOT DISTINCT FROM happened.visitor

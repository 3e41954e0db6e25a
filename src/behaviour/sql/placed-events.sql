-- Each event with the person behind it; without what was only listed, and without what may still go on. A person is a
-- customer, or a session where no customer is known.
SELECT
  id,
  time_ms,
  day_ms,
  month,
  site,
  locale,
  session,
  kind,
  query_id,
  query,
  sku,
  position,
  thousandths,
  meaning,
  number,
  CASE
    WHEN coalesce(customer, run_customer) IS NOT NULL THEN concat('customer ', coalesce(customer, run_customer))
    WHEN session IS NOT NULL THEN concat('session ', site, ' ', session)
  END AS person,
  run,
  end_day_ms
FROM run_events
WHERE (kind <> 'impression' OR query_id IS NULL OR query IS NOT NULL) AND (is_open IS NULL OR NOT is_open)

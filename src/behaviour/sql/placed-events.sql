-- Each event with the product that it names, the person behind it and the run that it is a step of; without what was
-- only listed, and without what may still go on. A person is a customer, or a session where no customer is known. An
-- event with neither is of no run.
SELECT
  happened.id,
  happened.time_ms,
  happened.day_ms,
  happened.month,
  happened.site,
  happened.locale,
  happened.session,
  happened.kind,
  happened.query_id,
  happened.query,
  happened.sku,
  happened.position,
  happened.thousandths,
  meanings.meaning,
  meanings.number,
  CASE
    WHEN coalesce(happened.customer, runs.customer) IS NOT NULL
      THEN concat('customer ', coalesce(happened.customer, runs.customer))
    WHEN happened.session IS NOT NULL THEN concat('session ', happened.site, ' ', happened.session)
  END AS person,
  runs.run,
  coalesce(runs.end_day_ms, happened.day_ms) AS end_day_ms
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
WHERE (happened.kind <> 'impression' OR happened.query_id IS NULL OR happened.query IS NOT NULL)
  AND (runs.is_open IS NULL OR NOT runs.is_open)

-- Each event with the product that it names, the person behind it, and the run that it is a step of; without
-- what may still go on. A person is a customer, or a session where no customer is known. An event with neither
-- is of no run. What was listed under the id of a search needs neither order nor person.
SELECT
  CASE WHEN is_listed THEN NULL ELSE id END AS id,
  time_ms,
  CASE WHEN kind = 'purchase' THEN month END AS month,
  site,
  CASE WHEN is_listed THEN NULL ELSE locale END AS locale,
  CASE WHEN is_listed THEN NULL ELSE session END AS session,
  kind,
  query_id,
  query,
  sku,
  position,
  thousandths,
  coalesce(earlier_product, latest_product) AS product,
  coalesce(earlier_head, latest_head) AS head,
  CASE
    WHEN is_listed THEN NULL
    WHEN customer IS NOT NULL THEN concat('customer ', customer)
    WHEN owner IS NOT NULL THEN concat('customer ', owner)
    WHEN session IS NOT NULL THEN concat('session ', site, ' ', session)
  END AS person,
  run,
  is_listed
FROM (
  SELECT
    happened.*,
    happened.kind = 'impression' AND happened.query_id IS NOT NULL AND happened.query IS NULL AS is_listed,
    heads.product AS latest_product,
    heads.head AS latest_head,
    earlier.product AS earlier_product,
    earlier.head AS earlier_head,
    owners.customer AS owner,
    runs.run,
    runs.is_open
  FROM events_once AS happened
  LEFT JOIN catalogue_heads AS heads
    ON heads.site = happened.site AND heads.sku = happened.sku AND heads.nth = 1
  LEFT JOIN earlier_products AS earlier ON earlier.id = happened.id
  LEFT JOIN session_customers AS owners
    ON owners.site = happened.site AND owners.session = happened.session
  LEFT JOIN runs
    ON runs.site = happened.site
    AND runs.day_ms = happened.time_ms - happened.time_ms % 86400000
    AND runs.session IS NOT DISTINCT FROM happened.session
    AND runs.visitor IS NOT DISTINCT FROM CASE WHEN happened.session IS NULL THEN happened.customer END
) AS joined
WHERE is_open IS NULL OR NOT is_open

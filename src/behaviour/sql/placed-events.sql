-- Each event with the product that it names, the person behind it, and the thread that it is a step of.
-- A person is a customer, or a session where no customer is known. A thread is a session, or what a
-- customer did outside any session; an event with neither stands alone.
SELECT
  happened.id,
  happened.time_ms,
  happened.month,
  happened.site,
  happened.locale,
  happened.session,
  happened.kind,
  happened.query_id,
  happened.query,
  happened.sku,
  happened.thousandths,
  heads.product,
  heads.head,
  CASE
    WHEN happened.customer IS NOT NULL THEN concat('customer ', happened.customer)
    WHEN owners.customer IS NOT NULL THEN concat('customer ', owners.customer)
    WHEN happened.session IS NOT NULL THEN concat('session ', happened.site, ' ', happened.session)
  END AS person,
  CASE
    WHEN happened.session IS NOT NULL THEN concat('session ', happened.session)
    WHEN happened.customer IS NOT NULL THEN concat('customer ', happened.customer)
    ELSE concat('event ', happened.id)
  END AS thread
FROM events_once AS happened
LEFT JOIN catalogue_heads AS heads ON heads.site = happened.site AND heads.sku = happened.sku
LEFT JOIN session_customers AS owners
  ON owners.site = happened.site AND owners.session = happened.session

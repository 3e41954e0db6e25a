-- Each event with the product that it names, the person behind it, and the thread that it is a step of.
-- A person is a customer, told by the smallest of their ids, or a session where no customer is known.
-- A thread is a session, or what a
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
  happened.position,
  happened.thousandths,
  coalesce(earlier.product, heads.product) AS product,
  coalesce(earlier.head, heads.head) AS head,
  CASE
    WHEN happened.customer IS NOT NULL
      THEN concat('customer ', coalesce(people.person, happened.customer))
    WHEN owners.customer IS NOT NULL THEN concat('customer ', owners.customer)
    WHEN happened.session IS NOT NULL THEN concat('session ', happened.site, ' ', happened.session)
  END AS person,
  CASE
    WHEN happened.session IS NOT NULL THEN concat('session ', happened.session)
    WHEN happened.customer IS NOT NULL THEN concat('customer ', happened.customer)
    ELSE concat('event ', happened.id)
  END AS thread
FROM events_once AS happened
LEFT JOIN catalogue_heads AS heads
  ON heads.site = happened.site AND heads.sku = happened.sku AND heads.nth = 1
LEFT JOIN earlier_products AS earlier ON earlier.id = happened.id
LEFT JOIN customer_people AS people ON people.customer = happened.customer
LEFT JOIN session_customers AS owners
  ON owners.site = happened.site AND owners.session = happened.session

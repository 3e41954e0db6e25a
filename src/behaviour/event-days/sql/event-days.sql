-- The rows of `eventDays` of the events of one part: how many events each day has of each product, and what tells them
-- from others, the sum of their hashes, so that their order does not count.
SELECT CAST(day AS VARCHAR) AS day, site, sku, events, digest
FROM (
  SELECT
    CAST(event.time AS DATE) AS day,
    event.site,
    coalesce(event.product, '') AS sku,
    count(*) AS events,
    CAST(
      sum(
        hash(
          event.id, event.time, event.site, event.locale, event.session, event.customer, event.kind,
          event."queryId", event.query, event.product, event.position, event.quantity
        ) % :digest_below
      ) % :digest_below AS BIGINT
    ) AS digest
  FROM :events AS event
  GROUP BY CAST(event.time AS DATE), event.site, coalesce(event.product, '')
) AS days

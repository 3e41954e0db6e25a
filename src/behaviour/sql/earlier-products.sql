-- Events whose sku named another product then than it does now: the latest epoch began after them or
-- ended before them, and an earlier one did not. An epoch without a date is not ruled out by it, so
-- that where no dates are known the latest stands.
SELECT id, product, head
FROM (
  SELECT
    happened.id,
    heads.product,
    heads.head,
    heads.nth,
    row_number() OVER (PARTITION BY happened.id ORDER BY heads.nth) AS choice
  FROM events_once AS happened
  JOIN catalogue_heads AS heads ON heads.site = happened.site AND heads.sku = happened.sku
  JOIN (SELECT site, sku FROM catalogue_heads WHERE nth = 2) AS renewed
    ON renewed.site = happened.site AND renewed.sku = happened.sku
  WHERE (heads.valid_from_ms IS NULL OR heads.valid_from_ms <= happened.time_ms)
    AND (heads.valid_to_ms IS NULL OR heads.valid_to_ms > happened.time_ms)
) AS possible
WHERE choice = 1 AND nth > 1

-- The latest row of each epoch. An epoch ends where the next one is known to begin.
SELECT
  CASE
    WHEN epoch_of_sku = 1 THEN concat(site, '/', sku)
    ELSE concat(site, '/', sku, '@', epoch_of_sku)
  END AS id,
  site,
  sku,
  epoch_of_sku AS epoch,
  parent,
  title,
  titleHash,
  productType,
  domain,
  categoryPath,
  attributes,
  locale,
  validFrom,
  coalesce(validTo, lead(validFrom) OVER (PARTITION BY site, sku ORDER BY epoch_of_sku)) AS validTo
FROM epochs
WHERE nth = 1

-- Of the products of an import that earlier imports hold too: how many had each field in the latest of these, and how many
-- of them have it no more.
WITH latest AS (
  SELECT site, sku, max_by(product, turn) AS product
  FROM (SELECT site, sku, turn, has AS product FROM :earlier)
  GROUP BY site, sku
),
arrived AS (
  SELECT site, sku, any_value(has) AS product FROM :arrived GROUP BY site, sku
),
compared AS (
  SELECT latest.product AS had, arrived.product AS has
  FROM arrived JOIN latest ON latest.site = arrived.site AND latest.sku = arrived.sku
)
SELECT
  count(*) AS products,
  count(*) FILTER (WHERE had.parent) AS parent,
  count(*) FILTER (WHERE had.parent AND NOT has.parent) AS parentLost,
  count(*) FILTER (WHERE had.productType) AS productType,
  count(*) FILTER (WHERE had.productType AND NOT has.productType) AS productTypeLost,
  count(*) FILTER (WHERE had.domain) AS domain,
  count(*) FILTER (WHERE had.domain AND NOT has.domain) AS domainLost,
  count(*) FILTER (WHERE had.categoryPath) AS categoryPath,
  count(*) FILTER (WHERE had.categoryPath AND NOT has.categoryPath) AS categoryPathLost,
  count(*) FILTER (WHERE had.attributes) AS attributes,
  count(*) FILTER (WHERE had.attributes AND NOT has.attributes) AS attributesLost
FROM compared

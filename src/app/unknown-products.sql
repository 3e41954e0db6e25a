-- Events of an import by the product that they name, where the catalogue lacks it; with the sku that it has of the same letters and
-- digits, whatever capitals, signs and zeros in front stand in either, and where its site has no catalogue with another site that has
-- the very sku.
WITH named AS (
  SELECT site, product AS sku, count(*) AS events FROM :arrived WHERE product IS NOT NULL GROUP BY site, product
),
catalogue AS (SELECT DISTINCT site, sku FROM :products),
unknown AS (SELECT named.* FROM named ANTI JOIN catalogue ON catalogue.site = named.site AND catalogue.sku = named.sku),
plain AS (
  SELECT site, ltrim(regexp_replace(lower(sku), '[^\p{L}\p{N}]', '', 'g'), '0') AS plain, min(sku) AS sku
  FROM catalogue GROUP BY ALL HAVING plain <> ''
),
sites AS (SELECT DISTINCT site FROM catalogue),
elsewhere AS (SELECT sku, min(site) AS site FROM catalogue GROUP BY sku),
told AS (
  SELECT unknown.site, unknown.sku, unknown.events, plain.sku AS alike,
    CASE WHEN sites.site IS NULL THEN elsewhere.site END AS otherSite
  FROM unknown
  LEFT JOIN plain ON plain.site = unknown.site
    AND plain.plain = ltrim(regexp_replace(lower(unknown.sku), '[^\p{L}\p{N}]', '', 'g'), '0')
  LEFT JOIN sites ON sites.site = unknown.site
  LEFT JOIN elsewhere ON elsewhere.sku = unknown.sku
)
SELECT
  (SELECT CAST(coalesce(sum(events), 0) AS BIGINT) FROM named) AS named,
  CAST(coalesce(sum(events), 0) AS BIGINT) AS unknown,
  arg_max(sku, (events, sku)) AS example,
  CAST(coalesce(sum(events) FILTER (WHERE alike IS NOT NULL), 0) AS BIGINT) AS alike,
  arg_max(sku, (events, sku)) FILTER (WHERE alike IS NOT NULL) AS alikeTheirs,
  arg_max(alike, (events, sku)) FILTER (WHERE alike IS NOT NULL) AS alikeOurs,
  CAST(coalesce(sum(events) FILTER (WHERE otherSite IS NOT NULL), 0) AS BIGINT) AS elsewhere,
  arg_max(otherSite, (events, sku)) FILTER (WHERE otherSite IS NOT NULL) AS otherSite
FROM told

-- Product types of the catalogue, those with most behaviour first, with the
-- titles that stand for them. Variants of one parent are one product here, as everywhere in mining.
WITH counted AS (
  SELECT headA AS product, count FROM :pairs WHERE behaviour = 'coBuy'
  UNION ALL
  SELECT headB, count FROM :pairs
),
behaviour AS (
  SELECT product, sum(count) AS count FROM counted GROUP BY product
),
typed AS (
  SELECT
    product.locale,
    trim(lower(product.productType)) AS name,
    product.title,
    product.domain,
    product.id,
    coalesce(behaviour.count, 0) AS count,
    row_number() OVER (
      PARTITION BY product.site, coalesce(product.parent, product.id)
      ORDER BY behaviour.count DESC NULLS LAST, product.id
    ) AS variant
  FROM :products AS product
  LEFT JOIN behaviour ON behaviour.product = product.id
  WHERE trim(product.productType) <> ''
),
chosen AS (
  SELECT locale, name, domain, title, sum(count) AS count, min(id) AS id
  FROM typed
  WHERE variant = 1
  GROUP BY locale, name, domain, title
),
domains AS (
  SELECT locale, name, domain,
    row_number() OVER (PARTITION BY locale, name ORDER BY count(*) DESC, domain) AS place
  FROM chosen
  GROUP BY locale, name, domain
)
SELECT
  'type_' || substr(sha256(concat_ws(chr(31), chosen.locale, chosen.name)), 1, 20) AS id,
  chosen.locale,
  chosen.name,
  list_slice(list(chosen.title ORDER BY chosen.count DESC, chosen.id), 1, 12) AS titles,
  any_value(domains.domain) AS domain
FROM chosen
JOIN domains ON domains.locale = chosen.locale AND domains.name = chosen.name AND domains.place = 1
GROUP BY chosen.locale, chosen.name
ORDER BY sum(chosen.count) DESC, chosen.locale, chosen.name

-- Product types, those with most behaviour first, with the titles that stand for them. The subjects say which products
-- a type speaks of (id, locale, name, product). Variants of one parent are one product here, as everywhere in mining.
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
  SELECT subject.id AS type, any_value(subject.locale) AS locale, any_value(subject.name) AS name,
    typed.domain, typed.title, sum(typed.count) AS count, min(typed.id) AS id
  FROM typed
  JOIN :subjects AS subject ON subject.product = typed.id
  WHERE typed.variant = 1
  GROUP BY subject.id, typed.domain, typed.title
),
domains AS (
  SELECT type, domain,
    row_number() OVER (PARTITION BY type ORDER BY count(*) DESC, domain) AS place
  FROM chosen
  GROUP BY type, domain
)
SELECT
  chosen.type AS id,
  any_value(chosen.locale) AS locale,
  any_value(chosen.name) AS name,
  list_slice(list(chosen.title ORDER BY chosen.count DESC, chosen.id), 1, 12) AS titles,
  any_value(domains.domain) AS domain
FROM chosen
JOIN domains ON domains.type = chosen.type AND domains.place = 1
GROUP BY chosen.type
ORDER BY sum(chosen.count) DESC, any_value(chosen.locale), any_value(chosen.name), chosen.type

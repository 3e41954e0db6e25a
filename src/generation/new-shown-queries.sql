-- Queries that pass the gate, after which something was bought, with what stands for it: the short name with most purchases, the product
-- of that name with most, and the titles of three products. Those with most purchases come first.
WITH bought AS (
  SELECT
    pair.headA AS id,
    pair.count,
    product.id AS product,
    product.title,
    nullif(trim(product.productType), '') AS productType,
    coalesce(nullif(lower(trim(product.productType)), ''), product.id) AS name
  FROM :pairs AS pair
  JOIN :queries AS query ON query.id = pair.headA
  JOIN :products AS product ON product.id = pair.headB
  WHERE pair.behaviour = 'searchBuy'
    AND pair.headA IN (FROM :wanted)
    AND pair.headA NOT IN (SELECT id FROM :shownQueries)
),
named AS (
  SELECT id, name, row_number() OVER (PARTITION BY id ORDER BY sum(count) DESC, name) AS place
  FROM bought
  GROUP BY id, name
),
ordered AS (
  SELECT
    bought.*,
    row_number() OVER (
      PARTITION BY bought.id ORDER BY named.id IS NULL, bought.count DESC, bought.product
    ) AS turn
  FROM bought
  LEFT JOIN named ON named.id = bought.id AND named.name = bought.name AND named.place = 1
),
titled AS (
  SELECT id, title, sum(count) AS count, min(turn) AS turn FROM ordered GROUP BY id, title
),
shown AS (
  SELECT id, sum(count) AS purchases,
    list_slice(list(title ORDER BY turn <> 1, count DESC, turn), 1, 3) AS titles
  FROM titled
  GROUP BY id
)
SELECT best.id, best.product, best.productType, shown.titles
FROM ordered AS best
JOIN shown ON shown.id = best.id
WHERE best.turn = 1
ORDER BY shown.purchases DESC, best.id
LIMIT :limit

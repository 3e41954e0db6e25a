-- Of the variants of one parent, the product that has their edges: the one that pairs count.
WITH used AS (
  SELECT headA AS head FROM :pairs WHERE behaviour = 'coBuy'
  UNION
  SELECT headB FROM :pairs
)
SELECT product.site, product.parent,
  coalesce(min(product.id) FILTER (WHERE used.head IS NOT NULL), min(product.id)) AS head
FROM :products AS product
LEFT JOIN used ON used.head = product.id
WHERE product.parent IS NOT NULL
GROUP BY product.site, product.parent

-- Queries that pass the gate, after which something was bought, that have no edge and were not taken up yet: those with most
-- purchases first. A query most of whose purchases went to types that were not asked about yet waits for them.
WITH unasked AS (FROM :unaskedProducts)
SELECT pair.headA AS head, sum(pair.count) AS purchases
FROM :pairs AS pair
JOIN :queries AS query ON query.id = pair.headA
JOIN :products AS product ON product.id = pair.headB
LEFT JOIN unasked ON unasked.id = pair.headB
WHERE pair.behaviour = 'searchBuy'
  AND pair.headA NOT IN (SELECT head FROM :edges)
  AND pair.headA NOT IN (SELECT head FROM :unexplainedHeads WHERE kind = 'query')
GROUP BY pair.headA
HAVING 2 * sum(CASE WHEN unasked.id IS NULL THEN pair.count ELSE 0 END) >= sum(pair.count)
ORDER BY purchases DESC, pair.headA
LIMIT :limit

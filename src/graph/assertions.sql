-- Claims that a critic finds plausible enough, with the node that their tail became. Where no critic
-- judges all are taken.
SELECT
  claim.id AS claim,
  claim.scope,
  CASE WHEN claim.scope = 'product-type' THEN claim.head END AS type,
  pair.behaviour,
  pair.id AS pair,
  pair.headA,
  pair.headB,
  claim.relation,
  alias.node,
  claim.support,
  pair.count AS pairCount,
  claim.plausibility,
  claim.typicality,
  pair.firstSeen,
  pair.lastSeen
FROM judged AS claim
LEFT JOIN :pairs AS pair ON claim.scope = 'pair' AND pair.id = claim.head
JOIN :intentAliases AS alias ON alias.surface = claim.tail
WHERE claim.fate IS NULL

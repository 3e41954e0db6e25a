-- Claims that a critic finds plausible enough, with the node that their tail became. Where no critic
-- judges all are taken.
SELECT
  claim.id AS claim,
  claim.scope,
  CASE WHEN starts_with(claim.scope, 'product-type') THEN coalesce(type.type, claim.head) END AS type,
  type.attribute,
  pair.behaviour,
  pair.id AS pair,
  CASE WHEN claim.scope = 'query' THEN claim.head ELSE pair.headA END AS headA,
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
-- Ids of types and pairs differ in form. A condition beside the equality would make a nested loop of the join.
LEFT JOIN :productTypes AS type ON type.id = claim.head
LEFT JOIN :pairs AS pair ON pair.id = claim.head
JOIN :intentAliases AS alias ON alias.surface = claim.tail
WHERE claim.fate IS NULL

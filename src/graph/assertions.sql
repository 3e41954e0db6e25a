-- Claims that a critic finds plausible enough, with the node that their tail became. Where no critic
-- judges all are taken.
SELECT
  claim.id AS claim,
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
JOIN :pairs AS pair ON pair.id = claim.head
JOIN :intentAliases AS alias ON alias.surface = claim.tail
WHERE claim.fate IS NULL

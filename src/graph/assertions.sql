-- Kept claims with the node that their tail became.
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
  CAST(NULL AS DOUBLE) AS plausibility,
  CAST(NULL AS DOUBLE) AS typicality,
  pair.firstSeen,
  pair.lastSeen
FROM :claims AS claim
JOIN :pairs AS pair ON pair.id = claim.head
JOIN :aliases AS alias ON alias.surface = claim.tail
WHERE claim.kept

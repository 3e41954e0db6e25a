-- Claims that the filters kept, with the words and counts that a critic is given.
SELECT
  claim.id,
  claim.relation,
  claim.tail,
  claim.sentence,
  claim.support,
  claim.documentFrequency,
  claim.spread,
  pair.behaviour,
  pair.count AS pairCount,
  pair.lift,
  query.text AS query,
  productA.title AS titleA,
  productA.productType AS typeA,
  productB.title AS titleB,
  productB.productType AS typeB
FROM :claims AS claim
JOIN :pairs AS pair ON pair.id = claim.head
LEFT JOIN :queries AS query ON pair.behaviour = 'searchBuy' AND query.id = pair.headA
LEFT JOIN :products AS productA ON pair.behaviour = 'coBuy' AND productA.id = pair.headA
JOIN :products AS productB ON productB.id = pair.headB
WHERE claim.kept
-- Claims about one pair come together: the words of its ends are encoded once.
ORDER BY pair.id, claim.id

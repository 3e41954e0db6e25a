-- Claims that the filters kept, with the words and counts that a critic is given: of a pair the query and
-- the products, of a product type its name and examples (`claimed_types`).
SELECT
  claim.id,
  claim.relation,
  claim.tail,
  claim.sentence,
  claim.support,
  claim.votes,
  claim.documentFrequency,
  claim.spread,
  coalesce(pair.behaviour, 'productType') AS subject,
  pair.count AS pairCount,
  pair.lift,
  query.text AS query,
  productA.title AS titleA,
  productA.productType AS typeA,
  productB.title AS titleB,
  productB.productType AS typeB,
  claimed_type.name AS typeName,
  claimed_type.titles
FROM :claims AS claim
LEFT JOIN :pairs AS pair ON claim.scope = 'pair' AND pair.id = claim.head
LEFT JOIN :queries AS query ON pair.behaviour = 'searchBuy' AND query.id = pair.headA
LEFT JOIN :products AS productA ON pair.behaviour = 'coBuy' AND productA.id = pair.headA
LEFT JOIN :products AS productB ON productB.id = pair.headB
LEFT JOIN claimed_types AS claimed_type
  ON claim.scope = 'product-type' AND claimed_type.id = claim.head
WHERE claim.kept AND (productB.id IS NOT NULL OR claimed_type.id IS NOT NULL)
-- Claims about one head come together: the words of its ends are encoded once.
ORDER BY claim.head, claim.id

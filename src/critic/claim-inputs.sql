-- Claims that the filters kept, with the words and counts that a critic is given: of a pair the query and
-- the products, of a query what was bought most after it, of a product type its name and examples (`claimed_types`).
SELECT
  claim.id,
  claim.relation,
  claim.tail,
  claim.sentence,
  claim.support,
  claim.votes,
  claim.documentFrequency,
  claim.spread,
  CASE claim.scope WHEN 'query' THEN 'searchBuy' ELSE coalesce(pair.behaviour, 'productType') END AS subject,
  pair.count AS pairCount,
  pair.lift,
  query.text AS query,
  productA.title AS titleA,
  productA.productType AS typeA,
  coalesce(shown.titles[1], productB.title) AS titleB,
  CASE claim.scope WHEN 'query' THEN shown.productType ELSE productB.productType END AS typeB,
  claimed_type.name AS typeName,
  claimed_type.titles
FROM :claims AS claim
-- Ids of pairs, queries, types and products differ in form. A condition beside an equality would make a nested loop
-- of the join.
LEFT JOIN :shownQueries AS shown ON shown.id = claim.head
LEFT JOIN :pairs AS pair ON pair.id = CASE claim.scope
  WHEN 'query' THEN 'pair_' || substr(sha256(concat_ws(chr(31), 'searchBuy', shown.id, shown.product)), 1, 20)
  ELSE claim.head
END
LEFT JOIN :queries AS query ON query.id = coalesce(shown.id, pair.headA)
LEFT JOIN :products AS productA ON productA.id = pair.headA
LEFT JOIN :products AS productB ON productB.id = pair.headB
LEFT JOIN claimed_types AS claimed_type ON claimed_type.id = claim.head
WHERE claim.kept AND (productB.id IS NOT NULL OR shown.id IS NOT NULL OR claimed_type.id IS NOT NULL)
-- Claims about one head come together: the words of its ends are encoded once.
ORDER BY claim.head, claim.id

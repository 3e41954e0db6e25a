-- Each claim with what its filters need to know: who said it, how often and of what it is said
-- elsewhere, and the words of its head. Only integers are aggregated; entropies come from the counts.
-- A product without a type is a type of its own: else all of them were one type, and nothing spread.
WITH head_types AS (
  SELECT pair.id AS head, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON product.id = pair.headB
  UNION
  SELECT pair.id AS head, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON pair.behaviour = 'coBuy' AND product.id = pair.headA
),
said AS (
  SELECT DISTINCT relation, normalForm, head FROM :tails
),
type_counts AS (
  SELECT said.relation, said.normalForm, head_types.productType, count(*) AS heads
  FROM said
  JOIN head_types ON head_types.head = said.head
  GROUP BY ALL
),
asked_types AS (
  SELECT count(DISTINCT head_types.productType) AS typesAsked
  FROM head_types
  JOIN (SELECT DISTINCT head FROM :tails) AS asked ON asked.head = head_types.head
),
frequency AS (
  SELECT relation, normalForm, count(*) AS documentFrequency FROM said GROUP BY ALL
),
spread AS (
  SELECT relation, normalForm, list_sort(list(heads)) AS typeCounts FROM type_counts GROUP BY ALL
),
claimed AS (
  SELECT
    claim,
    min(head) AS head,
    min(relation) AS relation,
    min(tail) AS tail,
    max(sentences) AS sentences,
    min(normalForm) AS normalForm,
    count(*) AS support,
    list_sort(list(DISTINCT call)) AS calls
  FROM :tails
  GROUP BY claim
)
SELECT
  claimed.claim,
  claimed.head,
  claimed.relation,
  claimed.tail,
  claimed.sentences,
  claimed.support,
  claimed.calls,
  frequency.documentFrequency,
  spread.typeCounts,
  asked_types.typesAsked,
  query.text AS query,
  productA.title AS titleA,
  productA.productType AS typeA,
  productB.title AS titleB,
  productB.productType AS typeB
FROM claimed
JOIN :pairs AS pair ON pair.id = claimed.head
CROSS JOIN asked_types
JOIN frequency USING (relation, normalForm)
LEFT JOIN spread USING (relation, normalForm)
LEFT JOIN :queries AS query ON pair.behaviour = 'searchBuy' AND query.id = pair.headA
LEFT JOIN :products AS productA ON pair.behaviour = 'coBuy' AND productA.id = pair.headA
LEFT JOIN :products AS productB ON productB.id = pair.headB
ORDER BY claimed.claim

-- Pairs whose ends lead to no common intent, in the order in which pairs are chosen: without those that are asked
-- about already, those of queries that are asked about themselves, and those of a product whose type was not asked about
-- yet. Variants of one parent are one head; of queries each is its own.
WITH unasked AS (FROM :unaskedProducts),
counted AS (
  SELECT id, countedAs FROM :graphHeads WHERE kind = 'product'
),
ended AS (
  SELECT
    pair.id,
    coalesce(first.countedAs, pair.headA) AS headA,
    coalesce(second.countedAs, pair.headB) AS headB
  FROM :pairs AS pair
  LEFT JOIN counted AS first ON first.id = pair.headA
  LEFT JOIN counted AS second ON second.id = pair.headB
  WHERE pair.id NOT IN (SELECT id FROM heads)
    AND pair.id NOT IN (SELECT head FROM :unexplainedHeads WHERE kind = 'pair')
    AND pair.headA NOT IN (FROM unasked)
    AND pair.headB NOT IN (FROM unasked)
    AND NOT (pair.behaviour = 'searchBuy' AND pair.headA IN (FROM :askedQueries))
),
-- A list for each head, so that no pair is multiplied by the intents of its ends.
known AS (
  SELECT head, list(DISTINCT node) AS nodes FROM :edges GROUP BY head
),
unexplained AS (
  SELECT ended.id
  FROM ended
  LEFT JOIN known AS one ON one.head = ended.headA
  LEFT JOIN known AS other ON other.head = ended.headB
  WHERE NOT coalesce(list_has_any(one.nodes, other.nodes), false)
)
SELECT ordered.id AS head
FROM ordered_pairs AS ordered
JOIN unexplained ON unexplained.id = ordered.id
ORDER BY ordered.turn, ordered.domain, ordered.behaviour
LIMIT :limit

-- Of heads that were asked of the server: whether they are known, and whether some of their pairs are not
-- chosen to be asked about. Variants of one parent are one head, as in select-requested-heads.sql.
WITH known AS (
  SELECT waiting.head, waiting.place FROM waiting
  WHERE waiting.head IN (SELECT id FROM :queries UNION ALL SELECT id FROM :products)
),
family AS (
  SELECT known.head, coalesce(sibling.id, known.head) AS member
  FROM known
  LEFT JOIN :products AS product ON product.id = known.head AND product.parent IS NOT NULL
  LEFT JOIN :products AS sibling ON sibling.site = product.site AND sibling.parent = product.parent
),
unchosen AS (
  SELECT pair.headA, pair.headB FROM :pairs AS pair ANTI JOIN heads ON heads.id = pair.id
),
open_ends AS (
  SELECT headA AS member FROM unchosen
  UNION
  SELECT headB FROM unchosen
)
SELECT
  known.head,
  known.head IN (SELECT family.head FROM family JOIN open_ends USING (member)) AS unasked
FROM known
ORDER BY known.place

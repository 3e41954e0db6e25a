-- Pairs of heads that were asked for, with the round and the turn in which each may be asked about. Heads of
-- one round take turns, each with its most frequent pairs first. Variants of one parent are one head here:
-- pairs count them as one of them.
CREATE OR REPLACE TEMP TABLE requested_pairs AS
WITH asked AS (
  SELECT DISTINCT requested.round, requested.place,
    coalesce(sibling.id, requested.head) AS head
  FROM :requestedHeads AS requested
  LEFT JOIN :products AS product ON product.id = requested.head AND product.parent IS NOT NULL
  LEFT JOIN :products AS sibling ON sibling.site = product.site AND sibling.parent = product.parent
),
ended AS (
  SELECT id, headA AS head, count FROM :pairs
  UNION ALL
  SELECT id, headB AS head, count FROM :pairs
),
turns AS (
  SELECT asked.round, asked.place, ended.id,
    row_number() OVER (
      PARTITION BY asked.round, asked.place ORDER BY ended.count DESC, ended.id
    ) AS turn
  FROM asked
  JOIN ended USING (head)
),
chosen AS (
  SELECT round, id, min(turn) AS turn, min(place) AS place
  FROM turns
  GROUP BY round, id
)
SELECT chosen.round, chosen.turn, chosen.place, worded.* EXCLUDE (domain)
FROM chosen
JOIN worded_pairs AS worded USING (id)

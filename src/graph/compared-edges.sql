-- Each edge of two versions, as it was and as it is, with the words of its head and its node; those of the later version
-- where both have it. Of a query they are told where the version that is published now has it: another one may not pass the gate any
-- more. An edge moved where its score did by so much, or where only one of the versions has one.
WITH words AS (
  SELECT id, any_value(words ORDER BY version DESC) AS words
  FROM (
    SELECT id, words, 2 AS version FROM :headsAfter WHERE kind = 'product'
    UNION ALL SELECT id, words, 1 FROM :headsBefore WHERE kind = 'product'
    UNION ALL SELECT id, words, 3 FROM :headsNow
  )
  GROUP BY id
),
wordings AS (
  SELECT id, any_value(wording ORDER BY version DESC) AS wording
  FROM (
    SELECT id, wording, 2 AS version FROM :nodesAfter
    UNION ALL SELECT id, wording, 1 FROM :nodesBefore
  )
  GROUP BY id
),
compared AS (
  SELECT id, head, relation, node,
    earlier.score AS scoreBefore, later.score AS scoreAfter,
    CASE
      WHEN earlier.support IS NULL THEN 'added'
      WHEN later.support IS NULL THEN 'removed'
      WHEN (earlier.score IS NULL) <> (later.score IS NULL) THEN 'moved'
      -- Scores have four digits: what the subtraction adds behind them is none.
      WHEN later.score <> earlier.score AND round(abs(later.score - earlier.score), 4) >= :movedBy THEN 'moved'
      ELSE 'kept'
    END AS change
  FROM (SELECT id, head, relation, node, support, score FROM :edgesBefore) AS earlier
  FULL JOIN (SELECT id, head, relation, node, support, score FROM :edgesAfter) AS later
    USING (id, head, relation, node)
)
SELECT compared.id, head, words.words, relation, node, wordings.wording, scoreBefore, scoreAfter, change
FROM compared
LEFT JOIN words ON words.id = compared.head
LEFT JOIN wordings ON wordings.id = compared.node

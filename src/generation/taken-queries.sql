-- The queries that were taken up and can be asked about today: they pass the gate, and it is known what is shown of them, or can
-- be found again. Those that were taken up first come first.
SELECT taken.head AS id
FROM :unexplainedHeads AS taken
JOIN :queries AS query ON query.id = taken.head
WHERE taken.kind = 'query'
  AND (
    taken.head IN (SELECT id FROM :shownQueries)
    OR taken.head IN (SELECT headA FROM :pairs WHERE behaviour = 'searchBuy')
  )
ORDER BY taken.round, taken.place
LIMIT :limit

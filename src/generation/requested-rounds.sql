SELECT round, max(pairs) AS allowed, count(*) AS heads
FROM :requestedHeads
GROUP BY round
ORDER BY round

-- What becomes of each candidate. Words that are sure join, unless behaviour speaks against it; others need it. Products that
-- are alike say half of what they seem to where no word does.
WITH weighed AS (
  SELECT
    *,
    CASE
      WHEN NOT isSure THEN CAST(:unsure AS DOUBLE)
      WHEN way = 'spacing' THEN CAST(:spacing AS DOUBLE)
      WHEN way = 'order' THEN CAST(:order AS DOUBLE)
      WHEN way = 'form' THEN CAST(:form AS DOUBLE)
      ELSE CAST(:spelling AS DOUBLE)
    END AS prior
  FROM similarities
)
SELECT
  number,
  head,
  way,
  similarity,
  CASE
    WHEN way = 'behaviour' THEN round(similarity / 2, 4)
    ELSE round(1 - (1 - prior) * (1 - coalesce(similarity, 0)), 4)
  END AS confidence,
  CASE
    WHEN isSure AND times >= :contradictingTimes AND similarity < :contradictingSimilarity THEN 'otherProducts'
    WHEN NOT isSure AND coalesce(similarity, 0) < :leastSimilarity THEN 'unconfirmed'
  END AS fate
FROM weighed

-- Kept claims, and what keeps one out of the graph: people who withhold it or its intent, no score where a critic judges, or a
-- plausibility that is not above the threshold of its relation.
SELECT
  claim.id,
  claim.scope,
  claim.head,
  claim.relation,
  claim.tail,
  claim.sentence,
  claim.support,
  score.plausibility,
  score.typicality,
  alias.node,
  CASE
    WHEN claim.id IN (SELECT id FROM withheld) OR alias.node IN (SELECT id FROM withheld) THEN 'withheld'
    WHEN :judged = 0 THEN NULL
    WHEN score.claim IS NULL THEN 'unscored'
    WHEN score.plausibility > coalesce(threshold.plausibility, :plausibility) THEN NULL
    ELSE 'implausible'
  END AS fate
FROM :claims AS claim
LEFT JOIN :scores AS score ON score.claim = claim.id
LEFT JOIN :aliases AS alias ON alias.surface = claim.tail
LEFT JOIN thresholds AS threshold ON threshold.relation = claim.relation
WHERE claim.kept

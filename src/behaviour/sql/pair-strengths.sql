-- How far each pair is beyond chance. Lift: its count over what independence would give. Pmi: the natural logarithm
-- of lift, discounted for what is rare as Pantel and Lin (2002) do, by c / (c + 1) for the count c of the pair and
-- again for that of the rarer of its two. Log-likelihood ratio (Dunning 1993): twice the sum of observed x
-- ln(observed / expected) over the four cells with and without each of the two; below zero where the pair was
-- seen less often than expected. Rounded, so that another engine's logarithm gives the same; taken from zero, so that
-- none of them writes zero with a sign.
WITH cells AS (
  SELECT
    *,
    CAST(times AS DOUBLE) * total / (CAST(total_a AS DOUBLE) * total_b) AS lift,
    CAST(least(total_a, total_b) AS DOUBLE) AS rarer,
    CAST(total_a AS DOUBLE) - times AS a_alone,
    CAST(total_b AS DOUBLE) - times AS b_alone,
    CAST(total AS DOUBLE) - total_a - total_b + times AS neither,
    CAST(total AS DOUBLE) - total_a AS without_a,
    CAST(total AS DOUBLE) - total_b AS without_b
  FROM pair_contingencies
),
terms AS (
  SELECT
    behaviour,
    head_a,
    head_b,
    lift,
    ln(lift) * times / (times + CAST(1 AS DOUBLE)) * rarer / (rarer + 1) AS pmi,
    2 * greatest(
      times * ln(lift)
      + CASE WHEN a_alone > 0 THEN a_alone * ln(a_alone / total_a * total / without_b) ELSE 0 END
      + CASE WHEN b_alone > 0 THEN b_alone * ln(b_alone / total_b * total / without_a) ELSE 0 END
      + CASE WHEN neither > 0 THEN neither * ln(neither / without_a * total / without_b) ELSE 0 END,
      0
    ) AS likelihood_ratio
  FROM cells
)
SELECT
  behaviour,
  head_a,
  head_b,
  lift,
  0 - round(0 - pmi, 6) AS pmi,
  CASE WHEN lift < 1 THEN 0 - round(likelihood_ratio, 6) ELSE round(likelihood_ratio, 6) END
    AS log_likelihood_ratio
FROM terms

-- For each word that no title says, the likeliest that one says: the nearest, of several the one in most queries.
WITH counted AS (
  SELECT word, count(DISTINCT number) AS queries FROM spelt_words GROUP BY word
),
ranked AS (
  SELECT
    alike.word,
    alike.other,
    row_number() OVER (
      PARTITION BY alike.word ORDER BY alike.distance, counted.queries DESC, alike.other
    ) AS place
  FROM similar_words AS alike
  JOIN vocabulary AS own ON own.word = alike.word AND NOT own.isKnown
  JOIN vocabulary AS meant ON meant.word = alike.other AND meant.isKnown
  JOIN counted ON counted.word = alike.other
  WHERE alike.isSameStart
)
SELECT word, other FROM ranked WHERE place = 1

-- Of each title the noun that most likely says what the thing is. What speaks for a noun is where it stands, how often titles
-- that have it end their first phrase with it, how many do, and whether the title says it again. Scores are whole numbers, so that
-- their sums are the same in whatever order they are taken.
WITH nouns AS (
  SELECT
    title,
    nth,
    key,
    word,
    before,
    place,
    count(*) OVER (PARTITION BY title, key) AS times,
    count(*) OVER (PARTITION BY title) AS rivals
  FROM title_words
  WHERE place IS NOT NULL
),
judged AS (
  SELECT
    nouns.title,
    nouns.nth,
    nouns.key,
    nouns.word,
    nouns.before,
    (coalesce(counts.ends, 0) + CAST(0.5 AS DOUBLE)) / (coalesce(counts.titles, 0) + 5) AS ending,
    coalesce(counts.ends, 0) AS ends,
    CASE place
      WHEN 'end' THEN CAST(1 AS DOUBLE)
      WHEN 'next' THEN CAST(0.35 AS DOUBLE)
      WHEN 'later' THEN CAST(0.2 AS DOUBLE)
      WHEN 'inside' THEN CAST(0.5 AS DOUBLE)
      WHEN 'insideLater' THEN CAST(0.2 AS DOUBLE)
      ELSE CAST(0.05 AS DOUBLE)
    END
    * CASE WHEN times > 1 THEN 3 ELSE 1 END
    * CASE WHEN nth = 0 AND rivals > 2 THEN CAST(0.3 AS DOUBLE) ELSE 1 END AS weight
  FROM nouns
  LEFT JOIN word_counts AS counts ON counts.key = nouns.key
),
scored AS (
  SELECT
    *,
    greatest(1, CAST(round(1000000 * weight * ending * sqrt(ending) * (ends + 1)) AS BIGINT)) AS score
  FROM judged
),
ranked AS (
  SELECT
    *,
    CAST(sum(score) OVER (PARTITION BY title, key) AS DOUBLE) / sum(score) OVER (PARTITION BY title) AS share,
    row_number() OVER (PARTITION BY title ORDER BY score DESC, nth) AS rank
  FROM scored
)
SELECT title, nth, key, word, before, ending, share FROM ranked WHERE rank = 1

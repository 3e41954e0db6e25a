-- Each query with those that its words come to, of several with one key the most searched: so that lists stay short, and nothing
-- is compared with a member of a cluster. `isSure`: words alone are enough, unless behaviour speaks against it.
WITH keyed AS (
  SELECT number, 1 AS choice, 'spacing' AS way, TRUE AS isSure, min(number) OVER (PARTITION BY scope, letters) AS head
  FROM wordings
  UNION ALL
  SELECT number, 2, 'order', TRUE, min(number) OVER (PARTITION BY scope, "order") FROM wordings
  UNION ALL
  SELECT number, 3, 'form', TRUE, min(number) OVER (PARTITION BY scope, form) FROM wordings
  UNION ALL
  SELECT number, 4, 'spacing', TRUE, min(number) OVER (PARTITION BY scope, baseLetters) FROM wordings
  UNION ALL
  SELECT number, 6, 'form', FALSE, min(number) OVER (PARTITION BY scope, loose) FROM wordings WHERE loose <> ''
  UNION ALL
  -- Every word that no title says, put right.
  SELECT corrected.number, 5, 'spelling', TRUE, min(meant.number)
  FROM corrected_wordings AS corrected
  JOIN wordings AS meant ON meant.scope = corrected.scope AND meant.form = corrected.form
  GROUP BY corrected.number
  UNION ALL
  SELECT corrected.number, 5, 'spelling', TRUE, min(meant.number)
  FROM corrected_wordings AS corrected
  JOIN wordings AS meant ON meant.scope = corrected.scope AND meant.baseLetters = corrected.baseLetters
  GROUP BY corrected.number
  UNION ALL
  -- One word is another one that is spelt alike: either may be meant.
  SELECT own.number, 7, 'spelling', FALSE, min(other.number)
  FROM spelt_words AS own
  JOIN similar_words AS alike ON alike.word = own.word
  JOIN spelt_words AS other
    ON other.word = alike.other AND other.scope = own.scope AND other.rest = own.rest
  GROUP BY own.number, own.word, alike.other
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY number, head ORDER BY choice) AS place
  FROM keyed
  WHERE head < number
)
SELECT number, head, way, isSure FROM ranked WHERE place = 1

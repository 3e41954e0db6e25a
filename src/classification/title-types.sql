-- What each title says the thing is: its noun, with the one or two words before it where so many other titles say it so that
-- they name a kind of thing together (“power bank”, “evening dress”). A word that titles mostly begin with is a maker's name.
WITH phrased AS (
  SELECT
    head.title,
    head.key,
    head.word AS ownWord,
    head.share,
    head.ending,
    kind.key AS kind,
    kind.word AS kindWord,
    kind.before AS sort,
    sort.word AS sortWord
  FROM title_heads AS head
  LEFT JOIN title_words AS kind ON kind.title = head.title AND kind.nth = head.nth - 1 AND head.before = kind.key
  LEFT JOIN title_words AS sort ON sort.title = head.title AND sort.nth = head.nth - 2 AND kind.before = sort.key
),
counted AS (
  SELECT phrased.* FROM phrased JOIN titles ON titles.number = phrased.title AND titles.isCounted
),
kinds AS (
  SELECT key, kind, count(*) AS titles, first(kindWord ORDER BY kindWord) AS kindWord
  FROM counted WHERE kind IS NOT NULL GROUP BY key, kind
),
sorts AS (
  SELECT key, kind, sort, count(*) AS titles, first(sortWord ORDER BY sortWord) AS sortWord
  FROM counted WHERE sort IS NOT NULL GROUP BY key, kind, sort
),
named AS (
  SELECT
    phrased.title,
    phrased.key,
    phrased.share,
    phrased.ending,
    coalesce(heads.word, phrased.ownWord) AS word,
    greatest(1, heads.titles) AS titles,
    kinds.kindWord,
    sorts.sortWord,
    kinds.titles >= :typeProducts
      AND (10 * kinds.titles >= heads.titles OR 10 * kinds.titles >= 3 * kindCounts.titles)
      AND 2 * kindCounts.begins <= kindCounts.titles AS hasKind,
    sorts.titles >= :typeProducts
      AND 10 * sorts.titles >= 7 * kinds.titles
      AND 2 * sortCounts.begins <= sortCounts.titles AS hasSort
  FROM phrased
  LEFT JOIN head_counts AS heads ON heads.key = phrased.key
  LEFT JOIN kinds ON kinds.key = phrased.key AND kinds.kind = phrased.kind
  LEFT JOIN sorts ON sorts.key = phrased.key AND sorts.kind = phrased.kind AND sorts.sort = phrased.sort
  LEFT JOIN word_counts AS kindCounts ON kindCounts.key = phrased.kind
  LEFT JOIN word_counts AS sortCounts ON sortCounts.key = phrased.sort
)
SELECT
  title,
  key,
  titles,
  share,
  ending,
  1 / (1 + exp(-(:bias + :endingWeight * ending + :shareWeight * share
    + :onlyWeight * CAST(titles = 1 AS INTEGER)))) AS confidence,
  CASE
    WHEN hasKind AND hasSort THEN concat(sortWord, ' ', kindWord, ' ', word)
    WHEN hasKind THEN concat(kindWord, ' ', word)
    ELSE word
  END AS name
FROM named

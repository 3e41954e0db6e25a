-- A log of so many queries that nobody typed: two to four words of which few are frequent and most are rare; every tenth is the one before
-- it with a letter left out, with its words turned round, or in the plural.
WITH words AS (
  SELECT
    CAST(range AS BIGINT) AS number,
    translate(substr(md5(concat('word ', range)), 1, 4 + CAST(range % 6 AS INTEGER)), '0123456789', 'ghijklmnop') AS word
  FROM range(60000)
),
places AS (
  SELECT
    numbers.range AS number,
    nth.range AS nth,
    CAST(floor(59999 * pow((md5_number_lower(concat(numbers.range, ' ', nth.range)) % 1000003) / 1000003, 3)) AS BIGINT) AS word
  FROM range(:queries) AS numbers
  CROSS JOIN range(4) AS nth
  WHERE nth.range < 2 + numbers.range % 3
),
typed AS (
  SELECT places.number, list(words.word ORDER BY nth) AS typed
  FROM places JOIN words ON words.number = places.word
  GROUP BY places.number
),
varied AS (
  SELECT number, array_to_string(typed, ' ') AS text FROM typed WHERE number % 10 <> 0
  UNION ALL
  SELECT
    number,
    CASE number % 30
      WHEN 0 THEN concat(substr(array_to_string(typed, ' '), 1, 2), substr(array_to_string(typed, ' '), 4))
      WHEN 10 THEN array_to_string(list_reverse(typed), ' ')
      ELSE concat(array_to_string(typed, ' '), 's')
    END
  FROM (SELECT number - 1 AS number, typed FROM typed WHERE number % 10 = 1)
)
SELECT
  concat('query_', substr(sha256(text), 1, 20)) AS id,
  'made-up' AS site,
  'en-US' AS locale,
  text,
  5 + min(number) % 97 AS customers,
  5 + min(number) % 1013 AS searches,
  CAST(NULL AS DOUBLE) AS typeEntropy
FROM varied
GROUP BY text

-- The queries to ask about, with what prompts show of them: those that were taken up and pass the gate today.
-- The short name, which answer stems use, is the type bought most, or the first words of a title.
SELECT
  shown.id,
  query.text,
  lower(coalesce(
    trim(shown.productType),
    array_to_string(list_slice(string_split(shown.titles[1], ' '), 1, 6), ' ')
  )) AS name,
  shown.titles
FROM :shownQueries AS shown
JOIN :queries AS query ON query.id = shown.id
LEFT JOIN :unexplainedHeads AS taken ON taken.head = shown.id
WHERE :unexplainedOnly = 0 OR taken.head IS NOT NULL
ORDER BY
  CASE :unexplainedOnly WHEN 1 THEN taken.round ELSE shown.round END,
  CASE :unexplainedOnly WHEN 1 THEN taken.place ELSE shown.place END
LIMIT :limit

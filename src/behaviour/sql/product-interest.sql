-- How many people clicked or bought each thing. What they count for is as many here: all days count alike.
SELECT site, head, count(person) AS people, count(person) AS counted_people
FROM (
  SELECT clicked.site, clicked.head, coalesce(aliases.person, clicked.person) AS person
  FROM observed_clicks AS clicked
  LEFT JOIN person_aliases AS aliases ON aliases.alias = clicked.person
  UNION
  SELECT site, head, person
  FROM purchases
) AS interested
GROUP BY site, head

-- Each search with its query and the person behind it.
SELECT
  observed.site,
  observed.search,
  observed.query,
  coalesce(aliases.person, observed.person) AS person,
  observed.is_logged
FROM observed_searches AS observed
LEFT JOIN person_aliases AS aliases ON aliases.alias = observed.person

-- The words that titles of products say, each once.
SELECT DISTINCT unnest(regexp_extract_all(lower(title), '[\p{L}\p{M}]{4,}')) AS word
FROM :products

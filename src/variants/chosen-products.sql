-- How often each product was chosen after each query: searches with a click on it, and searches that led to a purchase.
SELECT ranked.number, chosen.product, chosen.clicks + chosen.purchases AS times
FROM :queryProducts AS chosen
JOIN ranked_queries AS ranked ON ranked.id = chosen.query
WHERE :isAsked = 1 AND chosen.clicks + chosen.purchases > 0

-- Each thing once per basket, with its type. Baskets beyond the cap are left out: those are
-- wholesalers and scripts, and a basket of n things makes n (n - 1) / 2 pairs.
SELECT
  bought.site,
  bought.session,
  bought.head,
  catalogue.product_type,
  min(bought.person) AS person,
  min(bought.time_ms) AS time_ms,
  min(bought.month) AS month
FROM basket_purchases AS bought
JOIN catalogue ON catalogue.id = bought.head
WHERE bought.things <= :maximum_basket
GROUP BY bought.site, bought.session, bought.head, catalogue.product_type

-- Customers who are told as another customer, who is the same person.
SELECT concat('customer ', customer) AS alias, concat('customer ', person) AS person
FROM customer_people
WHERE person <> customer

-- PostgreSQL has views of longer times here (ohlcv_1h and its like). A SQLite file has none: amounts are text in it and
-- are never computed with in SQL, so that no sum is ever rounded.
SELECT 1;

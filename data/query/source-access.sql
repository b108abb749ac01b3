-- Grain: one way in which documents were read (full, excerpt, copy). Order: by name.
SELECT access, count(*) AS documents
FROM main.sources WHERE kind = 'document' GROUP BY access ORDER BY access

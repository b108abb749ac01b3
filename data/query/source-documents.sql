-- Grain: one document that was read. Order: newest first, undated last.
SELECT source_id, title, publisher, published, published_precision, access, language
FROM main.sources WHERE kind = 'document' ORDER BY published DESC NULLS LAST, source_id

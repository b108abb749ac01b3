-- Grain: one accepted release. Order: oldest first.
SELECT release_id, source, title, published, published_precision, data_through, current_as_of, basis, url, sha256
FROM main.releases ORDER BY published, release_id

/**
 * One value in several forms, keyed by MIME type; `text/plain` is always there and never empty.
 * JSON types (`application/json`, `…+json`) hold objects, all others hold text (base64 for binary types).
 */
export type MimeBundle = { "text/plain": string } & Record<string, string | object>;

/**
 * How long a log knows the ID of a webhook, in seconds. Senders by Standard Webhooks repeat a failed one for up to 28
 * hours, and each attempt has the same ID.
 */
export const ID_RETENTION_S = 3 * 86_400;

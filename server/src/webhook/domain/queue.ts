/**
 * The queue in which an accepted delivery waits: `people` (what customers and Meta said, and whatever is not clearly
 * something else), `receipts` (delivery statuses and nothing beside them).
 */
export const QUEUES = { people: 0, receipts: 2 } as const;
export type Queue = (typeof QUEUES)[keyof typeof QUEUES];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFilled = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;

/** Beside the statuses: names of the number, and the contacts of the recipients. */
const BESIDE_STATUSES = new Set(['messaging_product', 'metadata', 'contacts', 'statuses']);

const isReceipts = (change: unknown): boolean =>
  isObject(change) &&
  change.field === 'messages' &&
  isObject(change.value) &&
  isFilled(change.value.statuses) &&
  Object.keys(change.value).every((key) => BESIDE_STATUSES.has(key));

/**
 * The queue of a parsed delivery. An opt-out must not wait behind the receipts of a campaign, so only a delivery that
 * holds statuses alone is `receipts`; a mixed or doubtful one is `people`.
 */
export const queueOf = (payload: unknown): Queue => {
  if (!isObject(payload) || !isFilled(payload.entry)) return QUEUES.people;
  const areReceipts = payload.entry.every(
    (entry) => isObject(entry) && isFilled(entry.changes) && entry.changes.every(isReceipts)
  );
  return areReceipts ? QUEUES.receipts : QUEUES.people;
};

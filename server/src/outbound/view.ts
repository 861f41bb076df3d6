import type { DeliveryError, DeliveryView, EndpointView } from '../contracts/outbound';
import type { DeliveryRow, EndpointRow } from './tables';

/** An address as the admin sees it: never its secret. */
export const endpointView = (
  row: EndpointRow,
  { waiting, failed }: { waiting: number; failed: number },
  now: number
): EndpointView => ({
  id: row.id,
  name: row.name,
  url: row.url,
  events: row.events ?? [],
  withNumbers: row.withNumbers,
  active: row.active,
  offReason: row.offReason,
  secretHint: row.secretHint,
  oldSecretUntil:
    row.oldSecretUntil !== null && row.oldSecretUntil > now ? row.oldSecretUntil : null,
  failingSince: row.failingSince,
  waiting,
  failed,
  addedAt: row.addedAt,
});

export const deliveryView = (row: DeliveryRow): DeliveryView => ({
  id: row.id,
  eventId: row.eventId,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  nextTryAt: row.state === 'waiting' ? row.nextTryAt : null,
  lastStatus: row.lastStatus,
  lastError: row.lastError as DeliveryError | null,
  lastTryAt: row.lastTryAt,
  addedAt: row.addedAt,
  payload: row.payload,
});

import type { StatusName } from '../world/ledger';
import type { Item } from './backlog';
import type { Delivery } from './log';
import type { WebhookChange } from './payload';

/** What no receiver has answered with 200: changes that wait for a POST, and POSTs that wait for an answer. */
export type Unaccepted = {
  items: readonly Item[];
  deliveries: readonly Pick<Delivery, 'url' | 'bytes' | 'events' | 'refs' | 'createdAt'>[];
};

/** The same over a restart. `url` null = the address of the app, whichever it is then. */
export type KeptRef = { wamid: string; status: StatusName };
export type KeptItem = { change: WebhookChange; url: string | null; ref: KeptRef | null };
export type KeptDelivery = {
  body: string;
  url: string | null;
  events: number;
  refs: KeptRef[];
  createdAt: number;
};
export type KeptWebhooks = { items: KeptItem[]; deliveries: KeptDelivery[] };

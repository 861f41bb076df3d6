import type { Core } from '@strapi/strapi';
import type { ParkedDone, ParkedReason, ParkedSource } from '../contracts/parked';
import { DomainError } from '../kernel/errors';
import { logsService, type LogLine } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { decideAllParked, decideParked, webhookService, type Decider } from '../webhook/public';

/** `retry`: back into the queue, by the ordinary way. `discard`: what it says is gone for good. */
export type Deed = 'retry' | 'discard';

const EVENTS = { retry: 'parked-retried', discard: 'parked-discarded' } as const;
const WORDS = { retry: 'queued for another try', discard: 'discarded' } as const;

const lineOf = (
  deed: Deed,
  { count, by, about }: { count: number; by: Decider; about: Record<string, unknown> }
): LogLine => ({
  area: 'webhook',
  level: deed === 'discard' ? 'warn' : 'info',
  event: EVENTS[deed],
  text: `${by.name} (user ${by.id}): ${count} parked ${WORDS[deed]}`,
  details: { ...about, count, by: by.name, userId: by.id },
});

/** Open pages count again, and what was put back is looked for. */
const follow = async (strapi: Core.Strapi, deed: Deed, id: number): Promise<void> => {
  if (deed === 'retry') webhookService(strapi).resume();
  await realtimeService(strapi).publish([{ type: 'parked', id }]);
};

const deciderOf = (deed: Deed, by: Decider): Decider | null => (deed === 'discard' ? by : null);

/** Puts one back or discards it, and writes down who did. Throws 409 when it is not parked any more. */
export const decideOne = async (
  strapi: Core.Strapi,
  { source, id, deed, by }: { source: ParkedSource; id: number; deed: Deed; by: Decider }
): Promise<ParkedDone> => {
  const { db } = contextOf(strapi);
  const about = { source, id };
  const count = await db.tx(async (trx) => {
    const n = await decideParked(db, trx, { source, ids: [id], by: deciderOf(deed, by) });
    if (n > 0) await logsService(strapi).writeIn(trx, lineOf(deed, { count: n, by, about }));
    return n;
  });
  if (count === 0)
    throw new DomainError('not-parked', 'this webhook has already been tried again or discarded', {
      status: 409,
      remedy: 'A colleague may have decided. Reload the list.',
    });
  await follow(strapi, deed, id);
  return { count, left: false };
};

/** The same for everything of one reason, up to a bound. */
export const decideAll = async (
  strapi: Core.Strapi,
  { reason, deed, by }: { reason: ParkedReason; deed: Deed; by: Decider }
): Promise<ParkedDone> => {
  const { db } = contextOf(strapi);
  let count = 0;
  const decided = (n: number) => void (count += n);
  try {
    const left = await decideAllParked(db, { reason, by: deciderOf(deed, by), decided });
    return { count, left };
  } finally {
    // What was decided before something broke is decided all the same.
    if (count > 0) logsService(strapi).write(lineOf(deed, { count, by, about: { reason } }));
    await follow(strapi, deed, 1);
  }
};

import type { Core } from '@strapi/strapi';
import type { MessageRow } from '../conversations/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { signsOf, type Plan } from './domain/plan';
import { dueMessages, messagesOf } from './message-store';
import type { MessageEngine } from './messages';
import type { MediaReady } from './media-ready';
import type { SendSource } from './source';

/** Queued messages of the API, of automations and of threads at rest, as work of a number. They need no claim: few, and the permit decides. */
export const createMessageSource = (
  strapi: Core.Strapi,
  engine: MessageEngine,
  media: MediaReady
): SendSource => {
  const { db, log } = contextOf(strapi);
  const { callMs } = runtimeService(strapi).config;
  const taken = new Set<number>();
  return {
    name: 'messages',
    hasWork: async (accountId) => {
      const row = await messagesOf(db.knex, accountId).first<{ id: number } | undefined>('m.id');
      return row !== undefined;
    },
    claim: async (account, _lease, most) => {
      // Beside the sends: an upload may last, and other messages of the number need not wait for it.
      media
        .prepareQueued(account)
        .catch((e: unknown) => log('sending').error('files', { error: errorText(e) }));
      let due = await dueMessages(db, account.id, { most, callMs });
      const without = due.length > 0 ? await engine.restingOf(due) : null;
      if (without) due = await dueMessages(db, account.id, { most, callMs, without });
      const ids = due.filter((id) => !taken.has(id));
      for (const id of ids) taken.add(id);
      return ids;
    },
    permit: async (account, lease, ids) => {
      const owner = runtimeService(strapi).instanceId;
      const permitted = await engine.permit(account, ids, {
        name: lease.name,
        owner,
        epoch: lease.epoch,
      });
      for (const id of ids) taken.delete(id);
      return permitted.map(({ row, payload, edge }) => ({
        id: row.id,
        attempt: row.attempt,
        tries: row.tries,
        payload,
        edge,
        ref: row,
      }));
    },
    settle: async (account, results) => {
      const plans: Plan[] = [];
      for (const { item, outcome, at } of results)
        plans.push(await engine.settle(account, { row: item.ref as MessageRow, outcome, at }));
      return signsOf(plans);
    },
    release: () => {
      taken.clear();
      return Promise.resolve();
    },
    idle: () => Promise.resolve(),
  };
};

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  listParkedQuery,
  parkedOfReason,
  type ParkedCounts,
  type ParkedDone,
  type ParkedPayload,
  type ParkedSource,
} from '../contracts/parked';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { countParked, textOfParked } from '../webhook/public';
import { decideAll, decideOne, type Deed } from './decide';
import { listParked, mayRead, personOf } from './list';
import { ignoreNumber, listNumbers } from './numbers';

/** Meta's own payloads are some kilobytes; a page need not draw more of a hostile one. */
const MOST_TEXT = 200_000;

export const createParkedController = ({ strapi }: { strapi: Core.Strapi }) => {
  const { knex } = contextOf(strapi).db;

  const count = async (): Promise<ParkedCounts> => {
    const { total, more, reasons } = await countParked(knex);
    return {
      total,
      more,
      reasons: [...reasons].map(([reason, n]) => ({ reason, count: n })),
    };
  };

  const open = async (ctx: Context, source: ParkedSource): Promise<ParkedPayload> => {
    const found = await textOfParked(knex, source, pathId(ctx));
    if (!found) throw notFound('the parked entry');
    if (!mayRead(ctx, found.kind))
      throw new DomainError('forbidden', 'this may contain messages of customers', {
        status: 403,
        remedy: 'Ask an administrator for the permission “Read all conversations”.',
      });
    const person = await personOf(strapi, found.text);
    if (person !== null) logsService(strapi).opened({ contactId: person, by: adminUser(ctx) });
    return {
      text: found.text.slice(0, MOST_TEXT),
      isCut: found.text.length > MOST_TEXT,
      error: found.error,
    };
  };

  const one = (source: ParkedSource, deed: Deed) =>
    handle((ctx): Promise<ParkedDone> =>
      decideOne(strapi, { source, id: pathId(ctx), deed, by: adminUser(ctx) })
    );
  const all = (deed: Deed) =>
    handle((ctx): Promise<ParkedDone> =>
      decideAll(strapi, { ...body(ctx, parkedOfReason), deed, by: adminUser(ctx) })
    );

  return {
    list: handle((ctx) => listParked(strapi, ctx, query(ctx, listParkedQuery))),
    count: handle(count),
    change: handle((ctx) => open(ctx, 'changes')),
    event: handle((ctx) => open(ctx, 'events')),
    retryChange: one('changes', 'retry'),
    retryEvent: one('events', 'retry'),
    discardChange: one('changes', 'discard'),
    discardEvent: one('events', 'discard'),
    numbers: handle(() => listNumbers(strapi)),
    ignoreNumber: handle((ctx) => ignoreNumber(strapi, { id: pathId(ctx), by: adminUser(ctx) })),
    retryAll: all('retry'),
    discardAll: all('discard'),
  };
};

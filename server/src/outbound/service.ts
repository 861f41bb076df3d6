import type { Core } from '@strapi/strapi';
import { TEST_EVENT } from '../contracts/outbound';
import type { LogEvent } from '../contracts/log-events';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { DomainError, notFound } from '../kernel/errors';
import { randomHex } from '../kernel/hash';
import { notValid } from '../kernel/input-words';
import { DAY_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { createAttempt, createDelivery } from './deliver';
import { payloadOf } from './domain/payload';
import { createEmit, newEventId } from './emit';
import { urlProblem, type Guard } from './guard';
import { createKnown } from './known';
import { createCall } from './call';
import { createLook } from './look';
import { createPost } from './post';
import type { By, OutboundService } from './public';
import {
  addDeliveries,
  countOpen,
  deleteWhere,
  findDelivery,
  findOfEvent,
  listDeliveries,
  newDelivery,
  purgeDeliveries,
  replay,
  replayFailed,
} from './queue';
import { newSecret, retired } from './secrets';
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  updateEndpoint,
} from './store';
import type { EndpointRow } from './tables';
import { deliveryView, endpointView } from './view';

/** Every event is written once for each. */
const MOST_ENDPOINTS = 20;
const PAGE = 30;
const KEEP_DONE_MS = 30 * DAY_MS;
/** What failed is kept for longer: somebody may still want to send it again. */
const KEEP_FAILED_MS = 90 * DAY_MS;

const URL_REMEDY: Record<NonNullable<ReturnType<typeof urlProblem>>, string> = {
  invalid: 'Enter a complete URL, for example https://crm.example.com/hooks/whatsapp.',
  'not-https': 'Use a URL that starts with https://.',
  credentials:
    'Remove the username and password from the URL: the other system checks the signature instead.',
  private: 'Use a public address. An address inside your own network needs a setting.',
};

const checkUrl = (url: string, guard: Guard): void => {
  const problem = urlProblem(url, guard);
  if (problem === null) return;
  throw new DomainError(`url-${problem}`, notValid('url'), {
    field: 'url',
    remedy: URL_REMEDY[problem],
    status: 422,
  });
};

const guardOf = (strapi: Core.Strapi): Guard => ({
  allowPrivate: strapi.config.get('plugin::whatsapp.outbound.allowPrivateAddresses') === true,
});

/** What turning on changes besides: what was wrong before is forgotten. */
const turnedOn = (before: EndpointRow, active: boolean | undefined): Partial<EndpointRow> =>
  active && !before.active ? { offReason: null, failingSince: null, failsInRow: 0 } : {};

/** Addresses of other systems, what they were sent, and the sending (O-23, X-11). */
export const createOutboundService = ({ strapi }: { strapi: Core.Strapi }): OutboundService => {
  const { db, clock } = contextOf(strapi);
  const guard = guardOf(strapi);
  const known = createKnown(strapi);
  const { post, close } = createPost(guard);
  const attempt = createAttempt({ strapi, known, post });
  const deliver = createDelivery({ strapi, known, post }, attempt);

  const existing = async (id: number): Promise<EndpointRow> => {
    const row = await findEndpoint(db.knex, id);
    if (!row) throw notFound('the outgoing webhook');
    return row;
  };
  const views = async (rows: readonly EndpointRow[]) => {
    const counts = await countOpen(db.knex);
    const none = { waiting: 0, failed: 0 };
    return rows.map((row) => endpointView(row, counts.get(row.id) ?? none, clock.now()));
  };
  const view = async (id: number) => {
    const [one] = await views([await existing(id)]);
    if (!one) throw notFound('the outgoing webhook');
    return one;
  };
  const note = (
    event: Extract<
      LogEvent<'api'>,
      `outbound-${'added' | 'changed' | 'removed' | 'secret-replaced'}`
    >,
    name: string,
    by: By
  ): void =>
    logsService(strapi).write({
      area: 'api',
      level: 'info',
      event,
      text: `${name}: ${event.replaceAll('-', ' ')} by ${by.name}`,
      details: { address: name, by: by.name, adminId: by.id },
    });

  const create: OutboundService['create'] = async (body, by) => {
    const { name, url, events, withNumbers, active } = body;
    checkUrl(url, guard);
    if ((await listEndpoints(db.knex)).length >= MOST_ENDPOINTS)
      throw new DomainError('too-many', `there are already ${MOST_ENDPOINTS} outgoing webhooks`, {
        status: 409,
        remedy: 'Delete one that is not used.',
      });
    const { secret, columns } = newSecret(strapi);
    const at = clock.now();
    const id = await insertEndpoint(db.knex, {
      ...{ name, url, events, withNumbers, active, ...columns },
      oldSecretCipher: null,
      oldSecretUntil: null,
      offReason: null,
      failingSince: null,
      failsInRow: 0,
      addedAt: at,
      changedAt: at,
    });
    await known.load();
    note('outbound-added', name, by);
    return { endpoint: await view(id), secret };
  };

  const update: OutboundService['update'] = async (id, given, by) => {
    const change = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined)
    ) as Partial<EndpointRow>;
    const before = await existing(id);
    if (change.url !== undefined) checkUrl(change.url, guard);
    const also = turnedOn(before, change.active);
    await updateEndpoint(db.knex, id, { ...change, ...also, changedAt: clock.now() });
    await known.load();
    note('outbound-changed', change.name ?? before.name, by);
    return view(id);
  };

  const remove: OutboundService['remove'] = async (id, by) => {
    const { name } = await existing(id);
    await deleteEndpoint(db.knex, id);
    await known.load();
    await deleteWhere(db.knex, (query) => query.where({ endpoint_id: id }));
    note('outbound-removed', name, by);
  };

  const replaceSecret: OutboundService['replaceSecret'] = async (id, by) => {
    const before = await existing(id);
    const { secret, columns } = newSecret(strapi);
    const now = clock.now();
    await updateEndpoint(db.knex, id, { ...columns, ...retired(before, now), changedAt: now });
    await known.load();
    note('outbound-secret-replaced', before.name, by);
    return { endpoint: await view(id), secret };
  };

  const test: OutboundService['test'] = async (id) => {
    const endpoint = await existing(id);
    const at = clock.now();
    const payload = payloadOf({
      type: TEST_EVENT,
      at,
      contact: null,
      data: { address: endpoint.name },
    });
    const of = { endpointId: id, eventId: newEventId() };
    // Claimed from the beginning, so that no timer sends it as well.
    const claim = randomHex(16);
    const nextTryAt = at + runtimeService(strapi).config.outboundClaimMs;
    const row = newDelivery({ ...of, type: TEST_EVENT, payload, contactId: null, addedAt: at });
    await addDeliveries(db, db.knex, [{ ...row, claim, nextTryAt }]);
    const made = await findOfEvent(db.knex, of);
    if (!made) throw notFound('the outgoing webhook');
    await attempt(endpoint, made, true);
    return deliveryOf(made.id);
  };

  const deliveryOf = async (id: number) => {
    const row = await findDelivery(db.knex, id);
    if (!row) throw notFound('the delivery');
    return deliveryView(row);
  };

  const deliveries: OutboundService['deliveries'] = async (id, { state, cursor }) => {
    await existing(id);
    const page = { before: idAfter(cursor), limit: PAGE + 1 };
    const rows = await listDeliveries(db.knex, { endpointId: id, state }, page);
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const nextCursor = rows.length > PAGE && last ? encodeCursor([last.id]) : null;
    return { deliveries: shown.map(deliveryView), nextCursor };
  };

  const replayOne: OutboundService['replay'] = async (deliveryId) => {
    const before = await deliveryOf(deliveryId);
    if (!(await replay(db.knex, before.id, clock.now())))
      throw new DomainError('still-waiting', 'this event is already waiting to be sent', {
        status: 409,
        remedy: 'Wait until it is delivered or has failed.',
      });
    await deliver();
    return deliveryOf(deliveryId);
  };

  return {
    emit: createEmit(strapi, known),
    list: async () => views(await listEndpoints(db.knex)),
    create,
    update,
    remove,
    replaceSecret,
    test,
    deliveries,
    replay: replayOne,
    replayFailed: async (id) => {
      await existing(id);
      return replayFailed(db.knex, id, clock.now());
    },
    load: known.load,
    deliver,
    purge: () =>
      purgeDeliveries(db.knex, {
        doneBefore: clock.now() - KEEP_DONE_MS,
        failedBefore: clock.now() - KEEP_FAILED_MS,
      }),
    look: createLook(guard),
    // Who builds flows has no say over the own network.
    call: createCall({ allowPrivate: false }),
    close,
  };
};

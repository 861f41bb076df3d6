import type { Core } from '@strapi/strapi';
import { contactTable } from '../contacts/public';
import type { LogEvent } from '../contracts/log-events';
import { failPoint } from '../kernel/fail-point';
import { randomHex } from '../kernel/hash';
import { logsService } from '../logs/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { offReasonOf, verdictOf, type Outcome } from './domain/outcome';
import { withNumber } from './domain/payload';
import { PROBE_AFTER } from './domain/schedule';
import { signedHeaders } from './domain/sign';
import type { Known } from './known';
import { AT_ONCE, type Post } from './post';
import { claimDue, endAttempt, endpointsDue } from './queue';
import { secretsOf } from './secrets';
import { findEndpoint, noteArrived, noteFailed, updateEndpoint } from './store';
import type { DeliveryRow, EndpointRow } from './tables';

/** Deliveries of one claim: with `AT_ONCE` calls at a time they are through before the claim is over. */
const CLAIM = 50;

interface Deps {
  strapi: Core.Strapi;
  known: Known;
  post: Post;
}

/** One attempt and what follows from it. `once`: it is not tried again. */
export const createAttempt = ({ strapi, known, post }: Deps) => {
  const { db, clock, random } = contextOf(strapi);
  const { config } = runtimeService(strapi);

  const tell = (
    endpoint: EndpointRow,
    event: Extract<LogEvent<'api'>, 'outbound-gave-up' | 'outbound-turned-off'>,
    { text, reason }: { text: string; reason: string | null }
  ): void =>
    logsService(strapi).write({
      area: 'api',
      level: 'error',
      event,
      text: `${endpoint.name}: ${text}`,
      details: { address: endpoint.name, reason },
    });

  const bodyOf = async (endpoint: EndpointRow, row: DeliveryRow): Promise<string> => {
    if (!endpoint.withNumbers || row.contactId === null) return row.payload;
    const contact = await db
      .knex(contactTable.table)
      .where({ id: row.contactId })
      .first<{ phone: string | null } | undefined>('phone');
    return withNumber(row.payload, contact?.phone ?? null);
  };

  const call = async (endpoint: EndpointRow, row: DeliveryRow): Promise<Outcome> => {
    const secrets = secretsOf(strapi, endpoint, clock.now());
    if (secrets === null) return { status: null, error: 'secret-unreadable' };
    const body = await bodyOf(endpoint, row);
    const timestamp = Math.floor(clock.now() / 1000);
    const headers = signedHeaders(secrets, { id: row.eventId, timestamp, body });
    return post({ url: endpoint.url, headers, body, limitMs: config.outboundCallMs });
  };

  /** Addresses where this process has seen a failure that nothing has followed yet. */
  const failing = new Set<number>();
  runtimeService(strapi).forgetting.push(() => failing.clear());

  /** What an attempt says of the address itself. */
  const judge = async (endpoint: EndpointRow, outcome: Outcome, arrived: boolean) => {
    if (arrived) {
      if (endpoint.failsInRow === 0 && !failing.has(endpoint.id)) return;
      failing.delete(endpoint.id);
      return noteArrived(db.knex, endpoint.id);
    }
    failing.add(endpoint.id);
    const now = clock.now();
    const failingSince = await noteFailed(db.knex, endpoint.id, now);
    const offReason = offReasonOf(outcome, { failingSince, now });
    if (offReason === null) return;
    await updateEndpoint(db.knex, endpoint.id, { active: false, offReason, changedAt: now });
    await known.load();
    const why =
      offReason === 'gone' ? 'the URL no longer exists (410)' : 'no event arrived for days';
    tell(endpoint, 'outbound-turned-off', { text: `turned off: ${why}`, reason: offReason });
  };

  return async (endpoint: EndpointRow, row: DeliveryRow, once = false): Promise<void> => {
    const outcome = await call(endpoint, row);
    failPoint('outbound-answered');
    const now = clock.now();
    const attempts = row.attempts + 1;
    const { state, waitMs, error } = verdictOf(outcome, { attempts, once }, random);
    const isOurs = await endAttempt(db.knex, row, {
      state,
      attempts,
      nextTryAt: now + (waitMs ?? 0),
      lastStatus: outcome.status,
      lastError: error,
      lastTryAt: now,
      endedAt: state === 'waiting' ? null : now,
    });
    // A test says nothing of the address: it may be tried before it is ready.
    if (!isOurs || once) return;
    await judge(endpoint, outcome, error === null);
    if (state === 'failed')
      tell(endpoint, 'outbound-gave-up', {
        text: 'an event could not be delivered',
        reason: error,
      });
  };
};
export type Attempt = ReturnType<typeof createAttempt>;

/**
 * Sends what is due. Each address has a round of its own, so that one which does not answer holds up no other; several
 * processes share the work by claims. A process that dies has its claims taken over: an event can arrive twice, with the
 * same id, and never gets lost.
 */
export const createDelivery = ({ strapi, known }: Deps, attempt: Attempt) => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const rounds = new Map<number, () => Promise<void>>();

  const inTurn = async (endpoint: EndpointRow, rows: DeliveryRow[]): Promise<void> => {
    const queue = [...rows];
    const lane = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) await attempt(endpoint, row);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, lane));
  };

  const round = async (endpointId: number): Promise<void> => {
    while (!runtime.draining.aborted) {
      const endpoint = await findEndpoint(db.knex, endpointId);
      if (!endpoint?.active) return;
      const now = clock.now();
      // Where nothing arrives one event knocks at the door; the others wait for its answer.
      const most = endpoint.failsInRow >= PROBE_AFTER ? 1 : CLAIM;
      const until = now + runtime.config.outboundClaimMs;
      const claim = randomHex(16);
      const rows = await claimDue(db.knex, { endpointId, now, until, most, claim });
      if (rows.length === 0) return;
      await inTurn(endpoint, rows);
      if (most === 1) return;
    }
  };
  const roundOf = (endpointId: number) => {
    const flight =
      rounds.get(endpointId) ?? singleFlight('outbound', log('outbound'), () => round(endpointId));
    rounds.set(endpointId, flight);
    return flight;
  };

  /** Starts a round for every address with something due; waits for none. Called by a timer. */
  return async (): Promise<void> => {
    const active = new Set(known.active().map(({ id }) => id));
    if (active.size === 0) return;
    for (const id of await endpointsDue(db.knex, clock.now()))
      if (active.has(id)) void runtime.background.run(log('outbound'), 'deliver', roundOf(id));
  };
};

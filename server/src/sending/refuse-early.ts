import type { Core } from '@strapi/strapi';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { judgeAbout } from './carried';
import type { EntryKey } from '../contracts/record-people';
import { isBulk, isConfirmation, isTest, remedyOf, type GateRules } from './gate';
import type { Intent, Prepared } from './prepare';
import { promotionsOf } from './promotions';
import { chainOfOwner, isUnasked } from './unasked';

interface Facts extends GateRules {
  sql: Sql;
  /** The entry that it is about. */
  about: EntryKey | null;
  windowExpiresAt: number | null;
  lastInboundAt: number | null;
}

/** Refuses what may not go, before it is written down; its permit asks again. */
export const createEarlyRefusal = (strapi: Core.Strapi) => {
  const { clock } = contextOf(strapi);
  return async (
    intent: Intent,
    prepared: Prepared,
    { sql, about, ...facts }: Facts
  ): Promise<void> => {
    const { contact, category } = prepared;
    const [now, { rules }] = [clock.now(), facts];
    const bulk = isBulk({ category, testOf: intent.testOf, keyOwner: intent.key.owner });
    const chain = chainOfOwner(intent.key.owner);
    const asked = { people: [contact], rules, now, except: { chain } };
    const promotions =
      category === 'MARKETING' || chain !== null
        ? (await promotionsOf(strapi, sql, asked)).get(contact.id)
        : undefined;
    const ask = {
      contact,
      category,
      topic: prepared.template?.topic ?? null,
      promotions: promotions ?? [],
      ...facts,
      agentInitiated: intent.origin === 'agent',
      confirms: isConfirmation(intent.origin, intent.key.owner),
      unasked: isUnasked(intent.key.owner),
      bulk,
      now,
    };
    const { refused } = await judgeAbout(strapi, sql, { ask, about });
    // What may go later is written down; its permit lets it wait. A test that comes in the morning tells nobody anything.
    if (!refused || (refused.until !== null && !isTest(intent.testOf))) return;
    const refusal = refused.reason;
    // Nobody waits for it: it is written down, and the permit refuses it and hands it over in one (O-29).
    if (refusal === 'channel' && intent.origin !== 'agent' && !isTest(intent.testOf)) return;
    throw new DomainError(refusal, `the message may not be sent: ${refusal}`, {
      status: 422,
      remedy: remedyOf(refusal),
    });
  };
};

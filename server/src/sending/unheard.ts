import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import { canonicalDigits } from '../kernel/number-spellings';
import { MINUTE_MS } from '../kernel/time';
import type { MessageRow } from '../conversations/public';
import { runtimeService } from '../runtime/public';
import { unappliedPeople, webhookService } from '../webhook/public';
import { CONSENT_KEYS, isConfirmation } from './gate';
import { chainOfOwner, isUnasked, RUNS_LIKE, runOfChain, UNASKED_LIKE } from './unasked';

/** What is not permitted for an unheard word is asked for again after so long. */
export const UNHEARD_MS = 5_000;

type Unheard = (
  contact: Pick<ContactRow, 'waId' | 'phone' | 'bsuid'>,
  /** Only their own words count, and not that more wait than are looked at. */
  only?: 'own'
) => boolean;

/**
 * Whether somebody wrote to this number what is stored and not applied yet: it may be an opt-out (engine 14). Read in the
 * permit's transaction, so that what was stored before a permit is known to it.
 */
export const unheardOf = async (
  trx: Knex.Transaction,
  { phoneNumberId }: Pick<AccountRow, 'phoneNumberId'>
): Promise<Unheard> => {
  const { waIds, bsuids, everybody } = await unappliedPeople(trx, phoneNumberId);
  const numbers = new Set([...waIds].map(canonicalDigits));
  return ({ waId, phone, bsuid }, only) =>
    (everybody && only !== 'own') ||
    [waId, phone].some((one) => one !== null && numbers.has(canonicalDigits(one))) ||
    (bsuid !== null && bsuids.has(bsuid));
};

/** A message about one thing waits no longer than this for what was written while the door was shut. */
const BRIEF_MS = 2 * MINUTE_MS;

/** Why nothing that nobody waits for may go to anybody now, and until when where that is known (epoch ms). */
export interface InboundWait {
  kind: 'inbound-backlog' | 'catch-up';
  until: number | null;
  /** Of `catch-up`: how long webhooks could not be taken, and how long this has been waited for, ms. */
  awayMs?: number;
  heldMs?: number;
}

type Asks = Pick<MessageRow, 'category' | 'origin' | 'keyOwner'>;

/** Marketing, and what nobody asked for. A template may be marketing by now. */
export const isPromotional = ({
  category,
  keyOwner,
}: Pick<Asks, 'category' | 'keyOwner'>): boolean => category === 'MARKETING' || isUnasked(keyOwner);
const isPromotionalSql = (alias: string): string =>
  `(COALESCE(${alias}.category, '') = 'MARKETING' OR COALESCE(${alias}.key_owner, '') LIKE '${UNASKED_LIKE}')`;

/** A utility template of the API or of an automation: about one thing, such as an order, for one person. */
export const isBrief = ({ category, origin, keyOwner }: Asks): boolean =>
  category === 'UTILITY' && (origin === 'api' || runOfChain(chainOfOwner(keyOwner)) !== null);
export const isBriefSql = (alias: string): string =>
  `(COALESCE(${alias}.category, '') = 'UTILITY' AND (COALESCE(${alias}.origin, '') = 'api'
    OR COALESCE(${alias}.key_owner, '') LIKE '${RUNS_LIKE}'))`;

/** Of a person, an answer, or a confirmation: goes also while what was written in an outage is not heard. */
const isAsked = ({ origin, keyOwner }: Asks): boolean =>
  origin === 'agent' ||
  (origin === 'bot' && !isUnasked(keyOwner)) ||
  isConfirmation(origin, keyOwner);
const isAskedSql = (alias: string): string =>
  `(COALESCE(${alias}.origin, '') = 'agent'
    OR (COALESCE(${alias}.origin, '') = 'bot' AND COALESCE(${alias}.key_owner, '') NOT LIKE '${UNASKED_LIKE}')
    OR (COALESCE(${alias}.origin, '') = 'system' AND COALESCE(${alias}.key_owner, '') = '${CONSENT_KEYS}'))`;

const isBriefHeld = ({ heldMs }: InboundWait): boolean => (heldMs ?? 0) < BRIEF_MS;

/** Does a message that nobody sends by hand wait to hear what people wrote? */
export const waits = (hearing: InboundWait, message: Asks): boolean => {
  if (hearing.kind === 'inbound-backlog') return isPromotional(message);
  if (isBrief(message)) return isBriefHeld(hearing);
  return isPromotional(message) && !isAsked(message);
};
/** The same in SQL. */
export const waitsFor = (hearing: InboundWait, alias: string): string => {
  if (hearing.kind === 'inbound-backlog') return isPromotionalSql(alias);
  const others = `(NOT ${isBriefSql(alias)} AND ${isPromotionalSql(alias)} AND NOT ${isAskedSql(alias)})`;
  return isBriefHeld(hearing) ? `(${isBriefSql(alias)} OR ${others})` : others;
};

/**
 * What people wrote while webhooks could not be taken: Meta delivers it again, and it may be an opt-out (engine 14). Not for use
 * within a transaction.
 */
export const catchUpWait = async (strapi: Core.Strapi): Promise<InboundWait | null> => {
  const wait = await runtimeService(strapi).door.wait();
  return wait && { kind: 'catch-up', ...wait };
};

/** Consent is only as fresh as what was read of what people wrote (engine 14). Not for use within a transaction. */
export const inboundWait = async (strapi: Core.Strapi): Promise<InboundWait | null> => {
  const catchUp = await catchUpWait(strapi);
  const runtime = runtimeService(strapi);
  const { inboundBacklogMs } = runtime.config;
  const backlog = await webhookService(strapi).backlog();
  // What is not in the database yet counts too: here, and in processes that only take webhooks.
  const unseen = Math.max(runtime.oldestUnansweredMs(), await runtime.instances.unseenByOthersMs());
  const isBehind = Math.max(backlog.oldestInboundMs, unseen) > inboundBacklogMs;
  // The one holds what the other lets go, so the stricter one counts.
  if (isBehind && !(catchUp && isBriefHeld(catchUp)))
    return { kind: 'inbound-backlog', until: null };
  return catchUp;
};

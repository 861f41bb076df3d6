import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import { canonicalDigits } from '../kernel/number-spellings';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { unappliedPeople, webhookService } from '../webhook/public';

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

/** Why nothing promotional may go to anybody now, and until when where that is known (epoch ms). */
export interface InboundWait {
  kind: 'inbound-backlog' | 'catch-up';
  until: number | null;
}

/** Consent is only as fresh as what was read of what people wrote (engine 14). Not for use within a transaction. */
export const inboundWait = async (strapi: Core.Strapi): Promise<InboundWait | null> => {
  const runtime = runtimeService(strapi);
  const { catchUpMs, inboundBacklogMs } = runtime.config;
  const backlog = await webhookService(strapi).backlog();
  // What is not in the database yet counts too: here, and in processes that only take webhooks.
  const unseen = Math.max(runtime.oldestUnansweredMs(), await runtime.instances.unseenByOthersMs());
  if (Math.max(backlog.oldestInboundMs, unseen) > inboundBacklogMs)
    return { kind: 'inbound-backlog', until: null };
  const caughtUp = !backlog.waiting && webhookService(strapi).seen();
  if (contextOf(strapi).clock.now() - runtime.bootAt < catchUpMs && !caughtUp)
    return { kind: 'catch-up', until: runtime.bootAt + catchUpMs };
  return null;
};

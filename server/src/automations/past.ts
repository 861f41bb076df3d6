import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow } from '../contacts/public';
import { addTo } from '../kernel/lists';
import { DAY_MS } from '../kernel/time';
import { promotionsOf } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { isFree, type OnceKey } from './domain/once';
import type { Plan } from './plans';
import { onceAt, othersStarting, takeOnce, type SetOff, type Starter } from './start-store';

/** What an automation has done so far, as its judge asks: as it is written down, or as a rehearsal remembers it. */
export interface Past {
  /** How many other changes, or moments, of the entry or person started it within a day. */
  startsOf(starter: Starter, except: SetOff): Promise<number>;
  /** Its messages to the person after an instant that answered nobody. */
  messagesTo(contactId: number, since: number): Promise<number>;
  /** When the person got promotions of whatever kind, as far back as caps ask. */
  promotionsOf(contact: ContactRow): Promise<readonly number[]>;
  /** Takes what it does once; false: it was taken before, and is not free again. */
  takeOnce(key: OnceKey): Promise<boolean>;
}

/** As the database has it, in the transaction that would begin something now. */
export const writtenPast = (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { asks, plan, now }: { asks: Asks; plan: Plan; now: number }
): Past => {
  const { id: automationId, rules } = plan;
  return {
    startsOf: (starter, except) => othersStarting(trx, { automationId, starter, except, now }),
    messagesTo: (contactId, since) => asks.messagesTo(trx, { automationId, contactId, since }),
    promotionsOf: async (contact) => {
      const asked = { people: [contact], rules: rules.rules, now, except: {} };
      return (await promotionsOf(strapi, trx, asked)).get(contact.id) ?? [];
    },
    takeOnce: (key) => takeOnce(trx, { ...key, automationId }, now),
  };
};

/** What a rehearsal would have begun. */
export interface Begun extends SetOff {
  contactId: number;
  entryDocument: string | null;
  at: number;
  /** Messages that it surely says at once. */
  messages: number;
  /** They count for caps. */
  isPromotion: boolean;
}

const nameOf = ({ entryDocument, contactId }: Starter): string =>
  entryDocument ?? `person ${contactId}`;

/**
 * As if the automation had been switched on at an instant: what it did before counts as it is written, what it did since is
 * forgotten, and what it would have done is remembered here. Nothing is written.
 */
export const createRehearsedPast = (
  strapi: Core.Strapi,
  { asks, plan, from }: { asks: Asks; plan: Plan; from: number }
) => {
  const { knex } = contextOf(strapi).db;
  const { id: automationId, rules } = plan;
  const starts = new Map<string, Begun[]>();
  const messages = new Map<number, number[]>();
  const promotions = new Map<number, number[]>();
  const taken = new Map<string, number>();

  const takenBefore = async (key: OnceKey): Promise<number | null> => {
    const at = await onceAt(knex, { ...key, automationId });
    return at !== null && at < from ? at : null;
  };

  return {
    /** As it was at an instant. */
    at: (now: number): Past => ({
      startsOf: async (starter, except) => {
        const name = ({ changeId, basis }: SetOff) => changeId ?? basis;
        const others = (starts.get(nameOf(starter)) ?? []).flatMap((begun) => {
          const isOther = name(begun) !== null && name(begun) !== name(except);
          return isOther && begun.at > now - DAY_MS ? [name(begun)] : [];
        });
        const ask = { automationId, starter, except, now, before: from };
        const before = now - DAY_MS < from ? await othersStarting(knex, ask) : 0;
        return new Set(others).size + before;
      },
      messagesTo: async (contactId, since) => {
        const own = (messages.get(contactId) ?? []).filter((at) => at > since).length;
        const ask = { automationId, contactId, since, before: from };
        return own + (since < from ? await asks.messagesTo(knex, ask) : 0);
      },
      promotionsOf: async (contact) => {
        const ask = { automationId, contactId: contact.id, since: from };
        const except = { messageIds: await asks.messagesOf(knex, ask) };
        const asked = { people: [contact], rules: rules.rules, now, except };
        const real = (await promotionsOf(strapi, knex, asked)).get(contact.id) ?? [];
        return [...real.filter((at) => at <= now), ...(promotions.get(contact.id) ?? [])];
      },
      takeOnce: async (key) => {
        const name = `${key.keyHash} ${key.contactId}`;
        const before = taken.get(name) ?? (await takenBefore(key));
        if (!isFree(before, key)) return false;
        taken.set(name, now);
        return true;
      },
    }),
    /** When it would have sent the person promotions so far. */
    promotionsTo: (contactId: number): readonly number[] => [...(promotions.get(contactId) ?? [])],
    /** It would have begun for somebody. */
    note: (begun: Begun): void => {
      const { contactId, at, messages: count, isPromotion } = begun;
      addTo(starts, nameOf(begun), begun);
      addTo(messages, contactId, ...Array.from({ length: count }, () => at));
      if (isPromotion) addTo(promotions, contactId, at);
    },
  };
};
export type RehearsedPast = ReturnType<typeof createRehearsedPast>;

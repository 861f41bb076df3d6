import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  contactsService,
  contactTable,
  type AskedStop,
  type ContactRow,
  type MergeEffect,
} from '../contacts/public';
import type { ConsentState, DecideStopBody } from '../contracts/contacts';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { writeRow } from '../strapi/table';
import { isNewerSecond } from './domain/ledger';
import { lastYes } from './domain/merged';
import type { ConsentAction } from './public';
import { listEvents, MOST_EVENTS, setConsentState } from './store';

/** How a hold ended: the team decided, or the person said something that leaves no question. */
export type HoldEnd = DecideStopBody['answer'] | 'said';

export interface EndedHold {
  contactId: number;
  /** Null when the row says nothing of its message. */
  messageId: number | null;
  how: HoldEnd;
  /** Who decided; null: the person. */
  by: { id: number; name: string } | null;
  /** Our time, epoch milliseconds. */
  at: number;
}

/** Work of other rooms when a hold ends (task, thread), inside the transaction; the contact's row is locked. */
export type HoldEffect = (trx: Knex.Transaction, ended: EndedHold) => Promise<void>;

const MOST_WORDS = 160;

/** A message that may mean "no more messages". `at`: Meta's time, epoch milliseconds. */
export interface AskedBy extends AskedStop {
  contactId: number;
  at: number;
}

export interface Decide {
  contactId: number;
  decision: DecideStopBody;
  actor: { id: number; name: string };
}

interface HoldDeps {
  effects: readonly HoldEffect[];
  /** Ends both categories at the message's time and owes the confirmation. */
  optOut(
    trx: Knex.Transaction,
    said: AskedBy & { actor: Decide['actor'] }
  ): Promise<ConsentAction | null>;
}

const decidedMeanwhile = () =>
  new DomainError('changed-meanwhile', 'Someone else has decided in the meantime.', {
    field: 'askedAt',
    remedy: 'Reload the conversation.',
    status: 409,
  });

/**
 * The time between a message that may mean "no more messages" and the decision what it meant: nobody sends promotions to
 * this person, and the team is asked (O-17). It never ends by itself.
 */
export const createHold = (strapi: Core.Strapi, { effects, optOut }: HoldDeps) => {
  const { db, clock } = contextOf(strapi);

  const tell = async (trx: Knex.Transaction, ended: EndedHold): Promise<void> => {
    for (const effect of effects) await effect(trx, ended);
  };

  /** Ends it, where there is one. */
  const end = async (
    trx: Knex.Transaction,
    contact: Pick<ContactRow, 'id' | 'askedStopAt' | 'askedStop'>,
    ended: Pick<EndedHold, 'how' | 'by'>
  ): Promise<void> => {
    if (contact.askedStopAt === null) return;
    const at = clock.now();
    await setConsentState(trx, contact.id, {
      asked_stop_at: null,
      asked_stop: null,
      changed_at: at,
    });
    const messageId = contact.askedStop?.messageId ?? null;
    await tell(trx, { ...ended, contactId: contact.id, messageId, at });
  };

  /** Of two questions the older one is left; none where the person is out of both categories by now. */
  const merge = async (
    trx: Knex.Transaction,
    { winner, loser, before }: Parameters<MergeEffect>[1],
    states: readonly ConsentState[]
  ): Promise<void> => {
    const ended = { how: 'said', by: null } as const;
    if (states.every((state) => state === 'out')) await end(trx, winner, ended);
    for (const { askedStop } of [before, loser])
      if (askedStop && askedStop.messageId !== winner.askedStop?.messageId) {
        const { messageId } = askedStop;
        await tell(trx, { ...ended, contactId: winner.id, messageId, at: clock.now() });
      }
  };

  const decideIn = async (
    trx: Knex.Transaction,
    { contactId, decision: { answer, askedAt }, actor }: Decide
  ): Promise<void> => {
    const contact = await contactsService(strapi).lock(trx, contactId);
    if (!contact) throw notFound('contact');
    const { askedStopAt: at, askedStop } = contact;
    if (at === null || at !== askedAt || !askedStop) throw decidedMeanwhile();
    // First: what follows from the opt-out must find no hold of which it would say that the person ended it.
    await end(trx, contact, { how: answer, by: actor });
    if (answer === 'opt-out') await optOut(trx, { ...askedStop, contactId: contact.id, at, actor });
    await logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'info',
      event: 'asked-stop-decided',
      text: `${actor.name} decided what a message meant that may have asked for no more messages: ${answer}`,
      contactId: contact.id,
      details: { answer, by: actor.name, userId: actor.id },
    });
  };

  return {
    end,
    merge,
    /**
     * Begins a hold; false where one is open, where nothing is left to stop, or where the person agreed after this message.
     */
    ask: async (
      trx: Knex.Transaction,
      { contactId, at, words, ...message }: AskedBy
    ): Promise<boolean> => {
      const contact = await contactsService(strapi).lock(trx, contactId);
      if (!contact || contact.askedStopAt !== null) return false;
      if (contact.marketing === 'out' && contact.utility === 'out') return false;
      const yes = lastYes(await listEvents(trx, contact.id, MOST_EVENTS));
      if (isNewerSecond(yes, at)) return false;
      const askedStop = { ...message, words: withoutNul(words).slice(0, MOST_WORDS) };
      await trx(contactTable.table)
        .where({ id: contact.id })
        .update(writeRow(contactTable, { askedStopAt: at, askedStop, changedAt: clock.now() }));
      return true;
    },
    /** Throws `changed-meanwhile` when this question is not open any more. */
    decide: (decided: Decide): Promise<void> => db.tx((trx) => decideIn(trx, decided)),
  };
};

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { HandoverView } from '../contracts/campaigns';
import type { MessageBody } from '../contracts/conversations';
import type { ContactRow } from '../contacts/public';
import type { Sql } from '../strapi/db';
import type { HandoverRow } from './tables';

export { handoverTable, type HandoverRow } from './tables';
export { forgetHandovers, handoversOfPerson } from './store';

/** A message that the gate refused with `channel`. */
export interface ToHandOver {
  owner: { kind: HandoverRow['ownerKind']; id: number };
  campaignId: number | null;
  accountId: number;
  contact: Pick<ContactRow, 'id' | 'channels'>;
  category: HandoverRow['category'];
  topic: string | null;
  body: MessageBody;
  templateName: string;
}

/** Which hand-overs a person has tried again: of a campaign, all or of these recipients, or of one message. */
export type HandoverAsk =
  | { kind: 'r'; campaignId: number; recipientIds?: readonly number[] | undefined }
  | { kind: 'm'; messageId: number };

/** Work of other rooms when a hand-over came to its end, or begins again, in the same transaction. */
export type HandoverEnd = (trx: Knex.Transaction, row: HandoverRow) => Promise<void>;

export interface HandoverService {
  /**
   * Writes what is handed over and tells outside systems, in the transaction of the refusal. Awaits only `trx`; the same
   * recipient or message is handed over once.
   */
  take(trx: Knex.Transaction, given: readonly ToHandOver[]): Promise<void>;
  /** Sends what is due; called by a timer. Answers how many left. */
  work(): Promise<number>;
  /** What became of those that were handed over, by recipient. */
  ofRecipients(sql: Sql, recipientIds: readonly number[]): Promise<Map<number, HandoverView>>;
  /**
   * Makes failed hand-overs due again from the start, and waiting ones now; all others stay as they are, so that nothing is
   * given to a channel twice. Answers how many.
   */
  again(asked: HandoverAsk, userId: number): Promise<number>;
  endEffects: HandoverEnd[];
  /** When a failed one begins again. */
  againEffects: HandoverEnd[];
}

export const handoverService = (strapi: Core.Strapi): HandoverService =>
  strapi.plugin('whatsapp').service('handover') as HandoverService;

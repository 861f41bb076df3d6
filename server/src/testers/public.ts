import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow, MergeEffect } from '../contacts/public';
import type {
  TesterBody,
  TesterChoice,
  TesterCode,
  TesterView,
  TestSendBody,
  TestSendResult,
} from '../contracts/testers';
import type { IntentContent } from '../sending/public';

export { removeTestersOf, testersOfPerson } from './person';

interface Actor {
  id: number;
  name: string;
}

/** A message that somebody tries on testers. */
export interface Trial extends TestSendBody {
  accountId: number;
  userId: number;
  /** What is tried, for the key of the send: `12` of campaign 12. */
  name: string;
  /** The campaign that it is of; 0: of none. */
  testOf: number;
  contentFor(contactId: number): Promise<IntentContent>;
}

export interface TestersService {
  list(viewerId: number): Promise<TesterView[]>;
  /** Those who have sent their code, the viewer first. */
  choices(viewerId: number): Promise<TesterChoice[]>;
  /** Throws `phone-invalid`, `own-number`, `tester-exists`, `too-many-testers`. */
  add(actor: Actor, body: TesterBody): Promise<TesterCode>;
  /** A new code in place of the old one. Throws `not-found`, `tester-confirmed`. */
  renew(actor: Actor, id: number): Promise<TesterCode>;
  remove(actor: Actor, id: number): Promise<void>;
  /** Is this message the code of a tester, from their number? Then they are confirmed, in the message's transaction. */
  hear(
    trx: Knex.Transaction,
    message: { contact: ContactRow; accountId: number; text: string | null; at: number }
  ): Promise<boolean>;
  /** Answers the codes that came; asks the database only after one did. */
  answer(): Promise<void>;
  /** Sends a message to confirmed testers only, through the one door. Throws `not-a-tester` before anything goes. */
  send(trial: Trial): Promise<TestSendResult>;
  /** For `contactsService`. */
  mergeEffect: MergeEffect;
}

export const testersService = (strapi: Core.Strapi): TestersService =>
  strapi.plugin('whatsapp').service('testers') as TestersService;

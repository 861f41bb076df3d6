import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { ContactRow, MergeEffect } from '../contacts/public';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type { ContactDetails, Frequency } from '../contracts/contacts';
import type { GrantMany, ListedWords } from './bulk';
import type { DataAnswer } from './data';
import type { ChannelChoice } from './domain/channels';
import type { ReadMessage } from './domain/reading';
import type { AskedBy, Decide, HoldEffect } from './hold';
import type { DeliverReply, OwedReply, ReplyOutcome } from './replies';
import type { ConsentReplyRow } from './tables';

export type {
  ConsentRule,
  ConsentRules,
  GateContact,
  GateInput,
  GateVerdict,
  MessageCategory,
} from './domain/gate';
export type { DeliverReply, OwedReply, ReplyOutcome } from './replies';
export type { AskedBy, EndedHold } from './hold';
export type { ReadMessage } from './domain/reading';
export { decideSaid, isSettledBy, type SaidDecision, type SaidFacts } from './domain/said';
export {
  isNoWord,
  needsContext,
  NO_CONTEXT,
  offeredBy,
  promotionContext,
  PROMOTION_MS,
  QUESTION_MS,
  type Shown,
} from './domain/said-context';
export {
  consentEventTable,
  type ConsentEventRow,
  type ConsentReplyRow,
  type TappedChoice,
} from './tables';
export type { AskedPurpose, DataAnswer } from './data';
export { askedPurposes, purposeVersion, requiredPurposes } from './data-store';
export { agreedPurposes, agreedSql } from './domain/data';
export { carriedOfPerson, forgetCarriedOf, lastCarried, noteCarried } from './carried';
export { recordMove } from './move';
export { keepPosition, positionOf } from './position';
export { forgetLedgerOf, isOwnSource, isSaidByPerson, ledgerOf } from './person';
export { sameConsent } from './store';
export { previewMergedConsent } from './merge-preview';
export { channelsReady, offeredChannels, smsHook } from './channels-ready';
export { consentRules, gateContact, isPromotion, mayContact } from './domain/gate';
export { quietUntil } from './domain/quiet';
export { cappedBy, capsOf, FREQUENCY_DAYS, lookBackMs } from './domain/caps';
export { refusedTopics, refusesSql, wishesOf } from './domain/topics';
export { knownYesOf, type GrantMany, type KnownYes, type ListedWord } from './bulk';
export { sayingOf, type ConsentSaying } from './saying';
export { isFromElsewhere } from './domain/elsewhere';
export { isNewerThan } from './domain/listed';
export { otherChannelSql, skipReasonSql } from './gate-sql';
export { channelOf, readChannels, type ChannelChoice } from './domain/channels';

export type ConsentCategory = 'marketing' | 'utility';
export type ConsentAction = 'opt-in' | 'opt-out';

export interface ConsentRecord {
  contactId: number;
  category: ConsentCategory;
  action: ConsentAction;
  /** Where the person said so: `keyword`, `WhatsApp`, a form, a phone call… */
  source: string;
  evidence?: string | null | undefined;
  wording?: string | null;
  actor?: { id: number; name: string } | null;
  wamid?: string | null | undefined;
  /** Confirm an opt-out to the person, where a window is open (O-21). */
  confirm?: boolean;
  at: number;
  /** Of an opt-in: a list or an entry says so, and mostly not when. It never counts more than a refusal. */
  undated?: boolean;
  /** The moment as another system named it, where `at` is another one. */
  toldAt?: number | null;
}

/** What a message did to consent, decided by `decideSaid`. */
export interface AppliedSaid {
  decision: 'out' | 'out-of-marketing' | 'in';
  contactId: number;
  /** The number that was written to. Without it nothing is confirmed. */
  accountId?: number;
  /** The words that were written, or the title that was pressed. */
  words: string;
  isPressed?: boolean;
  /** Of the word, where it is one of the table. */
  language: string | null;
  wamid: string | null;
  /** Meta's time, epoch milliseconds. */
  at: number;
}

/** Work of other rooms inside the opt-out's transaction (skip queued messages…); the contact's row is locked. */
export type OptOutEffect = (
  trx: Knex.Transaction,
  contactId: number,
  category: ConsentCategory
) => Promise<void>;

/** What changed for a person, after it was written: their state really is another one now. */
export type ConsentNews = { contactId: number; at: number } & (
  | { kind: ConsentAction; categories: ConsentCategory[]; source: string }
  /** `until` null: the pause was ended. */
  | { kind: 'pause'; until: number | null }
);

/** Work of other rooms with news of one or many people, inside the transaction (linked records, outside systems). */
export type ConsentNewsEffect = (
  trx: Knex.Transaction,
  news: readonly ConsentNews[]
) => Promise<void>;

/** A `user_preferences` change of Meta; `contactId` where the caller knows the person already. */
export type PreferenceElement = Pick<WebhookElement, 'value' | 'contact' | 'at'> & {
  contactId?: number;
  /** The number that it was told to: the confirmation comes from it. */
  accountId?: number;
};

export interface TopicChoice extends Pick<
  ConsentRecord,
  'contactId' | 'source' | 'actor' | 'evidence' | 'wamid' | 'at'
> {
  /** All kinds that there was a choice of, with the words beside each. */
  offered: readonly { key: string; category: ConsentCategory; wording: string | null }[];
  /** Keys of those that are not wanted. */
  refused: readonly string[];
  frequency: Frequency | null;
  /** By which channel each kind is wanted; absent: as it was. */
  channels?: readonly ChannelChoice[];
}

export interface ConsentService {
  /**
   * Contact columns, ledger row and opt-out effects in one transaction (`trx`, or an own one).
   * False when the record of this very message is there already.
   */
  record(trx: Knex.Transaction | null, record: ConsentRecord): Promise<boolean>;
  /** Several records that are one decision of one person: they are told as one. */
  recordAll(trx: Knex.Transaction, records: readonly ConsentRecord[]): Promise<void>;
  /**
   * The entry by which somebody was opted in turned out to be about somebody else: if the ledger has no newer word of theirs, it
   * is not recorded any more whether they agreed.
   */
  disown(
    trx: Knex.Transaction,
    entry: Required<Pick<ConsentRecord, 'contactId' | 'source' | 'at'>> & { evidence: string }
  ): Promise<void>;
  /** Records an opt-in of many people where nothing was known; answers who is newly in, of any category. */
  grantMany(trx: Knex.Transaction, grant: GrantMany): Promise<Set<number>>;
  /**
   * Records what a list says of each person: a yes where nothing was known, a no at its day. Its yes lifts no refusal, its no
   * ends no newer yes; repeating it adds nothing. Whether a colleague has to decide about a message is left as it is.
   */
  recordListed(trx: Knex.Transaction, listed: ListedWords): Promise<void>;
  /** How a whole message reads, by the words of this installation. Reads nothing from the database. */
  read(text: string): ReadMessage;
  /**
   * Writes what `decideSaid` decided of a message and owes the one confirmation (O-21); null when it changes nothing. A
   * repeated STOP is a line of the ledger: the newest refusal is what a yes is ordered against.
   */
  applySaid(trx: Knex.Transaction, said: AppliedSaid): Promise<ConsentAction | null>;
  /**
   * A message may mean "no more messages": promotions rest until somebody decides. False when there is nothing (more) to
   * decide.
   */
  askStop(trx: Knex.Transaction, asked: AskedBy): Promise<boolean>;
  /** The team decides what was meant, in a transaction of its own. Throws `changed-meanwhile`. */
  decideStop(decided: Decide): Promise<void>;
  /** The person chose for themselves, by a form or the preference page: nothing is left to decide of what they wrote before. */
  settleHold(trx: Knex.Transaction, contactId: number, at: number): Promise<void>;
  /**
   * Meta says that the person stopped marketing (error 131050): an opt-out like any other, confirmed where a window is open.
   * Null when they had left already.
   */
  refusedByPerson(
    trx: Knex.Transaction | null,
    refusal: {
      contactId: number;
      accountId: number;
      wamid: string | null;
      at: number;
    }
  ): Promise<ConsentAction | null>;
  /** Owes one confirmation in the transaction of what it confirms; the same fact is confirmed once. */
  owe(trx: Knex.Transaction, reply: OwedReply): Promise<void>;
  /** Sends the confirmations that are owed; called by a timer. `deliver` is the one door. */
  sendReplies(deliver: DeliverReply): Promise<number>;
  /** Hands at most `room` confirmations of opt-ins from elsewhere to the door (O-06); called by a timer. */
  sendTemplates(how: {
    room: number;
    deliver: (reply: ConsentReplyRow) => Promise<ReplyOutcome>;
  }): Promise<number>;
  /** The person wants no marketing and no utility until then (O-30); null ends a pause. In the caller's transaction. */
  pause(trx: Knex.Transaction, contactId: number, until: number | null): Promise<void>;
  /** What somebody wants of each kind and how often (O-27, O-28); each change of a kind is a line of the ledger. */
  chooseTopics(trx: Knex.Transaction, choice: TopicChoice): Promise<void>;
  applyPreference(trx: Knex.Transaction, element: PreferenceElement): Promise<ConsentAction | null>;
  /**
   * What somebody said of a purpose of data collection, in the caller's transaction: it counts at once, and messages
   * have nothing to do with it.
   */
  recordData(trx: Knex.Transaction, answer: DataAnswer): Promise<void>;
  /** What this person is asked and answered of each purpose. */
  dataOf(contact: ContactRow): Promise<ContactDetails['dataConsents']>;
  /** Newest first. */
  events(contactId: number): Promise<ContactDetails['consentEvents']>;
  optOutEffects: OptOutEffect[];
  /** Work of other rooms when it is decided what a message meant, or the person made it clear themselves. */
  holdEffects: HoldEffect[];
  newsEffects: ConsentNewsEffect[];
  /** Called for each kind of message that a person refuses now, in the transaction that writes it. */
  topicEffects: ((
    trx: Knex.Transaction,
    refused: { contactId: number; topic: string; at: number }
  ) => Promise<void>)[];
  /** Work of other rooms when the quiet hours have changed: anyone who waits for their end is asked again. */
  quietEffects: (() => Promise<void>)[];
  /** For `contactsService.mergeEffects`: one ledger, and what was said last counts. */
  mergeEffect: MergeEffect;
  /** Reads the words of the settings; at boot and then now and again. Inside a transaction nothing may be looked up elsewhere. */
  loadWords(): Promise<void>;
}

export const consentService = (strapi: Core.Strapi): ConsentService =>
  strapi.plugin('whatsapp').service('consent') as ConsentService;

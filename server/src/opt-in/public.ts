import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { AskedPurpose } from '../consent/public';
import type { MergeEffect, RemoveEffect } from '../contacts/public';
import type {
  checkOptInBody,
  CheckOptInResult,
  DeskOptInBody,
  DeskResult,
  OptInCategory,
  OptInChoices,
  optInFormBody,
  OptInFormView,
  OptInLanguage,
  OptInSource,
  OptInTexts,
  OptInVersion,
  SuggestOptInBody,
  SuggestOptInResult,
} from '../contracts/opt-in';
import type { FeedEntry } from '../realtime/public';
import type { ChatLinksService } from './chat-links';
import type { Submission } from './domain/submission';

export { codesIn, newCode, waLink } from './domain/code';

interface Actor {
  id: number;
  name: string;
}

/** A form as customers see it, in its current wording. */
export interface OpenForm {
  id: number;
  slug: string;
  accountId: number;
  business: string;
  /** Address of its picture. */
  logo: string | null;
  phone: string | null;
  /** Country of the business: what a number without a prefix means. */
  country: string;
  version: number;
  category: OptInCategory;
  texts: OptInTexts;
  sites: readonly string[];
  /** Purposes of data collection that it asks for now, with their words. */
  purposes: readonly AskedPurpose[];
}

export interface SubmitInput {
  form: OpenForm;
  language: OptInLanguage;
  submission: Submission;
  phone: string;
  via: 'page' | 'widget' | 'app';
  page: string | null;
}

/** What an inbound message did: `opted-in`, or `known` when it only repeats what this person did before. */
export interface AppliedCode {
  outcome: 'opted-in' | 'known';
  /** By what the chat was opened; null for what only repeats. */
  by: 'page' | 'widget' | 'qr' | 'link' | null;
  /** The state of a consent is another one now. */
  changed: boolean;
  hints: FeedEntry[];
}

export interface OptInService {
  list(): Promise<OptInFormView[]>;
  /** Throws `not-found`. */
  view(id: number): Promise<OptInFormView>;
  /** Throws `slug-taken`; for one that is to be published `wording` with the field and the remedy (O-02, O-03). */
  create(actor: Actor, body: z.output<typeof optInFormBody>): Promise<OptInFormView>;
  update(actor: Actor, id: number, body: z.output<typeof optInFormBody>): Promise<OptInFormView>;
  /** Throws `in-use` once somebody opted in by it: its wordings are proof. */
  remove(actor: Actor, id: number): Promise<void>;
  versions(id: number): Promise<OptInVersion[]>;
  check(body: z.output<typeof checkOptInBody>): Promise<CheckOptInResult>;
  suggest(body: SuggestOptInBody): Promise<SuggestOptInResult>;
  choices(): Promise<OptInChoices>;
  sources(): Promise<OptInSource[]>;
  /** What the QR code of a form holds; throws `no-link`. */
  link(id: number, language: OptInLanguage): Promise<string>;
  /** What a tablet at the counter shows: published forms, and the customers' words in their languages (O-15). */
  desk(): Promise<DeskResult>;
  /**
   * Records what a customer agreed to in front of somebody of the team; the same `requestKey` is recorded once. Throws
   * `not-found`, `form-off`, `invalid` naming the field.
   */
  agreeAtDesk(formId: number, given: { actor: Actor; body: DeskOptInBody }): Promise<void>;
  /** The form behind a public address; null when there is none or it is off. */
  open(slug: string): Promise<OpenForm | null>;
  /** Keeps the filled-in form until its message comes; answers what is to be sent. Looks nobody up. */
  submit(input: SubmitInput): Promise<{ link: string; message: string; until: number }>;
  /** A message that may carry a code, of the page or of a form; null when it is none that works for this person. */
  applyMessage(
    trx: Knex.Transaction,
    message: {
      contactId: number;
      accountId: number;
      text: string | null;
      wamid: string | null;
      at: number;
    }
  ): Promise<AppliedCode | null>;
  /** Deletes forms that were filled in and not confirmed for a week. */
  purge(): Promise<number>;
  /** For `contactsService`. */
  mergeEffect: MergeEffect;
  removeEffect: RemoveEffect;
}

/** Path of the public page, a slug behind it. */
export const OPT_IN = '/opt-in';

export const optInService = (strapi: Core.Strapi): OptInService =>
  strapi.plugin('whatsapp').service('opt-in') as OptInService;

export const chatLinksService = (strapi: Core.Strapi): ChatLinksService =>
  strapi.plugin('whatsapp').service('chat-links') as ChatLinksService;

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { TemplateShape } from '../cloud-api/template-shape';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type {
  CreateDraftBody,
  DraftResult,
  DuplicateBody,
  SaveDraftBody,
  TemplateUse,
} from '../contracts/template-draft';
import type { TemplateHistory } from '../contracts/template-history';
import type { ReviewResult, TemplateNotice } from '../contracts/template-review';
import type { LibraryResult, TakeOverBody, TakeOverResult } from '../contracts/template-take-over';
import type {
  ListTemplatesQuery,
  ListTemplatesResult,
  SlotBindings,
  SyncResult,
  TemplateStatus,
  TemplateUseCount,
  TemplateView,
} from '../contracts/templates';
import type {
  LanguageOrder,
  TemplateLanguagesBody,
  TemplateLanguagesResult,
} from '../contracts/template-languages';
import type { FeedEntry } from '../realtime/public';
import type { Readiness, SendableVerdict } from './domain/sendable';
import type { TemplateRow } from './tables';

export { templateTable, type TemplateRow } from './tables';
export { chooseLanguage, languageTable, type LanguageTable } from './domain/in-language';
export { languageSql } from './domain/language-sql';
export { maxPriceMicros, mostPerDelivery } from './domain/max-price';
export type { Known, ResolvedValues, ValueContact } from './domain/values';
export type { Readiness, SendableVerdict } from './domain/sendable';
export { lockedBindings, refuseLockedBindings } from './sensitive';
export { boundFiles } from './domain/bound-files';
export { sourcesOf } from './domain/sources-of';
export { unusableSources } from './sources';
export { resolveValues } from './domain/values';
export {
  findByName as templateByName,
  optOutMarkOf,
  templateFamilies,
  templateFamily,
  templatesNow,
} from './store';
export { isSendable, missingSlots, whyNotSendable } from './domain/sendable';

/** A template of which one language is chosen for each person. */
export interface TemplateLanguages {
  order: LanguageOrder;
  ready: { row: TemplateRow; bindings: SlotBindings }[];
  unready: { row: TemplateRow; reason: string }[];
}

/** A template change that Meta announced by webhook. */
export type TemplateElement = Pick<WebhookElement, 'kind' | 'wabaId' | 'value' | 'at'>;

export interface TemplateFacts {
  /** Null when we do not know this template (it comes with the next sync). */
  templateId: number | null;
  status?: TemplateStatus;
  /** It was sendable and is not any more: campaigns that use it pause. */
  stopped?: boolean;
  /** Only a pause by Meta. */
  paused?: boolean;
  categoryChanged?: { from: string; to: string };
  /** What the change says is not all (new components, or an unknown template): sync the WABA soon. */
  reread?: boolean;
}

/**
 * Called in the transaction that makes a template marketing. Answers what open pages must hear of it besides.
 */
export type Recategorised = (trx: Knex.Transaction, templateId: number) => Promise<FeedEntry[]>;

export interface TemplatesService {
  /** Reads all pages of the number's WABA. Throws `not-found`; a refusal of Meta is in the result, not thrown. */
  sync(accountId: number): Promise<SyncResult>;
  /** For what Meta says has changed: reads the WABA by a connected number, after a sync that has begun already. */
  reread(wabaId: string): Promise<void>;
  /** Syncs the WABAs that have templates in review. */
  poll(): Promise<void>;
  /** Syncs the WABA of each connected number: a price or an announced category whose webhook was lost (T-53). */
  syncAll(): Promise<void>;
  /** Throws `not-found`. */
  get(id: number): Promise<TemplateRow>;
  byIds(ids: readonly number[]): Promise<Map<number, TemplateRow>>;
  byName(wabaId: string, name: string, language: string): Promise<TemplateRow | null>;
  /**
   * The template of the same name and category in this person's language, where one may go out by its own sources; else the
   * chosen one.
   */
  forPerson(chosen: TemplateRow, person: { language: string | null }): Promise<TemplateRow>;
  /** The same by the order of the template, as though the row named no language; null: no language fits. */
  byOrder(chosen: TemplateRow, person: { language: string | null }): Promise<TemplateRow | null>;
  /**
   * The template of this row without a language (E-25): those of its category that may go out, each with its own sources, and
   * why the others may not. `given`: sources in place of those saved at the row.
   */
  inLanguages(
    row: TemplateRow,
    given?: { bindings: SlotBindings | null }
  ): Promise<TemplateLanguages>;
  /**
   * The one of a template's languages that somebody gets; null: no language fits. Where none is ready, one that is at least
   * approved, so that the door names what is missing. Undefined, and no language asked for, where the account has no
   * template of this name.
   */
  forName(
    named: { wabaId: string; name: string },
    ask: {
      typed: Readonly<Record<string, string>>;
      language(): Promise<string | null>;
    }
  ): Promise<TemplateRow | null | undefined>;
  /** Its order and its languages, for the page. Throws `not-found`. */
  languagesOf(id: number): Promise<TemplateLanguagesResult>;
  saveLanguages(id: number, order: TemplateLanguagesBody): Promise<TemplateLanguagesResult>;
  list(query: ListTemplatesQuery): Promise<ListTemplatesResult>;
  view(row: TemplateRow): TemplateView;
  /** `by`: name of who does it, for the history. Throws `media-…` (422) for a header file that Meta would refuse. */
  saveBindings(id: number, bindings: SlotBindings, by: string): Promise<TemplateView>;
  /** Marks all languages of a template with a kind of message (O-27). Throws `not-found`, `invalid` for a kind that is not offered or of the other category. */
  saveTopic(id: number, topic: string | null): Promise<TemplateRow>;
  /** Throws `not-found`. */
  history(id: number): Promise<TemplateHistory>;
  applyMeta(trx: Knex.Transaction, element: TemplateElement): Promise<TemplateFacts>;
  /** Slots and unsupported parts; cached until the components change. */
  shape(row: TemplateRow): TemplateShape;
  /** May chat, campaigns and bots send it? */
  sendable(row: TemplateRow): SendableVerdict;
  /**
   * Does it say how to leave, with these sources of its variables and these own words (O-26)? `unmarked`: the quick replies
   * that look like the way out although a tap ends nothing.
   */
  wayOut(
    row: TemplateRow,
    known: { bindings: SlotBindings | null; words: string[] }
  ): { isShown: boolean; unmarked: string[] };
  /** From now on a tap on the quick reply with this text ends marketing (O-18). Throws `not-found`, `invalid` for no such button. */
  markOptOut(id: number, text: string, by: string): Promise<TemplateRow>;
  /** The one answer to "may it go out with these sources and typed values?" (T-32, T-35); see `readiness`. */
  ready(
    row: TemplateRow,
    given: {
      bindings: SlotBindings;
      typed?: Readonly<Record<string, string>>;
      /** Another system sends: it may bring a one-time code. */
      byApi?: boolean;
    }
  ): Readiness;
  /** Of a template that carries a one-time code: how long the code is of use. Null for all others. */
  codeMinutes(row: TemplateRow): number | null;
  /** Keeps a new template here, with the house style where it says nothing (T-44) and the sources that are known; Meta hears of it by `submit`. */
  createDraft(body: CreateDraftBody & { bindings?: SlotBindings }): Promise<TemplateRow>;
  /** The ready templates, and which of them are there already. */
  library(): Promise<LibraryResult>;
  /** Drafts of a ready template; languages that are there already stay as they are. Throws `not-found`. */
  takeOver(body: TakeOverBody): Promise<TakeOverResult>;
  /** Throws `template-not-editable` (409), `draft-changed` (409) when a newer one was kept since `basedOn`. */
  saveDraft(id: number, body: SaveDraftBody): Promise<TemplateRow>;
  readDraft(row: TemplateRow): Promise<DraftResult>;
  /**
   * Throws away what was written here; null when the template was only here. That one throws `already-submitting` (409) on
   * its way to Meta, `draft-changed` (409) when it was saved meanwhile.
   */
  discardDraft(id: number): Promise<TemplateRow | null>;
  duplicate(id: number, body: DuplicateBody): Promise<TemplateRow>;
  /**
   * Checks the draft by Meta's rules, uploads the sample and creates or edits the template at Meta. Throws
   * `template-invalid` (422, `problems` by field), `template-refused` (422, Meta's own words) or `template-unanswered`
   * (503: repeating is safe). Answers the template of its name that is gone at Meta, where there is one: it takes the draft in.
   */
  submit(id: number, by: string): Promise<TemplateRow>;
  /** Deletes it at Meta (this language only); one that only we have is just forgotten, a draft as by `discardDraft`. */
  remove(id: number, by: string): Promise<void>;
  /** Keeps that somebody asks Meta for a review now. Throws `review-over` (409) where Meta takes none. */
  askReview(id: number, by: string): Promise<TemplateRow>;
  /** Keeps Meta's answer as somebody read it. Throws `review-not-asked` (409) where nothing waits for one. */
  recordReview(id: number, result: ReviewResult, by: string): Promise<TemplateRow>;
  /** Tells once of each review whose time is over within a week; once a day. */
  tellSoonOver(): Promise<void>;
  /** Mails what Meta announced or did to categories, once each; by a timer. */
  mailNotices(): Promise<void>;
  /** Templates with a notice that nobody has looked at. */
  countNotices(): Promise<number>;
  /** Somebody has seen a notice of this kind; another one that came meanwhile stays. */
  dismissNotice(id: number, kind: TemplateNotice): Promise<TemplateRow>;
  usesOf(id: number): Promise<TemplateUse[]>;
  /** Who uses a template; filled by the wiring with the rooms above. */
  uses: ((id: number) => Promise<TemplateUse[]>)[];
  /** What follows when a sync finds that a template became marketing; set by the wiring. Asked before the transaction. */
  recategorised: (() => Promise<Recategorised>) | null;
  /** How often each template is used, for the list; filled like `uses`. */
  useCounts: (() => Promise<TemplateUseCount[]>)[];
}

export const templatesService = (strapi: Core.Strapi): TemplatesService =>
  strapi.plugin('whatsapp').service('templates') as TemplatesService;

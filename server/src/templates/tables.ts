import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { TemplateDraft } from '../contracts/template-draft';
import type { TemplateEventKind, TemplateEventVia } from '../contracts/template-history';
import type { LanguageOrder } from '../contracts/template-languages';
import type { TemplatePurpose } from '../contracts/template-purpose';
import type {
  ReviewAbout,
  ReviewResult,
  TemplateNotice,
  TemplatePlace,
} from '../contracts/template-review';
import type { SlotBindings, TemplateStatus } from '../contracts/templates';
import type { MaxPrice } from './domain/max-price';

/** One row per WABA, name and language, as Meta keeps them. */
export const templateTable = defineTable({
  name: 'template',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'A message template',
  columns: {
    wabaId: must.string<string>(undefined, 40),
    metaId: maybe.string(40),
    name: must.string<string>(undefined, 512),
    /** sha256 of the name: MySQL cannot index 512 characters beside others. */
    nameKey: must.string<string>(undefined, 64),
    language: must.string<string>(undefined, 12),
    category: must.string<string>('UTILITY', 24),
    previousCategory: maybe.string(24),
    status: must.string<TemplateStatus>('PENDING', 16),
    /** Meta's own word. */
    statusText: must.string<string>('PENDING', 40),
    quality: must.string<string>('UNKNOWN', 12),
    rejectedReason: maybe.text(),
    parameterFormat: must.string<'POSITIONAL' | 'NAMED'>('POSITIONAL', 12),
    components: maybe.json<unknown[]>(),
    /** Most that a delivery may cost (T-53); null: the rate card holds. */
    maxPrice: maybe.json<MaxPrice>(),
    bindings: maybe.json<SlotBindings>(),
    /** The kind of message that it is of (O-27): people who refused it do not get the template, no matter who sends it. */
    topic: maybe.string(24),
    /** What somebody said it is for; null = nobody did, and advice guesses. */
    purpose: maybe.string<TemplatePurpose>(24),
    /** What people get in whose language it is not there (E-25); of all its languages, as the topic. Null: any, no base. */
    languageOrder: maybe.json<Omit<LanguageOrder, 'business'>>(),
    /** Texts of its quick replies by which people leave marketing (O-18). */
    optOutTexts: maybe.json<string[]>(),
    /** Texts of its quick replies that end all messages, order notices too. */
    optOutAllTexts: maybe.json<string[]>(),
    /** What is written here and not yet at Meta: a new template (status DRAFT) or an edit of an existing one. */
    draft: maybe.json<TemplateDraft>(),
    draftSavedAt: maybe.big(),
    /** When the draft was last handed to Meta; stays while the answer is unknown, so that a sync can recognise it. */
    submittedAt: maybe.big(),
    statedCategory: maybe.string(24),
    pendingSince: maybe.big(),
    /** When it was edited while approved: Meta allows 1 in 24 hours and 10 in 30 days. */
    edits: maybe.json<number[]>(),
    deletedAt: maybe.big(),
    /** Where it was made. Null here and in what follows: not known. */
    origin: maybe.string<TemplatePlace>(8),
    /** Name of who handed it to Meta first. */
    madeBy: maybe.string(255),
    /** When it came into being at Meta, as far as Meta or our own submission says (T-19). */
    metaCreatedAt: maybe.big(),
    approvedAt: maybe.big(),
    /** When Meta moved its category (T-21). */
    categoryChangedAt: maybe.big(),
    /** The category that Meta announced, and from when it holds (T-20). */
    comingCategory: maybe.string(24),
    comingAt: maybe.big(),
    /** The last review that somebody asked Meta for. */
    reviewAskedAt: maybe.big(),
    reviewAskedBy: maybe.string(255),
    reviewAbout: maybe.string<ReviewAbout>(12),
    reviewResult: maybe.string<ReviewResult>(10),
    reviewResultAt: maybe.big(),
    /** The end of a review's time of which a notice went out. */
    reviewToldFor: maybe.big(),
    /** What nobody has looked at yet, since when, and when it went out by e-mail. */
    noticeKind: maybe.string<TemplateNotice>(16),
    noticeAt: maybe.big(),
    noticeMailedAt: maybe.big(),
    syncedAt: maybe.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['wabaId', 'nameKey', 'language'], unique: true }, { columns: ['metaId'] }],
});
export type TemplateRow = RowOf<typeof templateTable>;

/** What happened to a template: only added to, in the transaction of the change that it tells. */
export const templateEventTable = defineTable({
  name: 'template-event',
  kind: 'content-type',
  description: 'Something that happened to a template',
  columns: {
    templateId: must.int(),
    at: must.big(),
    kind: must.string<TemplateEventKind>(undefined, 20),
    via: must.string<TemplateEventVia>(undefined, 10),
    /** Status, category or quality before and after. */
    from: maybe.string(40),
    to: maybe.string(40),
    /** Meta's reason. */
    reason: maybe.text(),
    /** Name of the person at that time; people of the team come and go. */
    by: maybe.string(255),
  },
  indexes: [{ columns: ['templateId', 'id'] }],
});

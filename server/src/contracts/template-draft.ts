import { z } from 'zod';
import { id, instant } from './common';
import { templatePurpose } from './template-purpose';
import { templateCategory } from './template-words';

/** A file of the media library as the editor shows it; the server reads the truth again when it submits. */
export const draftFile = z.object({
  id,
  name: z.string().max(255),
  mime: z.string().max(120),
  sizeBytes: z.number().int().nonnegative(),
  url: z.string().max(2000).nullable(),
});
export type DraftFile = z.infer<typeof draftFile>;

/** Half-written texts are kept too: the limits here only keep a row small, Meta's are in `template-rules`. */
const text = z.string().max(4000);

const mediaHeader = <K extends 'image' | 'video' | 'document'>(kind: K) =>
  z.object({ kind: z.literal(kind), file: draftFile.nullable() });

export const draftHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('text'), text }),
  mediaHeader('image'),
  mediaHeader('video'),
  mediaHeader('document'),
  z.object({ kind: z.literal('location') }),
]);
export type DraftHeader = z.infer<typeof draftHeader>;

export const draftButton = z.discriminatedUnion('type', [
  /** `optOut`: a tap ends marketing, or all messages, whatever the button says (O-18). Meta does not know of it. */
  z.object({
    type: z.literal('QUICK_REPLY'),
    text,
    optOut: z.union([z.enum(['marketing', 'all']), z.literal(false)]).optional(),
  }),
  /** A dynamic address ends in `{{1}}`; `example` is then the whole address or what stands for the variable. */
  z.object({ type: z.literal('URL'), text, url: text, example: text }),
  z.object({ type: z.literal('PHONE_NUMBER'), text, phone: text }),
  z.object({ type: z.literal('COPY_CODE'), example: text }),
]);
export type DraftButton = z.infer<typeof draftButton>;
export type DraftButtonType = DraftButton['type'];

/** A template as it is written here, before it becomes Meta's `components` (T-01…T-10). */
export const templateDraft = z.object({
  name: z.string().max(600),
  category: templateCategory,
  language: z.string().max(12),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  header: draftHeader,
  body: text,
  footer: text,
  buttons: z.array(draftButton).max(20),
  /** Sample values that Meta wants, by `header.NAME` and `body.NAME`. */
  examples: z.record(z.string().max(80), text),
  /** Only read for the category Authentication, whose text Meta writes itself. */
  code: z.object({
    securityRecommendation: z.boolean(),
    expirationMinutes: z.number().int().nullable(),
    buttonText: text,
  }),
  /** What it is for; absent: nobody said, and advice guesses. */
  purpose: templatePurpose.optional(),
  /** Codes of advice that was waved off for this draft. */
  waived: z.array(z.string().max(60)).max(40).optional(),
});
export type TemplateDraft = z.infer<typeof templateDraft>;

export const emptyDraft = (language: string): TemplateDraft => ({
  name: '',
  category: 'UTILITY',
  language,
  parameterFormat: 'NAMED',
  header: { kind: 'none' },
  body: '',
  footer: '',
  buttons: [],
  examples: {},
  code: { securityRecommendation: true, expirationMinutes: 10, buttonText: '' },
});

/** POST /templates/drafts → templateView */
export const createDraftBody = z.object({ accountId: id, draft: templateDraft });
export type CreateDraftBody = z.infer<typeof createDraftBody>;

/** PUT /templates/:id/draft → templateView. `basedOn`: when the writer last read it; a newer one is not overwritten. */
export const saveDraftBody = z.object({
  draft: templateDraft,
  basedOn: instant.nullable().optional(),
});
export type SaveDraftBody = z.infer<typeof saveDraftBody>;

/** POST /templates/:id/duplicate → templateView of the new draft */
export const duplicateBody = z.object({
  name: z.string().trim().max(600).optional(),
  language: z.string().max(12).optional(),
});
export type DuplicateBody = z.infer<typeof duplicateBody>;

/** GET /templates/:id/draft: what the editor begins with: the kept draft, else the template as it is at Meta. */
export const draftResult = z.object({
  draft: templateDraft,
  /** When it was kept here; null = nothing was changed yet. */
  savedAt: instant.nullable(),
  /** Parts of the template that this editor cannot write (carousel, flow …): then it cannot be edited here. */
  unsupported: z.array(z.string()),
});
export type DraftResult = z.infer<typeof draftResult>;

/** GET /templates/:id/uses: what sends it, or has sent it. */
export const templateUse = z.object({
  kind: z.enum(['campaign', 'bot', 'automation']),
  id,
  name: z.string(),
  /** Of the campaign, bot or automation. */
  state: z.string(),
  /** It would miss the template: a deletion touches it. */
  needsIt: z.boolean(),
});
export type TemplateUse = z.infer<typeof templateUse>;
export const usesResult = z.object({ uses: z.array(templateUse) });
export type UsesResult = z.infer<typeof usesResult>;

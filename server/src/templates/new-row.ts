import type { TemplateRow } from './tables';

/** What is known of a template's beginnings, moves and reviews, of which nothing is known yet. */
export const NEW_CLOCKS = {
  origin: null,
  madeBy: null,
  metaCreatedAt: null,
  approvedAt: null,
  categoryChangedAt: null,
  comingCategory: null,
  comingAt: null,
  reviewAskedAt: null,
  reviewAskedBy: null,
  reviewAbout: null,
  reviewResult: null,
  reviewResultAt: null,
  reviewToldFor: null,
  noticeKind: null,
  noticeAt: null,
  noticeMailedAt: null,
} as const satisfies Partial<TemplateRow>;

/** Columns of a template of which nothing is known yet, wherever it comes from. */
export const NEW_ROW = {
  previousCategory: null,
  maxPrice: null,
  bindings: null,
  topic: null,
  purpose: null,
  languageOrder: null,
  optOutTexts: null,
  optOutAllTexts: null,
  draft: null,
  draftSavedAt: null,
  submittedAt: null,
  statedCategory: null,
  pendingSince: null,
  edits: null,
  deletedAt: null,
  ...NEW_CLOCKS,
  syncedAt: null,
} as const satisfies Partial<TemplateRow>;

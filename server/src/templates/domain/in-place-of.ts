import type { TemplateRow } from '../tables';

/**
 * A draft as the row of the template that had its name and language before. That row keeps its id, because campaigns, bots and
 * sent messages name it, and with it what people set there.
 */
export const inPlaceOf = (draft: TemplateRow, former: TemplateRow): TemplateRow => ({
  ...draft,
  id: former.id,
  topic: draft.topic ?? former.topic,
  languageOrder: draft.languageOrder ?? former.languageOrder,
  bindings:
    draft.bindings || former.bindings
      ? { ...(draft.bindings ?? {}), ...(former.bindings ?? {}) }
      : null,
  optOutTexts: former.optOutTexts,
  optOutAllTexts: former.optOutAllTexts,
});

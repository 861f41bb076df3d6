import type { Knex } from 'knex';
import type { TemplateDraft } from '../contracts/template-draft';
import { withSample } from './domain/bound-files';
import { inPlaceOf } from './domain/in-place-of';
import { optOutTextsOf } from './domain/opt-out-texts';
import { changeTemplate } from './history';
import { deleteTemplateRow, findByName, lockedTemplate } from './store';
import type { TemplateRow } from './tables';

interface Submitted {
  /** As it was read before Meta was asked. */
  row: TemplateRow;
  draft: TemplateDraft;
  by: string;
}

/** Another row of this name and language: a template that is gone, or one that a sync met before us. */
const namesakeOf = async (
  trx: Knex.Transaction,
  { row: { id, wabaId }, draft: { name, language } }: Submitted
): Promise<TemplateRow | null> => {
  const found = await findByName(trx, { wabaId, name, language });
  return found && found.id !== id ? lockedTemplate(trx, found.id) : null;
};

/**
 * Writes down what Meta took, over what people saved while it was asked. Where another row has the name already, that one
 * becomes the template and the draft's goes. Answers the id under which the template is from now on.
 */
export const writeSubmitted = async (
  trx: Knex.Transaction,
  submitted: Submitted,
  { change, at }: { change: Partial<TemplateRow>; at: number }
): Promise<number> => {
  const { row, draft, by } = submitted;
  const own = await lockedTemplate(trx, row.id);
  const former = await namesakeOf(trx, submitted);
  const now = own && former ? inPlaceOf(own, former) : (former ?? own);
  if (!now) return row.id;
  const { id, ...columns } = now;
  const kind = row.status === 'DRAFT' ? ('submitted' as const) : ('edited' as const);
  await changeTemplate(trx, now, {
    change: {
      ...(own && former ? columns : {}),
      ...optOutTextsOf(now, draft),
      bindings: withSample(now, draft),
      ...change,
    },
    at,
    cause: { via: 'person', by, kind },
  });
  if (own && former) await deleteTemplateRow(trx, own.id);
  return id;
};

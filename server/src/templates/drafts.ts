import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { takenKey, type CheckContext } from '../contracts/template-rules';
import { componentsOf } from '../contracts/template-rules';
import type { DraftResult, TemplateDraft } from '../contracts/template-draft';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { draftOf } from './draft-of';
import { withBoundFile } from './header-file';
import type { TemplatesService } from './public';
import { alreadySubmitting, draftChanged } from './refusals';
import {
  claimSave,
  deleteTemplateRow,
  findTemplate,
  insertTemplate,
  listOfWabas,
  updateTemplate,
} from './store';
import type { TemplateRow } from './tables';

/** NUL cannot be stored by PostgreSQL; everything else of a draft is kept as it was typed. */
const cleanDraft = (draft: TemplateDraft): TemplateDraft =>
  JSON.parse(withoutNul(JSON.stringify(draft).replaceAll('\\u0000', ''))) as TemplateDraft;

/** Columns of a new template that only we have; the list and the preview read it like any other. */
const columnsOf = (draft: TemplateDraft) => ({
  name: draft.name,
  language: draft.language,
  category: draft.category,
  parameterFormat: draft.parameterFormat,
  components: componentsOf(draft, null),
  draft,
});

/** Statuses in which Meta takes an edit (Meta, "Template management"). */
export const EDITABLE: readonly string[] = ['APPROVED', 'REJECTED', 'PAUSED'];

/** What the rules need to know of the other templates of the account. */
export const checkContextOf = async (
  strapi: Core.Strapi,
  row: TemplateRow
): Promise<CheckContext> => {
  const rows = await listOfWabas(contextOf(strapi).db.knex, [row.wabaId]);
  return {
    taken: new Set(
      rows
        .filter((one) => one.id !== row.id && one.status !== 'DRAFT' && one.status !== 'MISSING')
        .map((one) => takenKey(one.name, one.language))
    ),
    approvedCategory: row.status === 'APPROVED' ? row.category : null,
  };
};

type Drafts = Pick<
  TemplatesService,
  'createDraft' | 'saveDraft' | 'readDraft' | 'discardDraft' | 'duplicate'
>;

/** New templates and edits as they are written here, before Meta hears of them. */
export const createDrafts = (
  strapi: Core.Strapi,
  get: (id: number) => Promise<TemplateRow>
): Drafts => {
  const { db, clock } = contextOf(strapi);

  const hint = (id: number) => [{ type: 'template' as const, id }];

  const insert = async (wabaId: string, draft: TemplateDraft): Promise<TemplateRow> => {
    const at = clock.now();
    const id = await db.tx(async (trx) => {
      // Drafts may share a name, or have none yet: their key is their own until Meta accepts the name.
      const made = await insertTemplate(trx, {
        ...columnsOf(draft),
        wabaId,
        metaId: null,
        nameKey: keyOf(`draft ${at} ${Math.random()}`),
        previousCategory: null,
        status: 'DRAFT',
        statusText: 'DRAFT',
        quality: 'UNKNOWN',
        rejectedReason: null,
        bindings: null,
        topic: null,
        maxPrice: null,
        languageOrder: null,
        optOutTexts: null,
        optOutAllTexts: null,
        draftSavedAt: at,
        submittedAt: null,
        statedCategory: null,
        pendingSince: null,
        edits: null,
        deletedAt: null,
        syncedAt: null,
        changedAt: at,
      });
      await realtimeService(strapi).append(trx, hint(made));
      return made;
    });
    return get(id);
  };

  const mayWrite = (row: TemplateRow): void => {
    if (row.status !== 'DRAFT' && !EDITABLE.includes(row.status))
      throw new DomainError('template-not-editable', 'this template cannot be edited now', {
        status: 409,
        reason: row.status,
        remedy:
          'WhatsApp takes edits of approved, rejected and paused templates; make a copy instead',
      });
  };

  const saveDraft: Drafts['saveDraft'] = async (id, { draft, basedOn }) => {
    const row = await get(id);
    mayWrite(row);
    if (basedOn !== undefined && row.draftSavedAt !== null && basedOn !== row.draftSavedAt)
      throw draftChanged();
    const clean = cleanDraft(draft);
    const at = Math.max(clock.now(), (row.draftSavedAt ?? 0) + 1);
    await db.tx(async (trx) => {
      if (!(await claimSave(trx, row, { at, now: clock.now() }))) {
        const { status, draftSavedAt } = (await findTemplate(trx, id)) ?? row;
        const isSame = status === row.status && draftSavedAt === row.draftSavedAt;
        throw isSame ? alreadySubmitting() : draftChanged();
      }
      await updateTemplate(trx, id, {
        // Name and language of a template that Meta has cannot change.
        ...(row.status === 'DRAFT'
          ? columnsOf(clean)
          : { draft: { ...clean, name: row.name, language: row.language } }),
        changedAt: at,
      });
      await realtimeService(strapi).append(trx, hint(id));
    });
    return get(id);
  };

  const discardDraft: Drafts['discardDraft'] = async (id) => {
    const row = await get(id);
    await db.tx(async (trx) => {
      if (row.status === 'DRAFT') await deleteTemplateRow(trx, id);
      else
        await updateTemplate(trx, id, { draft: null, draftSavedAt: null, changedAt: clock.now() });
      await realtimeService(strapi).append(trx, hint(id));
    });
    return findTemplate(db.knex, id);
  };

  const readDraft = async (row: TemplateRow): Promise<DraftResult> => {
    if (row.draft) return { draft: row.draft, savedAt: row.draftSavedAt, unsupported: [] };
    const { draft, unsupported } = draftOf(row);
    const header = await withBoundFile(strapi, draft.header, row.bindings);
    return { draft: { ...draft, header }, unsupported, savedAt: null };
  };

  return {
    createDraft: async ({ accountId, draft }) => {
      const account = await accountsService(strapi).get(accountId);
      return insert(account.wabaId, cleanDraft(draft));
    },
    saveDraft,
    discardDraft,
    readDraft,
    duplicate: async (id, { name, language }) => {
      const row = await get(id);
      const { draft, unsupported } = await readDraft(row);
      if (unsupported.length > 0)
        throw new DomainError(
          'template-not-copyable',
          'this template has parts that cannot be written here',
          {
            status: 422,
            remedy: 'copy it in WhatsApp Manager and sync',
            unsupported,
          }
        );
      const wanted = { ...draft, language: language ?? draft.language };
      const sameLanguage = wanted.language === row.language;
      return insert(row.wabaId, {
        ...wanted,
        name: name ?? (sameLanguage ? `${row.name}_copy`.slice(0, 512) : row.name),
      });
    },
  };
};

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import { takenKey, type CheckContext } from '../contracts/template-rules';
import { componentsOf } from '../contracts/template-rules';
import { withHouseStyle } from '../contracts/house-style';
import type { CreateDraftBody, DraftResult, TemplateDraft } from '../contracts/template-draft';
import type { SlotBindings } from '../contracts/templates';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { optOutTextsOf } from './domain/opt-out-texts';
import { draftOf } from './draft-of';
import { withBoundFile } from './header-file';
import { NEW_ROW } from './new-row';
import type { TemplatesService } from './public';
import { alreadySubmitting, draftChanged } from './refusals';
import {
  claimSave,
  deleteDraftRow,
  findTemplate,
  insertTemplate,
  listOfWabas,
  lockedNamesake,
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
  // Nobody has a message of it yet, so that no former text counts. At the list the marks are the same as in the editor.
  ...optOutTextsOf(null, draft),
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

/** Why a draft can be neither saved nor deleted as it was read. */
const heldBack = async (trx: Knex.Transaction, row: TemplateRow): Promise<DomainError> => {
  const now = await findTemplate(trx, row.id);
  if (!now) return notFound('template');
  const isSame = now.status === row.status && now.draftSavedAt === row.draftSavedAt;
  return isSame ? alreadySubmitting() : draftChanged();
};

/**
 * Deletes a draft that only we have. Throws `already-submitting` (409) while it is on its way to Meta, `draft-changed` (409)
 * when it was saved since it was read.
 */
export const deleteDraft = async (
  trx: Knex.Transaction,
  row: TemplateRow,
  now: number
): Promise<void> => {
  if (!(await deleteDraftRow(trx, row, now))) throw await heldBack(trx, row);
};

interface Drafts extends Pick<
  TemplatesService,
  'createDraft' | 'saveDraft' | 'readDraft' | 'discardDraft' | 'duplicate'
> {
  /**
   * As `createDraft`, once: where the account has a template of this name and language already, that one is the answer. Of two
   * calls at once, in any process, one makes it.
   */
  createOnce(
    body: Parameters<TemplatesService['createDraft']>[0] & { topic: string | null }
  ): Promise<{ row: TemplateRow; isNew: boolean }>;
}

/** What a new draft has beside its text. */
interface Beside {
  bindings: SlotBindings | null;
  topic: string | null;
  isOnce: boolean;
}
const ALONE: Beside = { bindings: null, topic: null, isOnce: false };

/** New templates and edits as they are written here, before Meta hears of them. */
export const createDrafts = (
  strapi: Core.Strapi,
  get: (id: number) => Promise<TemplateRow>
): Drafts => {
  const { db, clock } = contextOf(strapi);

  const hint = (id: number) => [{ type: 'template' as const, id }];

  const insert = async (
    wabaId: string,
    draft: TemplateDraft,
    { bindings, topic, isOnce }: Beside = ALONE
  ): Promise<{ row: TemplateRow; isNew: boolean }> => {
    const at = clock.now();
    const { id, isNew } = await db.tx(async (trx) => {
      const there = isOnce ? await lockedNamesake(trx, { wabaId, ...draft }) : null;
      if (there !== null) return { id: there, isNew: false };
      // Drafts may share a name, or have none yet: their key is their own until Meta accepts the name.
      const made = await insertTemplate(trx, {
        ...NEW_ROW,
        ...columnsOf(draft),
        wabaId,
        metaId: null,
        nameKey: keyOf(`draft ${at} ${Math.random()}`),
        status: 'DRAFT',
        statusText: 'DRAFT',
        quality: 'UNKNOWN',
        rejectedReason: null,
        bindings,
        topic,
        purpose: draft.purpose ?? null,
        origin: 'here',
        draftSavedAt: at,
        changedAt: at,
      });
      await realtimeService(strapi).append(trx, hint(made));
      return { id: made, isNew: true };
    });
    return { row: await get(id), isNew };
  };

  /** A new draft begins with the house style (T-44). */
  const begin = async (
    { accountId, draft }: Pick<CreateDraftBody, 'accountId' | 'draft'>,
    beside: Beside
  ) => {
    const account = await accountsService(strapi).get(accountId);
    const { houseStyle } = await settingsService(strapi).get();
    return insert(account.wabaId, withHouseStyle(cleanDraft(draft), houseStyle), beside);
  };

  const mayWrite = (row: TemplateRow): void => {
    if (row.status !== 'DRAFT' && !EDITABLE.includes(row.status))
      throw new DomainError('template-not-editable', 'this template cannot be edited now', {
        status: 409,
        reason: row.status,
        remedy: 'Copy the template: only approved, rejected and paused templates can be edited.',
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
      if (!(await claimSave(trx, row, { at, now: clock.now() }))) throw await heldBack(trx, row);
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
      if (row.status === 'DRAFT') await deleteDraft(trx, row, clock.now());
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
    const said = row.purpose ? { purpose: row.purpose } : {};
    return { draft: { ...draft, ...said, header }, unsupported, savedAt: null };
  };

  return {
    createDraft: async ({ bindings = null, ...body }) =>
      (await begin(body, { ...ALONE, bindings })).row,
    createOnce: ({ bindings = null, topic, ...body }) =>
      begin(body, { bindings, topic, isOnce: true }),
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
            remedy: 'Copy the template in WhatsApp Manager, then sync.',
            unsupported,
          }
        );
      const wanted = { ...draft, language: language ?? draft.language };
      const sameLanguage = wanted.language === row.language;
      const made = await insert(row.wabaId, {
        ...wanted,
        name: name ?? (sameLanguage ? `${row.name}_copy`.slice(0, 512) : row.name),
      });
      return made.row;
    },
  };
};

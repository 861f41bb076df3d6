import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, type AccountRow } from '../accounts/public';
import type { SampleFile } from '../cloud-api/client-uploads';
import { uploadHandle } from '../cloud-api/upload-handle';
import type { GraphError } from '../cloud-api/errors';
import { checkDraft, componentsOf } from '../contracts/template-rules';
import type { TemplateDraft } from '../contracts/template-draft';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import type { Result } from '../kernel/result';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { editsLeft, withEdit } from './domain/edits';
import { statusOf } from './domain/status';
import { checkContextOf, EDITABLE } from './drafts';
import { readHeaderFile } from './header-file';
import type { TemplatesService } from './public';
import { alreadySubmitting, invalidTemplate, noAnswer, refusedByMeta } from './refusals';
import { claimSubmission, findByName, updateTemplate } from './store';
import { writeSubmitted } from './submitted';
import type { TemplateRow } from './tables';

interface Attempt {
  row: TemplateRow;
  draft: TemplateDraft;
  account: AccountRow;
  handle: string | null;
  /** Who hands it in. */
  by: string;
}

/** Hands drafts to Meta for review. */
export const createSubmit = (
  strapi: Core.Strapi,
  deps: Pick<TemplatesService, 'get' | 'reread'>
): Pick<TemplatesService, 'submit'> => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);

  const accountOf = async (row: TemplateRow): Promise<AccountRow> => {
    const account = (await accounts().byWabaId(row.wabaId)).find(
      (one) => one.status === 'connected'
    );
    if (!account)
      throw new DomainError('number-not-usable', 'no connected number of this WhatsApp account', {
        status: 409,
        remedy: 'Connect a number of this account under Settings › WhatsApp › Numbers.',
      });
    return account;
  };

  const draftReady = async (row: TemplateRow): Promise<TemplateDraft> => {
    if (!row.draft)
      throw new DomainError('nothing-to-submit', 'nothing has changed since the last submission', {
        status: 409,
        remedy: 'Change the template first.',
      });
    if (row.status !== 'DRAFT' && !EDITABLE.includes(row.status))
      throw new DomainError('template-not-editable', 'this template cannot be edited now', {
        status: 409,
        reason: row.status,
        remedy: 'Wait for the review, or copy the template.',
      });
    const problems = checkDraft(row.draft, await checkContextOf(strapi, row));
    const left = editsLeft(row.edits, clock.now());
    if (row.status === 'APPROVED' && left.month < 1)
      problems.push({ field: '', code: 'edits.month' });
    else if (row.status === 'APPROVED' && left.day < 1)
      problems.push({ field: '', code: 'edits.day' });
    if (problems.length > 0) throw invalidTemplate(problems);
    return row.draft;
  };

  /** The sample as it is now, whatever the browser said of it. */
  const sampleOf = async ({ header, category }: TemplateDraft): Promise<SampleFile | null> => {
    if (category === 'AUTHENTICATION') return null;
    if (header.kind !== 'image' && header.kind !== 'video' && header.kind !== 'document')
      return null;
    const { file, problems } = await readHeaderFile(strapi, header.kind, header.file?.id ?? null);
    if (!file) throw invalidTemplate(problems);
    return file;
  };

  const upload = async (account: AccountRow, file: SampleFile): Promise<string> => {
    const api = accounts().cloudApi(account);
    const handle = await uploadHandle(api, file);
    if (handle.ok) return handle.value;
    if (handle.error === 'app-unknown')
      throw new DomainError(
        'app-unknown',
        'Meta does not say which app the access token belongs to',
        {
          status: 409,
          field: 'header.file',
          remedy: 'Enter the token of a system user with access to the app.',
        }
      );
    throw refusedByMeta(handle.error);
  };

  /** Answers the id under which the template is from now on. */
  const write = (attempt: Attempt, change: Partial<TemplateRow>): Promise<number> =>
    db.tx(async (trx: Knex.Transaction) => {
      const id = await writeSubmitted(trx, attempt, { change, at: clock.now() });
      const touched = [...new Set([id, attempt.row.id])];
      await realtimeService(strapi).append(
        trx,
        touched.map((one) => ({ type: 'template' as const, id: one }))
      );
      return id;
    });

  const release = ({ id, madeBy }: TemplateRow): Promise<void> =>
    updateTemplate(db.knex, id, { submittedAt: null, madeBy });

  const done = ({ draft, handle }: Attempt) => ({
    parameterFormat: formatAtMeta(draft),
    components: componentsOf(draft, handle),
    purpose: draft.purpose ?? null,
    draft: null,
    draftSavedAt: null,
    submittedAt: null,
    rejectedReason: null,
    pendingSince: clock.now(),
  });

  /** Nothing is known after silence: the mark stays, and a sync recognises the template by its name. */
  const settleRefusal = async ({ row }: Attempt, error: GraphError): Promise<never> => {
    if (error.status === 0 || error.status >= 500) throw noAnswer();
    await release(row);
    throw refusedByMeta(error);
  };

  /** What an earlier try made of which no answer came; null: Meta's list does not have it. */
  const arrivedBefore = async ({ row, draft, account, by }: Attempt) => {
    await deps.reread(account.wabaId);
    const { name, language } = draft;
    const found = await findByName(db.knex, { wabaId: row.wabaId, name, language });
    if (!found || found.status === 'MISSING') return null;
    const { metaId, category, status, statusText, rejectedReason, pendingSince } = found;
    const { components, parameterFormat } = found;
    return {
      ...{ metaId, category, status, statusText, rejectedReason, pendingSince },
      ...{ components, parameterFormat },
      metaCreatedAt: row.submittedAt,
      madeBy: row.madeBy ?? by.slice(0, 255),
    };
  };

  const create = async (attempt: Attempt): Promise<Partial<TemplateRow>> => {
    const { row, draft, account, by } = attempt;
    const columns = done(attempt);
    const answer: Result<{ id: string; status: string; category: string }, GraphError> =
      await accounts().cloudApi(account).createTemplate(account.wabaId, {
        name: draft.name,
        language: draft.language,
        category: draft.category,
        parameter_format: columns.parameterFormat,
        components: columns.components,
      });
    if (!answer.ok) {
      // Said after an earlier try without an answer, "exists already" means that this try had arrived.
      const isThere = answer.error.subcode === 2388024 && row.submittedAt !== null;
      const found = isThere ? await arrivedBefore(attempt) : null;
      return found ? { ...columns, ...found } : settleRefusal(attempt, answer.error);
    }
    const { id, status, category } = answer.value;
    return {
      ...columns,
      metaId: id,
      category: category || draft.category,
      status: statusOf(status),
      statusText: status.slice(0, 40),
      metaCreatedAt: clock.now(),
      madeBy: by.slice(0, 255),
    };
  };

  const created = async (attempt: Attempt): Promise<number> => {
    const { name, language, category } = attempt.draft;
    const change = await create(attempt);
    const nameKey = keyOf(name);
    return write(attempt, { ...change, name, nameKey, language, statedCategory: category });
  };

  const edited = async (attempt: Attempt): Promise<number> => {
    const { row, draft, account } = attempt;
    const columns = done(attempt);
    const answer = await accounts()
      .cloudApi(account)
      .editTemplate(row.metaId ?? '', {
        ...(row.status === 'APPROVED' ? {} : { category: draft.category }),
        components: columns.components,
      });
    if (!answer.ok) return settleRefusal(attempt, answer.error);
    return write(attempt, {
      ...columns,
      category: draft.category,
      statedCategory: draft.category,
      status: 'PENDING',
      statusText: 'PENDING',
      ...(row.status === 'APPROVED' ? { edits: withEdit(row.edits, clock.now()) } : {}),
      ...(row.status === 'REJECTED' ? REVIEW_OVER : {}),
      // From here on the category is the one that we asked for.
      ...(draft.category === row.category ? {} : { categoryChangedAt: null }),
    });
  };

  return {
    submit: async (id, by) => {
      const row = await deps.get(id);
      const draft = await draftReady(row);
      const account = await accountOf(row);
      const file = await sampleOf(draft);
      const claim = { now: clock.now(), by };
      if (!(await claimSubmission(db.knex, row, claim))) throw alreadySubmitting();
      let handle: string | null;
      try {
        handle = file ? await upload(account, file) : null;
      } catch (error) {
        // Nothing of the template itself has left yet.
        await release(row);
        throw error;
      }
      const attempt = { row, draft, account, handle, by };
      const templateId = await (row.status === 'DRAFT' ? created(attempt) : edited(attempt));
      logsService(strapi).write({
        area: 'template',
        level: 'info',
        event: 'template-submitted',
        text: `Template ${draft.name} (${draft.language}) was submitted for review`,
        accountId: account.id,
        details: { templateId, name: draft.name, language: draft.language },
      });
      return deps.get(templateId);
    },
  };
};

/** Handing it in again takes the place of a review of the rejection. */
const REVIEW_OVER = {
  reviewAskedAt: null,
  reviewAskedBy: null,
  reviewAbout: null,
  reviewResult: null,
  reviewResultAt: null,
} as const;

/** Meta's own words of a code template have the variable {{1}}, whatever other templates of the team use. */
const formatAtMeta = ({ category, parameterFormat }: TemplateDraft) =>
  category === 'AUTHENTICATION' ? 'POSITIONAL' : parameterFormat;

import { err, ok, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId } from './graph-paths';
import {
  createdTemplateShape,
  successShape,
  templatePageShape,
  templateShape,
  type GraphTemplate,
} from './graph-shapes';
import { invalidId, localError, manageCall, type ManageDeps } from './manage-call';

/** What the create call takes; `components` in Meta's form. */
export type NewTemplate = {
  name: string;
  language: string;
  category: string;
  parameter_format?: 'POSITIONAL' | 'NAMED';
  components: unknown[];
  message_send_ttl_seconds?: number;
};

export type TemplatePage = {
  templates: GraphTemplate[];
  /** Items of the page that could not be read as a template. */
  unreadable: number;
};

export type TemplateCalls = {
  /**
   * All pages, one by one. A page that fails is yielded as an error and ends the listing: what came before
   * is then not the whole list.
   */
  listTemplates(
    wabaId: string,
    options?: { pageSize?: number }
  ): AsyncGenerator<Result<TemplatePage, GraphError>>;
  createTemplate(
    wabaId: string,
    template: NewTemplate
  ): Promise<Result<{ id: string; status: string; category: string }, GraphError>>;
  /** Replaces the components as a whole and sends the template back to review (Meta, "Template management"). */
  editTemplate(
    templateId: string,
    change: { category?: string; components: unknown[] }
  ): Promise<Result<{ success: boolean }, GraphError>>;
  /** With `templateId` one language, without it all languages of the name. */
  deleteTemplate(
    wabaId: string,
    template: { name: string; templateId?: string }
  ): Promise<Result<{ success: boolean }, GraphError>>;
};

const FIELDS =
  'id,name,language,status,category,previous_category,correct_category,sub_category,parameter_format,components,quality_score,rejected_reason';
/** Versions of the API that do not know the field refuse the whole question. */
const PRICED_FIELDS = `${FIELDS},optimization_spec`;
const isUnknownField = ({ code, details }: GraphError): boolean =>
  code === 100 && (details ?? '').includes('optimization_spec');
const PAGE_SIZE = 100;
/** More pages than the largest account can have; an end for a server that never ends. */
const MAX_PAGES = 500;

export const templateCalls = (deps: ManageDeps): TemplateCalls => ({
  listTemplates: (wabaId, options = {}) => listPages(deps, wabaId, options.pageSize ?? PAGE_SIZE),
  createTemplate: async (wabaId, template) => {
    if (!isMetaId(wabaId)) return err(invalidId('wabaId'));
    return manageCall(deps, {
      verb: 'createTemplate',
      method: 'POST',
      path: `${wabaId}/message_templates`,
      json: template,
      target: 'template',
      shape: createdTemplateShape,
    });
  },
  editTemplate: async (templateId, change) => {
    if (!isMetaId(templateId)) return err(invalidId('templateId'));
    return manageCall(deps, {
      verb: 'editTemplate',
      method: 'POST',
      path: templateId,
      json: change,
      target: 'template',
      shape: successShape,
    });
  },
  deleteTemplate: async (wabaId, { name, templateId }) => {
    if (!isMetaId(wabaId)) return err(invalidId('wabaId'));
    if (templateId !== undefined && !isMetaId(templateId)) return err(invalidId('templateId'));
    return manageCall(deps, {
      verb: 'deleteTemplate',
      method: 'DELETE',
      path: `${wabaId}/message_templates`,
      query: { name, hsm_id: templateId },
      target: 'template',
      shape: successShape,
    });
  },
});

async function* listPages(
  deps: ManageDeps,
  wabaId: string,
  limit: number
): AsyncGenerator<Result<TemplatePage, GraphError>> {
  if (!isMetaId(wabaId)) {
    yield err(invalidId('wabaId'));
    return;
  }
  let after: string | undefined;
  let fields = PRICED_FIELDS;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const result = await manageCall(deps, {
      verb: 'listTemplates',
      method: 'GET',
      path: `${wabaId}/message_templates`,
      query: { fields, limit, after },
      target: 'waba',
      shape: templatePageShape,
    });
    if (!result.ok && fields === PRICED_FIELDS && isUnknownField(result.error)) {
      fields = FIELDS;
      continue;
    }
    if (!result.ok) {
      yield result;
      return;
    }
    yield ok(readPage(result.value.data));
    const { paging } = result.value;
    if (!paging?.next) return;
    // `paging.next` itself is not followed: it can name another host, and may hold the token.
    const next = paging.cursors?.after ?? undefined;
    if (next === undefined || next === after) {
      yield err(localError('transient', 'Meta named a next page without a new cursor'));
      return;
    }
    after = next;
  }
  yield err(localError('request', `more than ${MAX_PAGES} pages of templates`));
}

const readPage = (items: unknown[]): TemplatePage => {
  const parsed = items.map((item) => templateShape.safeParse(item));
  const templates = parsed.flatMap((p) => (p.success ? [p.data] : []));
  return { templates, unreadable: items.length - templates.length };
};

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
/** Not every version of Graph has these: it refuses the whole question, and names the one that it does not know. */
const NEWER_FIELDS = ['created_time', 'optimization_spec'] as const;
/** Meta's word for a field that it does not know. */
const UNKNOWN_FIELD = 100;
/** Those that were refused, by address: asked once in the life of a process, not at every reading. */
const refusedFields = new Map<string, ReadonlySet<string>>();
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

interface Wanted {
  wabaId: string;
  limit: number;
  after: string | undefined;
}

/** One page, without the fields that Graph does not know here. */
const readList = async (deps: ManageDeps, { wabaId, limit, after }: Wanted) => {
  const place = `${deps.base.origin}${deps.base.prefix}`;
  for (;;) {
    const refused = refusedFields.get(place);
    const newer = NEWER_FIELDS.filter((field) => !refused?.has(field));
    const result = await manageCall(deps, {
      verb: 'listTemplates',
      method: 'GET',
      path: `${wabaId}/message_templates`,
      query: { fields: [FIELDS, ...newer].join(','), limit, after },
      target: 'waba',
      shape: templatePageShape,
    });
    if (result.ok || result.error.code !== UNKNOWN_FIELD) return result;
    const said = result.error.details ?? '';
    const unknown = newer.filter((field) => said.includes(field));
    // The same word for anything else that is wrong with the question.
    if (unknown.length === 0) return result;
    refusedFields.set(place, new Set([...(refused ?? []), ...unknown]));
  }
};

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
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const result = await readList(deps, { wabaId, limit, after });
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

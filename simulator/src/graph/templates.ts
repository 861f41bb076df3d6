import { checkComponents } from '../checks/template-create';
import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { templateKey } from '../traffic/quality';
import { scheduleReview, setTemplateStatus } from '../traffic/review';
import { templateNode, type TemplateRecord } from '../world/templates';
import {
  bodyOf,
  listOf,
  nodeReply,
  success,
  unfolded,
  type GraphCall,
  type GraphReply,
} from './call';
import { askedFields, cutTo, TEMPLATE } from './fields';
import { templateHealth } from './health';
import { pageOf } from './paging';
import { invalid, invalidTemplate, isRefusal, required, type Refusal } from './refusal';
import { asComponents, bidOf, bidRefusal, STRUCTURED, ttlRefusal } from './template-create';

const DAY_MS = 24 * 3600_000;

const FILTERS: Readonly<Record<string, (template: TemplateRecord, value: string) => boolean>> = {
  name: (template, value) => template.name === value,
  language: (template, value) => template.language === value,
  status: (template, value) => template.status === value.toUpperCase(),
  category: (template, value) => template.category === value.toUpperCase(),
  quality_score: (template, value) => template.quality === value.toUpperCase(),
  name_or_content: (template, value) =>
    `${template.name} ${JSON.stringify(template.components)}`
      .toLowerCase()
      .includes(value.toLowerCase()),
};

/** `?summary=total_count,…`: counts of all templates of the account, whatever the filters of the list. */
const summaryOf = (
  sim: Sim,
  wabaId: string,
  wanted: string | null
): JsonObject | Refusal | undefined => {
  if (!wanted) return undefined;
  const templates = sim.templates.ofWaba(wabaId);
  const counts: JsonObject = {
    total_count: templates.length,
    message_template_count: templates.length,
    message_template_limit: sim.config.templates.maxTemplates,
    are_translations_complete: templates.every(({ status }) => status !== 'PENDING'),
  };
  const names = wanted === 'true' ? Object.keys(counts) : wanted.split(',').map((s) => s.trim());
  const foreign = names.find((name) => !(name in counts));
  return foreign === undefined
    ? Object.fromEntries(names.map((name) => [name, counts[name]]))
    : invalid(`Tried accessing nonexisting summary field (${foreign})`);
};

/** `GET /{WABA}/message_templates` with filters and cursors; `paging.next` is absent on the last page. */
export const listTemplates = (sim: Sim, wabaId: string, call: GraphCall): GraphReply | Refusal => {
  const { query } = call;
  const found = sim.templates.ofWaba(wabaId).filter((template) =>
    Object.entries(FILTERS).every(([key, fits]) => {
      const value = query.get(key);
      return value === null || value === '' || fits(template, value);
    })
  );
  const asked = askedFields(query.get('fields'), TEMPLATE);
  if (isRefusal(asked)) return asked;
  const summary = summaryOf(sim, wabaId, query.get('summary'));
  if (summary && isRefusal(summary)) return summary;
  const show = (template: TemplateRecord): JsonObject => cutTo(nodeOf(sim, template), asked);
  const page = pageOf(sim, call, { found, show });
  return isRefusal(page) || !summary
    ? page
    : { ...page, body: { ...(page.body as JsonObject), summary } };
};

/** Everything a template can be asked for. */
const nodeOf = (sim: Sim, template: TemplateRecord): JsonObject => ({
  ...templateNode(template),
  health_status: templateHealth(sim, template),
});

export const getTemplate = (
  sim: Sim,
  template: TemplateRecord,
  call: GraphCall
): GraphReply | Refusal =>
  nodeReply(nodeOf(sim, template), call, {
    ...TEMPLATE,
    defaults: [...TEMPLATE.defaults, 'quality_score'],
  });

const EDITABLE = [
  'category',
  'components',
  'message_send_ttl_seconds',
  'optimization_spec',
  'parameter_format',
];
const FIXED = ['name', 'language'] as const;

/**
 * What an edit must not touch. Meta's OpenAPI document sends `name` and `language` along, while its guide says that
 * only category, components and time to live can be edited: equal ones pass, others are refused.
 */
const fixedRefusal = (template: TemplateRecord, body: JsonObject): Refusal | null => {
  const known: readonly string[] = [...EDITABLE, ...FIXED];
  const foreign = Object.keys(body).find((key) => !known.includes(key));
  if (foreign)
    return invalid(
      `Param ${foreign} cannot be edited: only category, components and message_send_ttl_seconds can.`
    );
  const other = FIXED.find((key) => body[key] !== undefined && body[key] !== template[key]);
  return other === undefined
    ? null
    : invalidTemplate(
        2388003,
        'Template cannot be edited',
        `The ${other} of a template cannot be changed.`
      );
};

const editRefusal = (sim: Sim, template: TemplateRecord, body: JsonObject): Refusal | null => {
  const fixed = fixedRefusal(template, body);
  if (fixed) return fixed;
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status))
    return invalidTemplate(
      2388003,
      'Template cannot be edited',
      `A template that is ${template.status} cannot be edited.`
    );
  const category = body['category'];
  if (
    category !== undefined &&
    template.status === 'APPROVED' &&
    String(category).toUpperCase() !== template.category
  )
    return invalidTemplate(
      2388003,
      'Category cannot be changed',
      'The category of an approved template cannot be changed.'
    );
  const now = sim.clock.now();
  const recent = (spanMs: number): number =>
    template.editedAt.filter((at) => now - at < spanMs).length;
  if (template.status === 'APPROVED' && (recent(DAY_MS) >= 1 || recent(30 * DAY_MS) >= 10))
    return invalidTemplate(
      2388003,
      'Too many edits',
      'An approved template can be edited once in 24 hours and 10 times in 30 days.'
    );
  const badTtl = ttlRefusal(body, template.category) ?? bidRefusal(body, template.category);
  if (badTtl) return badTtl;
  const components = body['components'];
  if (components === undefined) return null;
  return Array.isArray(components) && components.length > 0
    ? checkComponents(components, { format: template.parameterFormat, category: template.category })
    : required('components');
};

/** `POST /{TEMPLATE_ID}`: edits and sends it back to review. */
export const editTemplate = (
  sim: Sim,
  template: TemplateRecord,
  call: GraphCall
): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, STRUCTURED);
  const refusal = editRefusal(sim, template, body);
  if (refusal) return refusal;
  if (template.status === 'APPROVED') template.editedAt.push(sim.clock.now());
  if (Array.isArray(body['components']))
    sim.templates.replaceComponents(template, asComponents(template, body['components']));
  if (typeof body['category'] === 'string') template.category = body['category'].toUpperCase();
  if (typeof body['message_send_ttl_seconds'] === 'number')
    template.ttlSeconds = body['message_send_ttl_seconds'];
  template.bidAmount = bidOf(body) ?? template.bidAmount ?? null;
  template.status = 'PENDING';
  scheduleReview(sim, template, true);
  sim.live.state();
  return success();
};

/** `POST /{TEMPLATE_ID}/unpause`. */
export const unpauseTemplate = (sim: Sim, template: TemplateRecord): GraphReply | Refusal => {
  if (template.status !== 'PAUSED') return invalid('Only a paused template can be unpaused.');
  if (template.paced === 'stopped') template.paced = 'passed';
  sim.feedback.forget(templateKey(template));
  setTemplateStatus(sim, template, { status: 'APPROVED', title: 'UNPAUSE' });
  return success();
};

const underWay = (sim: Sim, template: TemplateRecord): boolean => {
  for (const waiting of sim.waiting.values())
    if (waiting.some((e) => e.template === template.name && e.language === template.language))
      return true;
  return false;
};

/** Gone at once, or pending while messages of it wait for a phone: at most 30 days. */
const endTemplate = (sim: Sim, template: TemplateRecord): void => {
  if (!underWay(sim, template)) {
    sim.templates.remove(template);
    return;
  }
  setTemplateStatus(sim, template, { status: 'PENDING_DELETION' });
  sim.background.in(30 * DAY_MS, () => {
    if (sim.templates.get(template.id) === template) sim.templates.remove(template);
  });
};

const MOST_IDS = 100;

const notFound = (what: string): Refusal =>
  invalidTemplate(2593002, 'Message Template Not Found', `The template ${what} does not exist.`);

const byIds = (sim: Sim, wabaId: string, ids: readonly string[]): TemplateRecord[] | Refusal => {
  if (ids.length === 0) return required('hsm_ids');
  if (ids.length > MOST_IDS) return invalid(`Param hsm_ids must have at most ${MOST_IDS} ids.`);
  const found: TemplateRecord[] = [];
  for (const id of new Set(ids)) {
    const template = sim.templates.get(id);
    if (template?.wabaId !== wabaId) return notFound(id);
    found.push(template);
  }
  return found;
};

const byName = (sim: Sim, wabaId: string, call: GraphCall): TemplateRecord[] | Refusal => {
  const name = call.query.get('name');
  if (!name) return required('name');
  const id = call.query.get('hsm_id');
  const found = sim.templates
    .named(wabaId, name)
    .filter((template) => id === null || template.id === id);
  return found.length > 0 ? found : notFound(name);
};

/**
 * `DELETE /{WABA}/message_templates`: `name=X` deletes all languages of a name, `name=X&hsm_id=ID` one,
 * `hsm_ids=["ID",…]` up to a hundred by their ids. All of them, or none and a refusal.
 */
export const deleteTemplates = (
  sim: Sim,
  wabaId: string,
  call: GraphCall
): GraphReply | Refusal => {
  const ids = call.query.get('hsm_ids');
  const found = ids === null ? byName(sim, wabaId, call) : byIds(sim, wabaId, listOf(ids));
  if (isRefusal(found)) return found;
  if (found.some((template) => template.status === 'DISABLED'))
    return invalidTemplate(
      2388025,
      'Template cannot be deleted',
      'A disabled template cannot be deleted.'
    );
  for (const template of found) {
    if (template.status === 'APPROVED')
      sim.templates.lock(wabaId, template.name, sim.clock.now() + 30 * DAY_MS);
    endTemplate(sim, template);
  }
  sim.live.state();
  return success();
};

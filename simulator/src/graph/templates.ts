import { checkComponents, checkTemplateCreate } from '../checks/template-create';
import { isObject, listAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { scheduleReview, setTemplateStatus } from '../traffic/review';
import { templateNode, TEMPLATE_LIST_FIELDS, type TemplateRecord } from '../world/templates';
import { bodyOf, ok, pickFields, success, type GraphCall, type GraphReply } from './call';
import { invalid, invalidTemplate, isRefusal, refuse, required, type Refusal } from './refusal';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

const objects = (list: readonly unknown[]): JsonObject[] =>
  list.filter(isObject).map((component) => ({
    ...component,
    // Type words are case-insensitive on input and upper-case on output.
    type: String(component['type'] ?? '').toUpperCase(),
    ...(typeof component['format'] === 'string'
      ? { format: component['format'].toUpperCase() }
      : {}),
  }));

const creationRefusal = (sim: Sim, wabaId: string, body: JsonObject): Refusal | null => {
  const wrong = checkTemplateCreate(body);
  if (wrong) return wrong;
  const name = textAt(body, 'name') ?? '';
  const now = sim.clock.now();
  if (sim.templates.find(wabaId, name, textAt(body, 'language') ?? ''))
    return invalidTemplate(
      2388024,
      'Content in this language already exists',
      'There is already content in this language for this template. Choose another name or language.'
    );
  if (sim.templates.lockedUntil(wabaId, name) > now)
    return invalidTemplate(
      2388023,
      'Message template language is being deleted',
      'This name is blocked for 30 days after its deletion. Use another name.'
    );
  if (sim.templates.createdSince(wabaId, now - HOUR_MS) >= 100) return refuse(80007);
  if (sim.templates.ofWaba(wabaId).length >= sim.config.templates.maxTemplates)
    return invalidTemplate(
      2388019,
      'Template limit reached',
      'The account has reached its number of templates.'
    );
  return null;
};

/** `POST /{WABA}/message_templates`. */
export const createTemplate = (sim: Sim, wabaId: string, call: GraphCall): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const refusal = creationRefusal(sim, wabaId, body);
  if (refusal) return refusal;
  const template = sim.templates.add(
    {
      wabaId,
      name: textAt(body, 'name') ?? '',
      language: textAt(body, 'language') ?? '',
      category: String(body['category']).toUpperCase(),
      parameterFormat:
        String(body['parameter_format'] ?? 'POSITIONAL').toUpperCase() === 'NAMED'
          ? 'NAMED'
          : 'POSITIONAL',
      components: objects(listAt(body, 'components') ?? []),
      ...(typeof body['message_send_ttl_seconds'] === 'number'
        ? { ttlSeconds: body['message_send_ttl_seconds'] }
        : {}),
    },
    sim.clock.now()
  );
  scheduleReview(sim, template);
  sim.live.state();
  return ok({ id: template.id, status: template.status, category: template.category });
};

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

const cursorOf = (index: number): string => Buffer.from(`QVFI${index}`).toString('base64url');
const indexOf = (cursor: string): number => {
  const match = /^QVFI(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? Number(match[1]) : -1;
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
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 25) || 25, 1), 250);
  const after = query.get('after');
  const from = after ? indexOf(after) + 1 : 0;
  if (after && from === 0)
    return refuse(131059, 'The cursor is not valid any more. Start the list again.');
  const page = found.slice(from, from + limit);
  const data = page.map((template) =>
    pickFields(templateNode(template), query.get('fields'), TEMPLATE_LIST_FIELDS)
  );
  if (page.length === 0) return ok({ data });
  const cursors = { before: cursorOf(from), after: cursorOf(from + page.length - 1) };
  const next = new URLSearchParams(
    [...query].filter(([key]) => key !== 'after' && key !== 'access_token')
  );
  next.set('after', cursors.after);
  const more = from + page.length < found.length;
  return ok({
    data,
    paging: {
      cursors,
      ...(more
        ? { next: `${sim.baseUrl}/v25.0/${wabaId}/message_templates?${next.toString()}` }
        : {}),
    },
  });
};

export const getTemplate = (template: TemplateRecord, call: GraphCall): GraphReply =>
  ok(
    pickFields(templateNode(template), call.query.get('fields'), [
      ...TEMPLATE_LIST_FIELDS,
      'quality_score',
    ])
  );

const editRefusal = (sim: Sim, template: TemplateRecord, body: JsonObject): Refusal | null => {
  const foreign = Object.keys(body).find(
    (key) =>
      !['category', 'components', 'message_send_ttl_seconds', 'parameter_format'].includes(key)
  );
  if (foreign)
    return invalid(
      `Param ${foreign} cannot be edited: only category, components and message_send_ttl_seconds can.`
    );
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
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const refusal = editRefusal(sim, template, body);
  if (refusal) return refusal;
  if (template.status === 'APPROVED') template.editedAt.push(sim.clock.now());
  if (Array.isArray(body['components']))
    sim.templates.replaceComponents(template, objects(body['components']));
  if (typeof body['category'] === 'string') template.category = body['category'].toUpperCase();
  if (typeof body['message_send_ttl_seconds'] === 'number')
    template.ttlSeconds = body['message_send_ttl_seconds'];
  template.status = 'PENDING';
  scheduleReview(sim, template);
  sim.live.state();
  return success();
};

/** `POST /{TEMPLATE_ID}/unpause`. */
export const unpauseTemplate = (sim: Sim, template: TemplateRecord): GraphReply | Refusal => {
  if (template.status !== 'PAUSED') return invalid('Only a paused template can be unpaused.');
  setTemplateStatus(sim, template, { status: 'APPROVED' });
  return success();
};

/** `DELETE /{WABA}/message_templates?name=X[&hsm_id=ID]`: all languages of a name, or one. */
export const deleteTemplates = (
  sim: Sim,
  wabaId: string,
  call: GraphCall
): GraphReply | Refusal => {
  const name = call.query.get('name');
  if (!name) return required('name');
  const id = call.query.get('hsm_id');
  const found = sim.templates
    .named(wabaId, name)
    .filter((template) => id === null || template.id === id);
  if (found.length === 0)
    return invalidTemplate(
      2593002,
      'Message Template Not Found',
      `The template ${name} does not exist.`
    );
  if (found.some((template) => template.status === 'DISABLED'))
    return invalidTemplate(
      2388025,
      'Template cannot be deleted',
      'A disabled template cannot be deleted.'
    );
  for (const template of found) {
    if (template.status === 'APPROVED')
      sim.templates.lock(wabaId, name, sim.clock.now() + 30 * DAY_MS);
    sim.templates.remove(template);
  }
  sim.live.state();
  return success();
};

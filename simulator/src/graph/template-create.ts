import { checkTemplateCreate } from '../checks/template-create';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { scheduleReview, setTemplateStatus } from '../traffic/review';
import type { ParameterFormat } from '../world/template-shape';
import type { TemplateInput, TemplateRecord } from '../world/templates';
import { authenticationComponents, previewsOf, wishOf, wishProblem } from '../world/authentication';
import { bodyOf, ok, unfolded, type GraphCall, type GraphReply } from './call';
import { fromLibrary, type FromLibrary } from './library';
import { invalid, invalidTemplate, isRefusal, refuse, required, type Refusal } from './refusal';

const HOUR_MS = 3600_000;
/** What of a template may come as its JSON text. */
export const STRUCTURED = [
  'components',
  'languages',
  'library_template_button_inputs',
  'optimization_spec',
];

const upper = (value: unknown): string => (typeof value === 'string' ? value.toUpperCase() : '');

const objects = (list: readonly unknown[]): JsonObject[] =>
  list.filter(isObject).map((component) => ({
    ...component,
    // Type words are case-insensitive on input and upper-case on output.
    type: upper(component['type']),
    ...(typeof component['format'] === 'string' ? { format: upper(component['format']) } : {}),
    ...(Array.isArray(component['buttons'])
      ? {
          buttons: component['buttons']
            .filter(isObject)
            .map((button) => ({ ...button, type: upper(button['type']) })),
        }
      : {}),
  }));

/** Components as they are stored: Meta writes the words of authentication templates itself. */
export const asComponents = (
  template: Pick<TemplateRecord, 'category' | 'language'>,
  list: readonly unknown[]
): JsonObject[] => {
  const given = objects(list);
  return template.category === 'AUTHENTICATION'
    ? authenticationComponents(template.language, wishOf(given))
    : given;
};

const TTL: Readonly<Record<string, readonly [number, number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

/** `message_send_ttl_seconds` within the bounds of its category; −1 = 30 days, not for marketing. */
export const ttlRefusal = (body: JsonObject, category: string): Refusal | null => {
  const value = body['message_send_ttl_seconds'];
  if (value === undefined || (value === -1 && category !== 'MARKETING')) return null;
  const [least, most] = TTL[category] ?? [30, 43_200];
  return typeof value === 'number' && value >= least && value <= most
    ? null
    : invalidTemplate(
        2388040,
        'Message validity period is not allowed',
        `message_send_ttl_seconds of ${category} must be between ${least} and ${most}.`
      );
};

/** The most that a marketing template may cost; see Meta, "Set a max price for marketing messages". */
export const bidOf = (body: JsonObject): number | null => {
  const amount = objectAt(body, 'optimization_spec')?.['bid_amount'];
  return typeof amount === 'number' && Number.isInteger(amount) && amount > 0 ? amount : null;
};

export const bidRefusal = (body: JsonObject, category: string): Refusal | null => {
  const spec = body['optimization_spec'];
  if (spec === undefined) return null;
  if (category !== 'MARKETING')
    return invalid('Param optimization_spec is for marketing templates only.');
  const strategy = objectAt(body, 'optimization_spec')?.['bid_strategy'];
  if (strategy !== 'LOWEST_COST_WITH_BID_CAP')
    return invalid('Param optimization_spec[bid_strategy] must be LOWEST_COST_WITH_BID_CAP.');
  return bidOf(body) === null
    ? invalid('Param optimization_spec[bid_amount] must be a whole number above 0.')
    : null;
};

const roomRefusal = (sim: Sim, wabaId: string, name: string): Refusal | null => {
  const now = sim.clock.now();
  if (sim.templates.lockedUntil(wabaId, name) > now)
    return invalidTemplate(
      2388023,
      'Message template language is being deleted',
      'This name is blocked for 30 days after its deletion. Use another name.'
    );
  if (sim.templates.createdSince(wabaId, now - HOUR_MS) >= 100) return refuse(80007);
  return sim.templates.ofWaba(wabaId).length >= sim.config.templates.maxTemplates
    ? invalidTemplate(
        2388019,
        'Template limit reached',
        'The account has reached its number of templates.'
      )
    : null;
};

const contentRefusal = (body: JsonObject, category: string): Refusal | null => {
  const wrong =
    checkTemplateCreate(body) ?? ttlRefusal(body, category) ?? bidRefusal(body, category);
  if (wrong || category !== 'AUTHENTICATION') return wrong;
  const problem = wishProblem(wishOf(objects(listAt(body, 'components') ?? [])));
  return problem ? invalidTemplate(2388040, 'Authentication template is not valid', problem) : null;
};

/** Meta's own words of an authentication template have {{1}}, whatever format is asked for. */
const formatOf = (category: string, body: JsonObject): ParameterFormat =>
  upper(body['parameter_format']) === 'NAMED' && category !== 'AUTHENTICATION'
    ? 'NAMED'
    : 'POSITIONAL';

const inputOf = (wabaId: string, body: JsonObject, library: FromLibrary | null): TemplateInput => {
  const language = textAt(body, 'language') ?? '';
  const category = upper(body['category']);
  const ttl = body['message_send_ttl_seconds'];
  return {
    wabaId,
    name: textAt(body, 'name') ?? '',
    language,
    category,
    parameterFormat: formatOf(category, body),
    components: asComponents({ category, language }, listAt(body, 'components') ?? []),
    ...(library
      ? {
          libraryName: library.entry.name,
          valueKinds: library.entry.params.map((param) => param.kind),
        }
      : {}),
    ...(typeof ttl === 'number' ? { ttlSeconds: ttl } : {}),
    bidAmount: bidOf(body),
  };
};

/** Makes one template of a create body, or says why not. Library templates are approved at once. */
const make = (sim: Sim, wabaId: string, body: JsonObject): TemplateRecord | Refusal => {
  const library = fromLibrary(body);
  if (library && isRefusal(library)) return library;
  const whole = library ? { ...body, components: library.components } : body;
  const refusal = contentRefusal(whole, upper(whole['category']));
  if (refusal) return refusal;
  const name = textAt(whole, 'name') ?? '';
  if (sim.templates.find(wabaId, name, textAt(whole, 'language') ?? ''))
    return invalidTemplate(
      2388024,
      'Content in this language already exists',
      'There is already content in this language for this template. Choose another name or language.'
    );
  const full = roomRefusal(sim, wabaId, name);
  if (full) return full;
  const template = sim.templates.add(inputOf(wabaId, whole, library), sim.clock.now());
  if (library) setTemplateStatus(sim, template, { status: 'APPROVED' });
  else scheduleReview(sim, template);
  sim.live.state();
  return template;
};

const shortNode = (template: TemplateRecord): JsonObject => ({
  id: template.id,
  status: template.status,
  category: template.category,
});

/** `POST /{WABA}/message_templates`. */
export const createTemplate = (sim: Sim, wabaId: string, call: GraphCall): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, STRUCTURED);
  const template = make(sim, wabaId, body);
  return isRefusal(template) ? template : ok(shortNode(template));
};

const renew = (sim: Sim, template: TemplateRecord, body: JsonObject): Refusal | null => {
  const refusal = contentRefusal({ ...body, language: template.language }, 'AUTHENTICATION');
  if (refusal) return refusal;
  sim.templates.replaceComponents(
    template,
    asComponents(template, listAt(body, 'components') ?? [])
  );
  template.status = 'PENDING';
  scheduleReview(sim, template, true);
  return null;
};

/** `POST /{WABA}/upsert_message_templates`: authentication templates in many languages at once. */
export const upsertTemplates = (
  sim: Sim,
  wabaId: string,
  call: GraphCall
): GraphReply | Refusal => {
  const given = bodyOf(call);
  if (isRefusal(given)) return given;
  const body = unfolded(given, STRUCTURED);
  const languages = listAt(body, 'languages');
  if (!languages || languages.length === 0) return required('languages');
  if (upper(body['category']) !== 'AUTHENTICATION')
    return invalid('Param category must be AUTHENTICATION: other templates cannot be upserted.');
  const data: JsonObject[] = [];
  for (const language of languages.map(String)) {
    const known = sim.templates.find(wabaId, textAt(body, 'name') ?? '', language);
    const { languages: _all, ...rest } = body;
    const made = known
      ? (renew(sim, known, { ...rest, name: known.name }) ?? known)
      : make(sim, wabaId, { ...rest, language });
    if (isRefusal(made)) return made;
    data.push({ ...shortNode(made), language });
  }
  return ok({ data });
};

/** `GET /{WABA}/message_template_previews`. */
export const previewTemplates = (call: GraphCall): GraphReply | Refusal =>
  upper(call.query.get('category')) === 'AUTHENTICATION'
    ? ok({ data: previewsOf(call.query) })
    : invalid('Param category must be AUTHENTICATION.');

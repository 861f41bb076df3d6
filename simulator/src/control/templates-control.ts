import { checkTemplateCreate } from '../checks/template-create';
import { isObject, listAt, type JsonObject } from '../kernel/json';
import { isTemplateQuality } from '../world/template-quality';
import type { Sim } from '../sim';
import {
  announceCategory,
  setTemplateCategory,
  setTemplatePrice,
  setTemplateQuality,
  setTemplateStatus,
} from '../traffic/review';
import {
  templateNode,
  TEMPLATE_STATUSES,
  type TemplateRecord,
  type TemplateStatus,
} from '../world/templates';
import { bidOf } from '../graph/template-create';
import { ControlError } from './control-error';

export type TemplatesControl = {
  list(): JsonObject[];
  /** Adds a template as the create call would, but with any status (default APPROVED) and without a webhook. */
  seed(body: JsonObject & { status?: string }): JsonObject;
  /** By id, or by name with an optional language. */
  setStatus(
    key: string,
    status: string,
    options?: { language?: string; reason?: string }
  ): JsonObject;
  setQuality(key: string, quality: string, language?: string): JsonObject;
  /**
   * As one press in WhatsApp Manager: the most that 1,000 deliveries may cost; null = the rate card again. `silent`: the
   * webhook is lost.
   */
  setMaxPrice(
    key: string,
    bidAmount: number | null,
    options?: { language?: string; silent?: boolean }
  ): JsonObject;
  setCategory(key: string, category: string, language?: string): JsonObject;
  /** 24 hours' notice (or `inMs`) of another category, then the change. */
  announceCategory(
    key: string,
    category: string,
    options?: { language?: string; inMs?: number }
  ): JsonObject;
  remove(key: string, language?: string): void;
};

const NOTICE_MS = 24 * 3600_000;
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];

const wabaIdOf = (sim: Sim): string => sim.wabas.keys().next().value ?? '';

const templateOf = (sim: Sim, key: string, language?: string): TemplateRecord => {
  const found =
    sim.templates.get(key) ??
    sim.templates
      .named(wabaIdOf(sim), key)
      .find((template) => !language || template.language === language);
  if (!found)
    throw new ControlError(
      404,
      `No template "${key.slice(0, 60)}"${language ? ` in ${language}` : ''}.`
    );
  return found;
};

const seed = (sim: Sim, body: JsonObject & { status?: string }): JsonObject => {
  const { status = 'APPROVED', ...create } = body;
  const refusal = checkTemplateCreate(create);
  if (refusal) throw new ControlError(400, refusal.userMessage ?? refusal.message);
  if (!TEMPLATE_STATUSES.includes(status))
    throw new ControlError(400, `status must be one of ${TEMPLATE_STATUSES.join(', ')}.`);
  const name = String(create['name']);
  const language = String(create['language']);
  if (sim.templates.find(wabaIdOf(sim), name, language))
    throw new ControlError(409, `There is already a template ${name} in ${language}.`);
  const template = sim.templates.add(
    {
      wabaId: wabaIdOf(sim),
      name,
      language,
      category: String(create['category']).toUpperCase(),
      parameterFormat:
        String(create['parameter_format'] ?? '').toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL',
      components: (listAt(create, 'components') ?? []).filter(isObject),
      bidAmount: bidOf(create),
      status: status as TemplateStatus,
    },
    sim.clock.now()
  );
  return templateNode(template);
};

export const createTemplatesControl = (sim: Sim): TemplatesControl => ({
  list: () =>
    [...sim.wabas.keys()].flatMap((wabaId) => sim.templates.ofWaba(wabaId)).map(templateNode),
  seed: (body) => seed(sim, body),
  setStatus: (key, status, options = {}) => {
    if (!TEMPLATE_STATUSES.includes(status))
      throw new ControlError(400, `status must be one of ${TEMPLATE_STATUSES.join(', ')}.`);
    const template = templateOf(sim, key, options.language);
    setTemplateStatus(sim, template, {
      status: status as TemplateStatus,
      ...(options.reason ? { reason: options.reason } : {}),
    });
    return templateNode(template);
  },
  setQuality: (key, quality, language) => {
    if (!isTemplateQuality(quality))
      throw new ControlError(400, 'quality must be one of GREEN, YELLOW, RED, UNKNOWN.');
    const template = templateOf(sim, key, language);
    setTemplateQuality(sim, template, quality);
    return templateNode(template);
  },
  setMaxPrice: (key, bidAmount, options = {}) => {
    const template = templateOf(sim, key, options.language);
    setTemplatePrice(sim, template, { bidAmount, isSent: options.silent !== true });
    return templateNode(template);
  },
  setCategory: (key, category, language) => {
    if (!CATEGORIES.includes(category))
      throw new ControlError(400, `category must be one of ${CATEGORIES.join(', ')}.`);
    const template = templateOf(sim, key, language);
    setTemplateCategory(sim, template, category);
    return templateNode(template);
  },
  announceCategory: (key, category, options = {}) => {
    if (!CATEGORIES.includes(category))
      throw new ControlError(400, `category must be one of ${CATEGORIES.join(', ')}.`);
    const template = templateOf(sim, key, options.language);
    announceCategory(sim, template, { category, inMs: options.inMs ?? NOTICE_MS });
    return templateNode(template);
  },
  remove: (key, language) => sim.templates.remove(templateOf(sim, key, language)),
});

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { MOVE_TOPIC } from '../contracts/consent';
import { accountsService } from '../accounts/public';
import { shapeOf, type TemplateShape } from '../cloud-api/template-shape';
import {
  syncResult,
  type ListTemplatesQuery,
  type SlotBindings,
  type SyncResult,
  type TemplateUseCount,
  type TemplateView,
} from '../contracts/templates';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { codeMinutes } from './code-minutes';
import { carriesCode } from './domain/code';
import { readiness, sendableByPeople } from './domain/sendable';
import { templateView } from './domain/view';
import { createDrafts } from './drafts';
import { applyTemplateChange } from './meta';
import { checkFiles } from './header-file';
import { changeTemplate, historyOf } from './history';
import { createLanguages } from './languages';
import { suggestedSources } from './library/suggested';
import type { TemplatesService } from './public';
import { createNotices } from './notices';
import { createOptOutButtons } from './opt-out-buttons';
import { createRemove } from './remove';
import { createReviews } from './reviews';
import { findByName, findTemplate, findTemplates, listAll, listOfWabas, setForAll } from './store';
import { refuseLockedBindings } from './sensitive';
import { createSubmit } from './submit';
import { createSyncRunner } from './sync-runner';
import { createTakeOver } from './take-over';
import type { TemplateRow } from './tables';

/** Shapes by template, as long as its components are the same. */
const MAX_SHAPES = 5_000;

const createShapes = (): TemplatesService['shape'] => {
  const shapes = new Map<number, { components: string; shape: TemplateShape }>();
  return (row) => {
    const key = JSON.stringify([row.language, row.parameterFormat, row.components]);
    const known = shapes.get(row.id);
    if (known?.components === key) return known.shape;
    if (shapes.size >= MAX_SHAPES) shapes.clear();
    const made = shapeOf(row.components, row.parameterFormat, row.language);
    shapes.set(row.id, { components: key, shape: made });
    return made;
  };
};

const cleanBindings = (bindings: SlotBindings, keys: ReadonlySet<string>): SlotBindings => {
  const unknown = Object.keys(bindings).find((key) => !keys.has(key));
  if (unknown !== undefined) {
    throw new DomainError(
      'unknown-slot',
      `bindings: the template has no variable "${unknown.slice(0, 80)}"`,
      {
        field: `bindings.${unknown.slice(0, 80)}`,
        remedy: 'Reload the page: the template changed at Meta.',
      }
    );
  }
  return Object.fromEntries(
    Object.entries(bindings).map(([key, { source, fallback }]) => [
      key,
      {
        source: source.kind === 'text' ? { ...source, text: withoutNul(source.text) } : source,
        fallback: fallback === null ? null : withoutNul(fallback).trim() || null,
      },
    ])
  );
};

const matches = ({ status, q }: ListTemplatesQuery) => {
  const asked = q?.toLowerCase();
  return (row: TemplateRow): boolean =>
    (!status || row.status === status) && (!asked || row.name.toLowerCase().includes(asked));
};

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** What each source counts of a template, as one. */
const summed = (
  counted: readonly TemplateUseCount[],
  known: ReadonlySet<number>
): TemplateUseCount[] => {
  const byTemplate = new Map<number, TemplateUseCount>();
  for (const one of counted.filter(({ templateId }) => known.has(templateId))) {
    const sum = byTemplate.get(one.templateId);
    byTemplate.set(one.templateId, {
      templateId: one.templateId,
      campaigns: one.campaigns + (sum?.campaigns ?? 0),
      bots: one.bots + (sum?.bots ?? 0),
      lastAt: latest(one.lastAt, sum?.lastAt ?? null),
      reached: one.reached ?? sum?.reached ?? null,
    });
  }
  return [...byTemplate.values()];
};

export const createTemplatesService = ({ strapi }: { strapi: Core.Strapi }): TemplatesService => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);
  const shape = createShapes();
  const view = (row: TemplateRow): TemplateView => {
    const suggested = suggestedSources(row.name, shape(row).slots);
    return { ...templateView(row, shape(row), clock.now()), ...(suggested ? { suggested } : {}) };
  };
  const uses: TemplatesService['uses'] = [];
  const useCounts: TemplatesService['useCounts'] = [];
  const get = async (id: number): Promise<TemplateRow> => {
    const row = await findTemplate(db.knex, id);
    if (!row) throw notFound('template');
    return row;
  };

  const list: TemplatesService['list'] = async (query) => {
    const account = query.accountId === undefined ? null : await accounts().get(query.accountId);
    const rows = account ? await listOfWabas(db.knex, [account.wabaId]) : await listAll(db.knex);
    const all = account ? [account] : await accounts().list();
    const syncs = all.flatMap((one) => {
      const parsed = syncResult.safeParse(one.lastSync);
      return parsed.success ? [parsed.data] : [];
    });
    const lastSync = syncs.reduce<SyncResult | null>(
      (best, one) => (!best || one.at > best.at ? one : best),
      null
    );
    const templates = rows.filter(matches(query)).map(view);
    const counted = await Promise.all(useCounts.map((count) => count()));
    return { templates, uses: summed(counted.flat(), new Set(rows.map(({ id }) => id))), lastSync };
  };
  const saveBindings: TemplatesService['saveBindings'] = async (id, bindings, by) => {
    const row = await get(id);
    const { slots } = shape(row);
    const clean = cleanBindings(bindings, new Set(slots.map((slot) => slot.key)));
    await refuseLockedBindings(strapi, clean);
    await checkFiles(strapi, slots, { clean, before: row.bindings });
    await db.tx(async (trx) => {
      const cause = { via: 'person', by } as const;
      await changeTemplate(trx, row, { change: { bindings: clean }, at: clock.now(), cause });
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
    return view(await get(id));
  };
  const saveTopic: TemplatesService['saveTopic'] = async (id, topic) => {
    const row = await get(id);
    const { topics } = await settingsService(strapi).get();
    const known = topics.find(({ key }) => key === topic);
    const category = row.category === 'MARKETING' ? 'marketing' : 'utility';
    const isBuiltIn = topic === MOVE_TOPIC && row.category !== 'AUTHENTICATION';
    if (topic !== null && !isBuiltIn && known?.category !== category)
      throw new DomainError('invalid', 'this topic does not fit the template', {
        field: 'topic',
        remedy: 'Choose a topic of the same category from Settings › WhatsApp › Consent.',
      });
    await db.tx(async (trx) => {
      await setForAll(trx, row, { topic });
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
    return get(id);
  };
  const { createOnce, ...drafts } = createDrafts(strapi, get);
  const runner = createSyncRunner(strapi, () => service.recategorised?.() ?? null);
  const service: TemplatesService = {
    ...runner,
    ...drafts,
    ...createTakeOver(strapi, { view, createOnce }),
    ...createSubmit(strapi, { get, reread: runner.reread }),
    ...createOptOutButtons(strapi, { get, shape }),
    ...createRemove(strapi, { get, uses }),
    ...createReviews(strapi, { get }),
    ...createNotices(strapi, { get }),
    uses,
    recategorised: null,
    useCounts,
    get,
    byIds: (ids) => findTemplates(db.knex, ids),
    byName: (wabaId, name, language) => findByName(db.knex, { wabaId, name, language }),
    ...createLanguages(strapi, { get, shape }),
    list,
    view,
    saveBindings,
    saveTopic,
    applyMeta: (trx: Knex.Transaction, element) =>
      applyTemplateChange(
        { now: () => clock.now(), logs: () => logsService(strapi) },
        trx,
        element
      ),
    shape,
    sendable: (row) => sendableByPeople(row, shape(row)),
    codeMinutes: (row) => (carriesCode(row, shape(row)) ? codeMinutes(row.components) : null),
    ready: (row, given) => readiness(row, shape(row), given),
    history: async (id) => {
      await get(id);
      return historyOf(db.knex, id);
    },
  };
  return service;
};

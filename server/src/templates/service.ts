import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import { shapeOf, type TemplateShape } from '../cloud-api/template-shape';
import {
  syncResult,
  type ListTemplatesQuery,
  type SlotBindings,
  type SyncResult,
} from '../contracts/templates';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isSendable } from './domain/sendable';
import { templateView } from './domain/view';
import { applyTemplateChange } from './meta';
import type { TemplatesService } from './public';
import {
  findByName,
  findTemplate,
  findTemplates,
  listAll,
  listOfWabas,
  updateTemplate,
} from './store';
import { createSyncRunner } from './sync-runner';
import type { TemplateRow } from './tables';

/** Shapes by template, as long as its components are the same. */
const MAX_SHAPES = 5_000;

const createShapes = (): TemplatesService['shape'] => {
  const shapes = new Map<number, { components: string; shape: TemplateShape }>();
  return (row) => {
    const key = JSON.stringify([row.parameterFormat, row.components]);
    const known = shapes.get(row.id);
    if (known?.components === key) return known.shape;
    if (shapes.size >= MAX_SHAPES) shapes.clear();
    const made = shapeOf(row.components, row.parameterFormat);
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

export const createTemplatesService = ({ strapi }: { strapi: Core.Strapi }): TemplatesService => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);
  const shape = createShapes();
  const view = (row: TemplateRow) => templateView(row, shape(row));
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
    return { templates: rows.filter(matches(query)).map(view), lastSync };
  };
  const saveBindings: TemplatesService['saveBindings'] = async (id, bindings) => {
    const row = await get(id);
    const keys = new Set(shape(row).slots.map((slot) => slot.key));
    const clean = cleanBindings(bindings, keys);
    await db.tx(async (trx) => {
      await updateTemplate(trx, id, { bindings: clean, changedAt: clock.now() });
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
    return view(await get(id));
  };
  const setStatus: TemplatesService['setStatus'] = async (trx, id, { status, statusText }) => {
    const change = { status, statusText: statusText.slice(0, 40), changedAt: clock.now() };
    if (trx) return updateTemplate(trx, id, change);
    await db.tx(async (own) => {
      await updateTemplate(own, id, change);
      await realtimeService(strapi).append(own, [{ type: 'template', id }]);
    });
  };
  return {
    ...createSyncRunner(strapi),
    get,
    byIds: (ids) => findTemplates(db.knex, ids),
    byName: (wabaId, name, language) => findByName(db.knex, { wabaId, name, language }),
    list,
    view,
    saveBindings,
    applyMeta: (trx: Knex.Transaction, element) =>
      applyTemplateChange(
        { now: () => clock.now(), logs: () => logsService(strapi) },
        trx,
        element
      ),
    shape,
    sendable: (row) => isSendable(row, shape(row).unsupported),
    setStatus,
  };
};

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, type AccountRow } from '../accounts/public';
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
import { errorText } from '../strapi/log';
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
  wabasInReview,
} from './store';
import { applySync, readAllTemplates, type SyncDeps } from './sync';
import type { TemplateRow } from './tables';

/** Shapes by template, as long as its components are the same. */
const MAX_SHAPES = 5_000;

const failedSync = (at: number, error: string): SyncResult => ({
  at,
  ok: false,
  read: 0,
  created: 0,
  updated: 0,
  missing: 0,
  error,
});

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
  const shapes = new Map<number, { components: string; shape: TemplateShape }>();
  const running = new Map<string, Promise<SyncResult>>();
  const deps: SyncDeps = {
    db,
    now: () => clock.now(),
    append: (trx, entries) => realtimeService(strapi).append(trx, entries),
  };

  const shape = (row: TemplateRow): TemplateShape => {
    const key = JSON.stringify([row.parameterFormat, row.components]);
    const known = shapes.get(row.id);
    if (known?.components === key) return known.shape;
    if (shapes.size >= MAX_SHAPES) shapes.clear();
    const made = shapeOf(row.components, row.parameterFormat);
    shapes.set(row.id, { components: key, shape: made });
    return made;
  };
  const view = (row: TemplateRow) => templateView(row, shape(row));
  const get = async (id: number): Promise<TemplateRow> => {
    const row = await findTemplate(db.knex, id);
    if (!row) throw notFound('template');
    return row;
  };

  const readAndApply = async (account: AccountRow): Promise<SyncResult> => {
    try {
      const read = await readAllTemplates(accounts().cloudApi(account), account.wabaId);
      return read.ok
        ? await applySync(deps, account.wabaId, read.templates)
        : failedSync(clock.now(), read.error);
    } catch (error) {
      if (error instanceof DomainError) return failedSync(clock.now(), error.message);
      throw error;
    }
  };
  const keep = async (account: AccountRow, result: SyncResult): Promise<SyncResult> => {
    await accounts().keepSync(account.wabaId, result);
    const { read, created, updated, missing, error } = result;
    logsService(strapi).write({
      area: 'account',
      level: result.ok ? 'info' : 'error',
      event: result.ok ? 'templates-synced' : 'template-sync-failed',
      text: result.ok
        ? `${account.name}: ${read} templates read, ${created} new, ${updated} changed, ${missing} gone`
        : `${account.name}: templates could not be read: ${error ?? ''}`,
      accountId: account.id,
    });
    return result;
  };
  /** Two presses of the button, or two numbers of one WABA, are one sync. */
  const syncAccount = (account: AccountRow): Promise<SyncResult> => {
    const known = running.get(account.wabaId);
    if (known) return known;
    const work = readAndApply(account)
      .then((result) => keep(account, result))
      .finally(() => running.delete(account.wabaId));
    running.set(account.wabaId, work);
    return work;
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
  const poll = async (): Promise<void> => {
    for (const wabaId of await wabasInReview(db.knex)) {
      const account = (await accounts().byWabaId(wabaId)).find((one) => one.status === 'connected');
      if (!account) continue;
      try {
        await syncAccount(account);
      } catch (error) {
        contextOf(strapi)
          .log('templates')
          .warn('poll failed', { account: account.id, why: errorText(error) });
      }
    }
  };

  return {
    sync: async (accountId) => syncAccount(await accounts().get(accountId)),
    poll,
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

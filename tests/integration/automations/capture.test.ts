import { createAsks } from '../../../server/src/automations/asks';
import { createCapture } from '../../../server/src/automations/capture';
import { automationsService } from '../../../server/src/automations/public';
import {
  automationTable,
  changeTable,
  seenTable,
  watchedTypeTable,
  type ChangeRow,
  type WatchedTypeRow,
} from '../../../server/src/automations/tables';
import { createUpkeep } from '../../../server/src/automations/upkeep';
import { createWatches } from '../../../server/src/automations/watches';
import type { AutomationTrigger } from '../../../server/src/contracts/automations';
import { logsService } from '../../../server/src/logs/public';
import { hostQuery } from '../../../server/src/records/entries';
import { standsFor } from '../../../server/src/records/host-sql';
import { writtenByUs } from '../../../server/src/records/public';
import { contextOf } from '../../../server/src/strapi/context';
import { insertRow } from '../../../server/src/strapi/db';
import { readRow, writeRow } from '../../../server/src/strapi/table';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';

const ORDER = 'api::order.order';
const NOTICE = 'api::notice.notice';
const CUSTOMER = 'api::customer.customer';
const BOTH = '*';

interface Documents {
  create(params: object): Promise<{ documentId: string }>;
  update(params: object): Promise<{ documentId: string }>;
  delete(params: object): Promise<unknown>;
  publish(params: object): Promise<unknown>;
  unpublish(params: object): Promise<unknown>;
}
interface Rows {
  create(params: object): Promise<{ documentId: string }>;
  createMany(params: object): Promise<unknown>;
  update(params: object): Promise<unknown>;
  updateMany(params: object): Promise<unknown>;
  delete(params: object): Promise<unknown>;
  deleteMany(params: object): Promise<unknown>;
}
type Raw = Record<string, unknown>;

describe.each(databases())('what automations hear of entries, on %s', (client) => {
  let app: BootedStrapi;
  const knex = () => app.strapi.db.connection;
  const automations = () => automationsService(app.strapi);
  const locales = () =>
    app.strapi.plugin('i18n').service('locales') as { create(locale: object): Promise<unknown> };
  const documents = (uid: string) => app.strapi.documents(uid as never) as unknown as Documents;
  const rows = (uid: string) => app.strapi.db.query(uid as never) as unknown as Rows;

  const changesOf = async (documentId: string): Promise<ChangeRow[]> => {
    const raw = (await knex()(changeTable.table)
      .where({ entry_document: documentId })
      .orderBy('id')) as Raw[];
    return raw.map((one) => readRow(changeTable, one));
  };
  const kindsOf = async (documentId: string) =>
    (await changesOf(documentId)).map(({ kind }) => kind);
  /** The changes of an entry, once there are this many. */
  const changed = (documentId: string, count: number) =>
    eventually(`${count} changes`, async () => {
      const all = await changesOf(documentId);
      return all.length >= count ? all : null;
    });
  const watched = async (uid: string): Promise<WatchedTypeRow | null> => {
    const raw = (await knex()(watchedTypeTable.table).where({ uid }).first()) as Raw | undefined;
    return raw ? readRow(watchedTypeTable, raw) : null;
  };
  /** Once all entries have been looked at. */
  const filled = async (uid: string, field: string): Promise<void> => {
    await eventually(`${field} of ${uid} is watched`, async () => {
      const row = await watched(uid);
      return row?.filledAt !== null && row?.fields?.includes(field);
    });
    await automations().load();
  };
  const watch = async (trigger: AutomationTrigger & { field: string; uid: string }) => {
    const row = { name: 'Watching', trigger, uid: trigger.uid, botId: 1, addedAt: 1, changedAt: 1 };
    await insertRow(knex(), automationTable.table, writeRow(automationTable, row));
    await filled(trigger.uid, trigger.field);
  };
  const becomes = (uid: string, field: string) =>
    ({
      kind: 'updated',
      uid,
      field,
      version: 'published',
      from: null,
      to: null,
      alsoNew: false,
    }) as const;
  const seenCount = async (uid: string) =>
    Number(
      ((await knex()(seenTable.table).where({ uid }).count({ n: '*' }).first()) as { n: unknown }).n
    );
  const order = (data: object = {}) =>
    documents(ORDER).create({ data: { number: 'A-1', state: 'new', total: 10, ...data } });
  /** Tables of what was seen and what changed that the work asks, one for each statement. */
  const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      const [, table] = /whatsapp_(seen_entries|entry_changes)/.exec(sql) ?? [];
      // Timers look for what is gone, and for changes that automations have not looked at.
      const isOfTimer =
        /gone_at\W* is not null/.test(sql) || (table === 'entry_changes' && !/^insert/i.test(sql));
      if (table && !isOfTimer) asked.push(table);
    };
    knex().on('query', note);
    await work();
    knex().removeListener('query', note);
    return asked;
  };

  const OLD = 250;
  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    await locales().create({ code: 'tr', name: 'Turkish (tr)' });
    const old = Array.from({ length: OLD }, (_, i) => ({
      documentId: `old${String(i).padStart(21, '0')}`,
      number: `old ${i}`,
      state: 'new',
      publishedAt: new Date(),
    }));
    await rows(ORDER).createMany({ data: old });
    await watch(becomes(ORDER, 'state'));
    await watch(becomes(NOTICE, 'state'));
  });
  afterAll(() => app.close());

  it('[E-02] remembers entries that are there already, starts nothing for them, and goes on where a crash ended it', async () => {
    expect(await seenCount(ORDER)).toBe(OLD);
    expect(await knex()(changeTable.table).where({ uid: ORDER })).toEqual([]);
    // As a process leaves it that died after the first hundred.
    await knex()(seenTable.table).where({ uid: ORDER }).delete();
    const goesOn = async (from: string) => {
      await knex()(watchedTypeTable.table)
        .where({ uid: ORDER })
        .update({ fill_cursor: from, filled_at: null });
      await filled(ORDER, 'state');
    };
    await goesOn(`old${String(99).padStart(21, '0')}`);
    expect(await seenCount(ORDER)).toBe(OLD - 100);
    await goesOn('');
    expect(await seenCount(ORDER)).toBe(OLD);
    expect(await knex()(changeTable.table).where({ uid: ORDER })).toEqual([]);
  });

  it('[E-02] writes old and new values in the transaction of the save, and nothing for fields that nobody watches', async () => {
    const { documentId } = await order();
    await documents(ORDER).update({ documentId, data: { number: 'B-1' } });
    await documents(ORDER).update({ documentId, data: { state: 'paid' } });
    expect(await changesOf(documentId)).toMatchObject([
      {
        kind: 'created',
        version: 'published',
        valuesBefore: null,
        valuesAfter: { state: 'new' },
        origin: 'save',
        depth: 0,
      },
      { kind: 'updated', valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' } },
    ]);
  });

  it('[E-02] two changes at once are two', async () => {
    const { documentId } = await order();
    await Promise.all(
      ['paid', 'sent'].map((state) => documents(ORDER).update({ documentId, data: { state } }))
    );
    const [created, first, second] = await changesOf(documentId);
    expect([created?.kind, first?.kind, second?.kind]).toEqual(['created', 'updated', 'updated']);
    expect([first?.valuesAfter?.state, second?.valuesAfter?.state].sort()).toEqual([
      'paid',
      'sent',
    ]);
  });

  it('[E-02] what is rolled back never happened', async () => {
    const { documentId } = await order();
    const failed = app.strapi.db.transaction(async () => {
      await documents(ORDER).update({ documentId, data: { state: 'sent' } });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await documents(ORDER).update({ documentId, data: { state: 'paid' } });
    expect(await changesOf(documentId)).toMatchObject([
      { kind: 'created' },
      { kind: 'updated', valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' } },
    ]);
  });

  it('[E-02] says who wrote it: our own flows, and how deep', async () => {
    const { documentId } = await order();
    await writtenByUs(2, () => documents(ORDER).update({ documentId, data: { state: 'paid' } }));
    expect((await changesOf(documentId)).map(({ depth }) => depth)).toEqual([0, 2]);
  });

  it('[E-02] costs nothing where nobody watches, one look where nothing changed, and two more statements where it did', async () => {
    const { documentId: person } = await documents(CUSTOMER).create({ data: { name: 'Ayşe' } });
    const { documentId } = await order();
    const save = (uid: string, id: string, data: object) => () =>
      documents(uid).update({ documentId: id, data });
    expect(await statementsOf(save(CUSTOMER, person, { name: 'Ece' }))).toEqual([]);
    expect(await statementsOf(save(ORDER, documentId, { number: 'C-1' }))).toEqual([
      'seen_entries',
    ]);
    expect(await statementsOf(save(ORDER, documentId, { state: 'paid' }))).toEqual([
      'seen_entries',
      'seen_entries',
      'entry_changes',
    ]);
  });

  it('[E-02] a relation counts by the entry at its other end, and a field that is watched later is no news', async () => {
    const customers = documents(CUSTOMER);
    const [{ documentId: one }, { documentId: other }] = await Promise.all([
      customers.create({ data: { name: 'One' } }),
      customers.create({ data: { name: 'Other' } }),
    ]);
    const { documentId } = await order({ customer: { documentId: one } });
    await watch(becomes(ORDER, 'customer'));
    await documents(ORDER).update({ documentId, data: { number: 'D-1' } });
    await customers.update({ documentId: one, data: { name: 'Once' } });
    expect(await kindsOf(documentId)).toEqual(['created']);
    await documents(ORDER).update({ documentId, data: { customer: { documentId: other } } });
    const [, moved] = await changesOf(documentId);
    expect([moved?.valuesBefore?.customer, moved?.valuesAfter?.customer]).toEqual([one, other]);
  });

  it('[E-02] hears of changes past the document service, of one and of some', async () => {
    const made = await rows(ORDER).create({
      data: { number: 'Q-1', state: 'new', publishedAt: new Date() },
    });
    const { documentId } = made;
    await rows(ORDER).update({ where: { documentId }, data: { state: 'paid' } });
    const twin = await order({ number: 'Q-1', state: 'paid' });
    await rows(ORDER).updateMany({ where: { number: 'Q-1' }, data: { state: 'sent' } });
    expect(await kindsOf(documentId)).toEqual(['created', 'updated', 'updated']);
    expect(await kindsOf(twin.documentId)).toEqual(['created', 'updated']);
    await rows(ORDER).delete({ where: { documentId } });
    await rows(ORDER).deleteMany({ where: { number: 'Q-1' } });
    const [, , , gone] = await changed(documentId, 4);
    expect(gone).toMatchObject({
      kind: 'deleted',
      valuesBefore: { state: 'sent' },
      valuesAfter: null,
      origin: 'save',
    });
    await changed(twin.documentId, 3);
  });

  describe('with drafts in two languages', () => {
    /** Drafts in both languages, with one state for both. */
    const notice = async (): Promise<string> => {
      const { documentId } = await documents(NOTICE).create({
        data: { title: 'Hello', state: 'new' },
        locale: 'en',
      });
      await documents(NOTICE).update({ documentId, locale: 'tr', data: { title: 'Merhaba' } });
      return documentId;
    };
    const publish = (documentId: string) => documents(NOTICE).publish({ documentId, locale: BOTH });

    it('[E-02] a draft is no news, and publishing is one, however many rows it makes', async () => {
      const documentId = await notice();
      expect(await kindsOf(documentId)).toEqual([]);
      await publish(documentId);
      expect(await changesOf(documentId)).toMatchObject([
        { kind: 'published', valuesBefore: null, valuesAfter: { state: 'new' } },
      ]);
    });

    it('[E-02] publishing again says what changed since, once, and nothing where nothing did', async () => {
      const documentId = await notice();
      await publish(documentId);
      await publish(documentId);
      await documents(NOTICE).update({ documentId, locale: 'en', data: { state: 'open' } });
      expect(await kindsOf(documentId)).toEqual(['published']);
      await publish(documentId);
      expect(await changesOf(documentId)).toMatchObject([
        { kind: 'published' },
        { kind: 'updated', valuesBefore: { state: 'new' }, valuesAfter: { state: 'open' } },
      ]);
    });

    it('[E-02] a field of all languages that Strapi copies to the others changes once', async () => {
      const documentId = await notice();
      await publish(documentId);
      await documents(NOTICE).update({
        documentId,
        locale: 'tr',
        status: 'published',
        data: { state: 'done' },
      });
      expect(await changesOf(documentId)).toMatchObject([
        { kind: 'published' },
        { kind: 'updated', locale: 'en', valuesAfter: { state: 'done' } },
      ]);
    });

    it('[E-02] one that is unpublished, published at once, and deleted, changed three times', async () => {
      const documentId = await notice();
      await publish(documentId);
      await documents(NOTICE).unpublish({ documentId, locale: BOTH });
      await publish(documentId);
      expect(await kindsOf(documentId)).toEqual(['published', 'unpublished', 'published']);
      await documents(NOTICE).delete({ documentId, locale: BOTH });
      await changed(documentId, 4);
      expect((await kindsOf(documentId)).at(-1)).toBe('deleted');
      const left = await knex()(seenTable.table).where({ entry_document: documentId });
      expect(left).toEqual([]);
    });

    it('[E-02] one that is unpublished for good is still there, and one whose translation goes stays as it is', async () => {
      const documentId = await notice();
      await publish(documentId);
      await documents(NOTICE).delete({ documentId, locale: 'tr' });
      await eventually('the translation is forgotten', async () => {
        const left = await knex()(seenTable.table).where({ entry_document: documentId });
        return left.length === 1;
      });
      expect(await kindsOf(documentId)).toEqual(['published']);
      await documents(NOTICE).unpublish({ documentId });
      const [, gone] = await changed(documentId, 2);
      expect(gone).toMatchObject({ kind: 'unpublished', valuesBefore: { state: 'new' } });
      await publish(documentId);
      const all = await changesOf(documentId);
      expect(all.map(({ kind, again }) => [kind, again])).toEqual([
        ...[['published', false]],
        ...[['unpublished', false]],
        ...[['published', true]],
      ]);
    });

    it('[E-02] one without the default language is asked in the first by its code, however often each is published', async () => {
      await locales().create({ code: 'de', name: 'German (de)' });
      const { documentId } = await documents(NOTICE).create({
        data: { title: 'Hallo', state: 'new' },
        locale: 'de',
      });
      await documents(NOTICE).update({ documentId, locale: 'tr', data: { title: 'Merhaba' } });
      const stands = standsFor(
        { table: 'notices', hasDrafts: true, localized: true },
        hostQuery(app.strapi)
      );
      const titles = async () => {
        const ask = { uid: NOTICE, version: 'published' as const, fields: ['title'] };
        const asks = createAsks(app.strapi);
        const asked = await asks.valuesOf(knex(), { ...ask, documentIds: [documentId] });
        const found = (await knex()('notices as e')
          .where({ 'e.document_id': documentId })
          .whereRaw(stands.sql, [...stands.bindings])
          .select('e.title as title')) as Raw[];
        return [asked.get(documentId)?.title, ...found.map(({ title }) => title)];
      };
      for (const locale of ['de', 'tr', 'de']) {
        await documents(NOTICE).publish({ documentId, locale });
        expect(await titles()).toEqual(['Hallo', 'Hallo']);
      }
    });
  });

  it('[E-02] what raw SQL did is found at night, said, and starts nothing', async () => {
    const { documentId } = await order();
    const { documentId: gone } = await order();
    await knex()('orders').where({ document_id: documentId }).update({ state: 'sent' });
    await knex()('orders').where({ document_id: gone }).delete();
    expect(await kindsOf(documentId)).toEqual(['created']);
    await automations().sweep();
    const [, late] = await changesOf(documentId);
    expect(late).toMatchObject({ kind: 'updated', origin: 'sweep', state: 'held' });
    expect((await changesOf(gone)).at(1)).toMatchObject({ kind: 'deleted', state: 'held' });
    await automations().sweep();
    expect(await kindsOf(documentId)).toHaveLength(2);
    await logsService(app.strapi).flush();
    const said = (await knex()('whatsapp_logs').where({ event: 'record-changes-found' })) as Raw[];
    expect(said.length).toBeGreaterThan(0);
  });

  it('[E-02] what a save deleted stays heard of, where a look at all entries finds it first', async () => {
    const watches = createWatches(app.strapi);
    await watches.load();
    const capture = createCapture(app.strapi, watches);
    const [saved, unheard] = [(await order()).documentId, (await order()).documentId];
    const documentIds = [saved, unheard];
    // In one transaction, so that nobody else is faster.
    const { held } = await contextOf(app.strapi).db.tx(async (trx) => {
      await trx('orders').whereIn('document_id', documentIds).delete();
      await trx(seenTable.table)
        .where({ entry_document: saved })
        .update({ gone_at: Date.now(), gone_mark: 'a save' });
      return capture(trx, { uid: ORDER, documentIds, origin: 'bulk', depth: 0, mark: null });
    });
    expect(held).toBe(1);
    const last = async (documentId: string) => (await changesOf(documentId)).at(-1);
    expect(await last(saved)).toMatchObject({ kind: 'deleted', origin: 'save' });
    expect(await last(unheard)).toMatchObject({ kind: 'deleted', origin: 'bulk', state: 'held' });
  });

  it('[E-02] a change of more than a thousand is looked at by pages, and starts nothing', async () => {
    const MANY = 1_050;
    const many = Array.from({ length: MANY }, (_, i) => ({
      documentId: `many${String(i).padStart(20, '0')}`,
      number: 'many',
      state: 'new',
      publishedAt: new Date(),
    }));
    for (const part of [many.slice(0, 600), many.slice(600)])
      await rows(ORDER).createMany({ data: part });
    const looked = (kind: string) =>
      eventually(`${kind} by pages`, async () => {
        const [row] = (await knex()(changeTable.table)
          .where('entry_document', 'like', 'many%')
          .where({ kind })
          .count({ n: '*' })) as { n: unknown }[];
        return Number(row?.n) === MANY && (await watched(ORDER))?.bulkCursor === null;
      });
    await looked('created');
    await rows(ORDER).updateMany({ where: { number: 'many' }, data: { state: 'paid' } });
    await looked('updated');
    const states = await knex()(changeTable.table)
      .where('entry_document', 'like', 'many%')
      .where({ kind: 'updated' })
      .distinct('origin', 'state');
    expect(states).toEqual([{ origin: 'bulk', state: 'held' }]);
  });

  it('[E-02] other work has its turn between the pages of such a look', async () => {
    const watches = createWatches(app.strapi);
    const others = jest.fn(() => Promise.resolve());
    const capture = createCapture(app.strapi, watches);
    const rescan = () => Promise.resolve();
    const upkeep = createUpkeep(app.strapi, { watches, capture, rescan, others });
    await knex()(watchedTypeTable.table).where({ uid: ORDER }).update({ bulk_cursor: '' });
    await upkeep.run();
    // More than a thousand entries, of which two hundred are a page, and the same of what was seen.
    expect(others.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it('[E-02] never hinders a save: what it missed is said, and found at night', async () => {
    const { documentId } = await order();
    await knex().schema.renameTable(seenTable.table, 'seen_entries_away');
    try {
      await documents(ORDER).update({ documentId, data: { state: 'paid' } });
    } finally {
      await knex().schema.renameTable('seen_entries_away', seenTable.table);
    }
    expect(await kindsOf(documentId)).toEqual(['created']);
    await eventually('the log line', async () => {
      const row = await knex()('whatsapp_logs').where({ event: 'record-change-unseen' }).first();
      return row !== undefined;
    });
    await automations().sweep();
    expect((await changesOf(documentId)).at(1)).toMatchObject({ kind: 'updated', origin: 'sweep' });
  });

  it('[E-02] what nobody watches any more is forgotten', async () => {
    await knex()(automationTable.table).where({ uid: NOTICE }).delete();
    await eventually('nothing is left', async () => {
      const left = await seenCount(NOTICE);
      return left === 0 && (await watched(NOTICE)) === null;
    });
    expect(await seenCount(ORDER)).toBeGreaterThan(OLD);
  });
});

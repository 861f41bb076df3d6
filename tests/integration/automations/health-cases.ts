import {
  changeTable,
  onceTable,
  startTable,
  type StartRow,
} from '../../../server/src/automations/tables';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { ORDER } from '../records/records-world';
import { becomes, notes, type AutomationsWorld } from './automations-world';

/** What they say of their own silence, and for how long they know what they did, in a world that the caller has. */
export const healthCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const ago = (days: number): number => Date.now() - days * DAY_MS;
  /** What an automation did, as it was written at this instant. */
  const did = (automationId: number, at: number, more: Partial<StartRow> = {}) =>
    insertRow(
      knex(),
      startTable.table,
      writeRow(startTable, {
        ...{ automationId, startKey: `past ${automationId} ${at}`, asked: false, at },
        ...{ result: 'started', ...more },
      })
    );
  /** The same, once a day on twelve days, the last of them at this instant. */
  const didDaily = async (automationId: number, last: number, more: Partial<StartRow> = {}) => {
    for (let day = 0; day < 12; day += 1) await did(automationId, last - day * DAY_MS, more);
  };
  const onSince = (id: number, activeSince: number) =>
    knex()('whatsapp_automations').where({ id }).update({ active_since: activeSince });

  describe('are silent', () => {
    const silentSince = async (id: number): Promise<number | null> => {
      await world().automations().listen();
      return (await world().view(id)).silentSince;
    };

    it('[E-02] and say that they should have run by their own past since they were switched on, once, until they run again', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate({ trigger: becomes('paid') }, notes);
      const last = ago(14);
      await didDaily(id, last);
      const said = async (): Promise<number> => {
        await world().automations().listen();
        const lines = knex()('whatsapp_logs').where({ event: 'automation-silent' });
        return (await lines.pluck('id')).length;
      };
      const before = await said();
      // They were off: nothing could have set them off.
      expect((await world().view(id)).silentSince).toBeNull();
      await onSince(id, last - 12 * DAY_MS);
      expect([await said(), await said()]).toEqual([before + 1, before + 1]);
      const since = (await world().view(id)).silentSince ?? 0;
      expect(last - since).toBeLessThan(HOUR_MS + MINUTE_MS);
      await world().change(await world().order(phone), { state: 'paid' });
      await world().results(id, 13);
      expect([await said(), (await world().view(id)).silentSince]).toEqual([before + 1, null]);
    });

    it.each(['flow-off', 'failed'] as const)(
      '[E-02] also where they skipped with the reason %s all the time, and not where they skipped with another',
      async (reason) => {
        const { id } = await world().automate({ trigger: becomes('paid') }, notes);
        await didDaily(id, ago(14));
        await onSince(id, ago(30));
        await didDaily(id, ago(0), { result: 'skipped', reason });
        expect((await silentSince(id)) ?? Infinity).toBeLessThanOrEqual(ago(14));
        await did(id, Date.now(), { result: 'skipped', reason: 'once' });
        expect(await silentSince(id)).toBeNull();
      }
    );
  });

  describe('know what they did', () => {
    it('[X-06] for 90 days, and what changed in entries for as long', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate({ trigger: becomes('paid') }, notes);
      const entryDocument = await world().order(phone);
      for (const days of [89, 91]) {
        const at = ago(days);
        await did(id, at, { uid: ORDER, entryDocument });
        await insertRow(
          knex(),
          changeTable.table,
          writeRow(changeTable, {
            ...{ uid: ORDER, entryDocument, locale: '', version: 'published', kind: 'updated' },
            ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, origin: 'save' },
            ...{ at, depth: 0, state: 'done', contactId: null, doneAt: at, tries: 0, nextAt: 0 },
          })
        );
      }
      const old = async (table: string): Promise<number[]> => {
        const found = await knex()(table)
          .where({ entry_document: entryDocument })
          .where('at', '<', ago(1))
          .pluck<unknown[]>('at');
        return found.map((at) => Math.round((Date.now() - Number(at)) / DAY_MS)).sort();
      };
      const both = async () => [await old(startTable.table), await old(changeTable.table)];
      expect(await both()).toEqual([
        [89, 91],
        [89, 91],
      ]);
      await world().automations().purge();
      expect(await both()).toEqual([[89], [89]]);
    });

    it('[E-07] as long as they are there where they do it once, also after the start is cleared away', async () => {
      const { phone } = await world().somebody();
      const body = { trigger: becomes('paid'), once: { per: 'person' } };
      const [kept, deleted] = [
        await world().automate(body, notes),
        await world().automate(body, notes),
      ];
      const ids = [kept.id, deleted.id];
      await world().change(await world().order(phone), { state: 'paid' });
      for (const id of ids) expect(await world().results(id, 1)).toEqual(['started']);
      for (const { table } of [startTable, onceTable])
        await knex()(table)
          .whereIn('automation_id', ids)
          .update({ at: ago(91) });
      const deletion = await world().api.del(`/whatsapp/automations/${deleted.id}`);
      expect(deletion.status).toBe(200);
      const keys = async (): Promise<number[]> => {
        const all = knex()(onceTable.table).whereIn('automation_id', ids).orderBy('automation_id');
        return (await all.pluck<unknown[]>('automation_id')).map(Number);
      };
      expect(await keys()).toEqual(ids);
      await world().automations().purge();
      expect(await keys()).toEqual([kept.id]);
      expect(await world().startsOf(kept.id)).toEqual([]);
      await world().change(await world().order(phone), { state: 'paid' });
      expect(await world().results(kept.id, 1)).toEqual(['once']);
    });
  });

  it('[L-02] are named by Logs, and not their own flow as a bot', async () => {
    const made = await world().make({ trigger: becomes('paid'), name: 'Defter', botId: null });
    const asked = `/whatsapp/logs?botId=${made.flow.id}`;
    const { about, logs } = (await world().api.get<ListLogsResult>(asked)).body;
    const own = { id: made.flow.id, name: 'Defter', ofAutomation: true };
    expect(about.bot).toEqual(own);
    expect(logs.at(-1)).toMatchObject({ area: 'automation', bot: own });
    // A bot that an automation begins is still a bot.
    const { flow } = await world().make({ trigger: becomes('paid') }, notes);
    const shared = await world().api.get<ListLogsResult>(`/whatsapp/logs?botId=${flow.id}`);
    expect(shared.body.about.bot).toEqual({ id: flow.id, name: flow.name });
  });
};

import { changeTable, type ChangeRow } from '../../../server/src/automations/tables';
import type { AutomationView, HeldChanges } from '../../../server/src/contracts/automation-desk';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { writeRow } from '../../../server/src/strapi/table';
import { eventually } from '../../support/world';
import { ORDER } from '../records/records-world';
import { becomes, notes, type AutomationsWorld, type Refused } from './automations-world';

const AT = '/whatsapp/automations';
/** More than an automation starts at once without asking. */
const MANY = 201;

/** Changes made in bulk, for which automations start only where somebody asks, in a world that the caller has. */
export const heldCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const event = { once: { per: 'event' } };

  /** Changes of an order to `paid` that were made in bulk. */
  const inBulk = (entryDocument: string, count: number, more: Partial<ChangeRow> = {}) =>
    knex().batchInsert(
      changeTable.table,
      Array.from({ length: count }, () =>
        writeRow(changeTable, {
          ...{ uid: ORDER, entryDocument, locale: '', version: 'published', kind: 'updated' },
          ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, origin: 'bulk' },
          ...{ at: Date.now(), depth: 0, state: 'held', contactId: null, doneAt: null },
          ...{ tries: 0, nextAt: 0, ...more },
        })
      ),
      50
    );
  const held = async (id: number) => (await world().api.get<HeldChanges>(`${AT}/${id}/held`)).body;
  const startHeld = (id: number, body: object) =>
    world().api.post<AutomationView & Refused>(`${AT}/${id}/held`, body);

  describe('hold changes made in bulk back', () => {
    it('[E-02] say how many of them would set it off, and start for as many as were seen, once', async () => {
      await knex()(changeTable.table).where({ state: 'held' }).delete();
      const { phone, contactId } = await world().somebody();
      const { id } = await world().automate(
        { trigger: becomes('paid'), staleMinutes: 5, ...event },
        notes
      );
      const other = await world().automate({ trigger: becomes('paid'), ...event }, notes);
      await knex()('whatsapp_automations')
        .whereIn('id', [id, other.id])
        .update({ active_since: Date.now() - HOUR_MS });
      const [first, second, late, shipped] = [
        await world().order(phone),
        await world().order(phone),
        await world().order(phone),
        await world().order(phone),
      ];
      for (const one of [first, second]) await inBulk(one, 1);
      await inBulk(late, 1, { at: Date.now() - 10 * MINUTE_MS });
      await inBulk(shipped, 1, { valuesAfter: { state: 'sent' } });
      await world().settled(id);
      const seen = await held(id);
      expect(seen).toMatchObject({ changes: 2, isMore: false });
      expect(await world().startsOf(id)).toEqual([]);
      const wrong = await startHeld(id, { changes: 3, upTo: seen.upTo });
      expect([wrong.status, wrong.body.error.details]).toMatchObject([
        ...[409, { kind: 'count-changed', matching: 2 }],
      ]);
      const before = seen.upTo;
      await inBulk(late, 1);
      expect((await startHeld(id, { changes: 2, upTo: before })).status).toBe(200);
      expect(await world().results(id, 2)).toEqual(['started', 'started']);
      const began = await world().settled(id);
      expect(began).toMatchObject([
        { entryDocument: first, contactId, asked: false },
        { entryDocument: second, contactId },
      ]);
      // What was found since is asked about next, and what one automation starts is another one's to ask for.
      expect((await held(id)).changes).toBe(1);
      const again = await startHeld(id, { changes: 2, upTo: before });
      expect([again.status, again.body.error.details.kind]).toEqual([409, 'count-changed']);
      expect(await world().startsOf(other.id)).toEqual([]);
      expect((await held(other.id)).changes).toBe(4);
      await world().switchTo(other.id, { active: false });
      expect((await held(other.id)).changes).toBe(0);
    });

    it('[E-02] and ask once more where far more is about to start than usual', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate({ trigger: becomes('paid'), ...event }, notes);
      await inBulk(await world().order(phone), MANY);
      const { changes, upTo } = await held(id);
      expect(changes).toBe(MANY);
      expect((await startHeld(id, { changes, upTo })).status).toBe(200);
      await eventually('all of them wait', async () => (await world().view(id)).waiting === MANY);
      expect((await world().view(id)).held).toBe('flood');
      await eventually('nothing is held back', async () => (await held(id)).changes === 0);
    }, 180_000);

    it('[E-02] from those who may build automations alone', async () => {
      const { id } = await world().automate({ trigger: becomes('paid') }, notes);
      const as = async (action: string) => {
        const token = await world().adminToken({ actions: [action] });
        const answer = await world()
          .http.get(`${AT}/${id}/held`)
          .set('Authorization', `Bearer ${token}`);
        return answer.status;
      };
      expect([await as('automation.observe'), await as('automation.build')]).toEqual([403, 200]);
    });
  });
};

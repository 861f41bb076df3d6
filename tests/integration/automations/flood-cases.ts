import { createAsks } from '../../../server/src/automations/asks';
import { createPlans } from '../../../server/src/automations/plans';
import { createStarting } from '../../../server/src/automations/starting';
import { changeTable, dueTable, startTable } from '../../../server/src/automations/tables';
import { botsService } from '../../../server/src/bots/public';
import type {
  AutomationView,
  ListAutomationsResult,
} from '../../../server/src/contracts/automation-desk';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';
import { recordsService } from '../../../server/src/records/public';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { addPeople } from '../../support/people';
import { eventually } from '../../support/world';
import { CUSTOMER, ORDER } from '../records/records-world';
import { becomes, notes, type AutomationsWorld, type Refused } from './automations-world';

const AT = '/whatsapp/automations';
/** More than an automation starts at once without asking. */
const MANY = 201;

/** What is held, what an answer is about, and who begins in pieces, in a world that the caller has. */
export const floodCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const event = { once: { per: 'event' } };
  let made = 0;

  /** Contacts whom no other test finds by their names, and the group that they are in. */
  const crowd = async (count: number): Promise<{ ids: number[]; groupId: number }> => {
    made += 1;
    const name = `Kalabalık ${made}`;
    const from = 100_000 + made * 1_000;
    const groupId = await addPeople(world(), { group: name, count, optIn: 0, from });
    const named = Array.from({ length: count }, (_, i) => `Person ${from + i}`);
    await knex()('whatsapp_contacts').whereIn('name', named).update({ name });
    const ids = await knex()('whatsapp_contacts').where({ name }).orderBy('id').pluck('id');
    return { ids: (ids as unknown[]).map(Number), groupId };
  };
  const answer = (id: number, body: { answer: string; upTo: number | undefined }) =>
    world().api.post<AutomationView & Refused>(`${AT}/${id}/flood`, body);
  const counted = async (id: number): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { result, reason } of await world().startsOf(id)) {
      const word = reason ?? result;
      counts[word] = (counts[word] ?? 0) + 1;
    }
    return counts;
  };
  const become = (id: number, wanted: Record<string, number>) =>
    eventually(`the starts become ${JSON.stringify(wanted)}`, async () => {
      await world().automations().work();
      const counts = await counted(id);
      return Object.entries(wanted).every(([word, count]) => counts[word] === count);
    });

  /** An automation that asks, about an order of somebody. */
  const asking = async () => {
    const person = await world().somebody();
    const { id } = await world().automate({ trigger: becomes('paid'), ...event }, notes);
    const order = () => world().order(person.phone);
    const entryDocument = await order();
    const waits = async (basis: string, at = Date.now(), own = entryDocument): Promise<number> => {
      const { contactId } = person;
      const row = { automationId: id, uid: ORDER, entryDocument: own, contactId, basis };
      const held = { result: 'held', asked: false, at } as const;
      const startKey = `waits ${id} ${basis}`;
      await knex()('whatsapp_automations').where({ id }).update({ held_reason: 'flood' });
      const start = writeRow(startTable, { ...row, ...held, startKey });
      return insertRow(knex(), startTable.table, start);
    };
    return { id, order, waits };
  };

  describe('ask about starts that wait', () => {
    it('[E-02] and an answer is about those that were shown: what came since waits on', async () => {
      const { id, waits } = await asking();
      await waits('1');
      const upTo = await waits('2');
      expect((await world().view(id)).asks).toMatchObject({ starts: 2, upTo });
      const later = await waits('3');
      const answered = await answer(id, { answer: 'start', upTo });
      expect(answered.body).toMatchObject({ held: 'flood', asks: { starts: 1, upTo: later } });
      await become(id, { started: 2, held: 1 });
      const again = await answer(id, { answer: 'start', upTo });
      expect([again.status, again.body.error.details.kind]).toEqual([409, 'not-held']);
      await world().settled(id);
      expect(await counted(id)).toEqual({ started: 2, held: 1 });
    });

    it('[E-02] and since when the first one waits, for everyone who may see automations', async () => {
      const { id, waits } = await asking();
      const since = Date.now() - HOUR_MS;
      await waits('later');
      const upTo = await waits('first', since);
      const token = await world().adminToken({ actions: ['automation.observe'] });
      const listed = await world().http.get(AT).set('Authorization', `Bearer ${token}`);
      const { automations } = listed.body as ListAutomationsResult;
      const shown = automations.find((one) => one.id === id);
      expect(shown?.asks).toEqual({ starts: 2, upTo, since });
    });

    it('[E-02] and who was skipped gets nothing, whatever is allowed afterwards', async () => {
      const { id, waits } = await asking();
      let upTo = 0;
      for (let i = 0; i < 150; i += 1) upTo = await waits(String(i));
      expect((await answer(id, { answer: 'drop', upTo })).status).toBe(200);
      expect(await counted(id)).toEqual({ flood: 150 });
      const later = await waits('later');
      expect((await answer(id, { answer: 'start', upTo: later })).status).toBe(200);
      await become(id, { flood: 150, started: 1 });
    });

    it('[E-02] and what was allowed begins, whatever is skipped before its turn', async () => {
      const { id, waits } = await asking();
      const away = jest
        .spyOn(recordsService(world().strapi), 'walkEntry')
        .mockRejectedValue(new Error('away'));
      const since = Date.now();
      await answer(id, { answer: 'start', upTo: await waits('allowed', since - HOUR_MS) });
      const upTo = await waits('skipped', since);
      expect((await world().view(id)).asks).toEqual({ starts: 1, upTo, since });
      await answer(id, { answer: 'drop', upTo });
      expect(await counted(id)).toEqual({ held: 1, flood: 1 });
      away.mockRestore();
      await become(id, { started: 1, flood: 1 });
    });
  });

  describe('are held up by none that cannot be looked at', () => {
    /** The path from this entry cannot be followed. */
    const lost = (documentId: string) => {
      const records = recordsService(world().strapi);
      const walk = records.walkEntry.bind(records);
      return jest
        .spyOn(records, 'walkEntry')
        .mockImplementation((entry) =>
          entry.documentId === documentId ? Promise.reject(new Error('away')) : walk(entry)
        );
    };

    it('[E-02] where it was allowed: those behind it begin, and it is tried again until it has failed', async () => {
      const { id, order, waits } = await asking();
      const bad = await order();
      lost(bad);
      const first = await waits('first', Date.now(), bad);
      await answer(id, { answer: 'start', upTo: await waits('second') });
      await become(id, { held: 1, started: 1 });
      await eventually('its last try', async () => {
        // As after the tries of some hours.
        await knex()(startTable.table)
          .where({ id: first, result: 'held' })
          .update({ tries: 7, next_at: 0 });
        await world().automations().work();
        return (await counted(id)).failed === 1;
      });
      expect(await counted(id)).toEqual({ failed: 1, started: 1 });
      await eventually('all of it is done', async () => {
        await world().automations().work();
        const row = await knex()('whatsapp_automations').where({ id }).first();
        return (row as { flood_answer: unknown }).flood_answer === null;
      });
    });

    it('[E-02] where it was allowed too late: it is skipped without a look at its entry', async () => {
      const { id, waits } = await asking();
      const walk = jest
        .spyOn(recordsService(world().strapi), 'walkEntry')
        .mockRejectedValue(new Error('away'));
      const upTo = await waits('late', Date.now() - 2 * DAY_MS);
      await answer(id, { answer: 'start', upTo });
      await become(id, { stale: 1 });
      expect(walk).not.toHaveBeenCalled();
    });

    it('[E-02] where nobody can say how many they are: nothing begins until somebody can', async () => {
      const { phone } = await world().somebody();
      const more = { who: { people: 'all' }, ...event };
      const byChange = await world().automate({ trigger: becomes('paid'), ...more }, notes);
      const date = { kind: 'date', uid: ORDER, field: 'placedAt', side: 'before', amount: 1 };
      const byDate = await world().automate(
        { trigger: { ...date, unit: 'hours' }, ...more },
        notes
      );
      const placedAt = new Date(Date.now() + DAY_MS).toISOString();
      const documentId = await world().order(phone, { placedAt });
      await eventually('the moment', async () => (await world().dues(byDate.id)).length === 1);
      const named = jest
        .spyOn(recordsService(world().strapi), 'namedBy')
        .mockRejectedValue(new Error('away'));
      await world().change(documentId, { state: 'paid' });
      await eventually('the change is tried again', async () => {
        await world().automations().work();
        const tried = knex()(changeTable.table).where({ entry_document: documentId });
        return (await tried.where('tries', '>', 0).first()) !== undefined;
      });
      // Its moment has just come.
      await knex()('orders')
        .where({ document_id: documentId })
        .update({ placed_at: new Date(Date.now() + HOUR_MS - 1) });
      await knex()(dueTable.table)
        .where({ automation_id: byDate.id })
        .update({ due_at: Date.now() - 1_000 });
      await eventually('the moment is tried again', async () => {
        await world().automations().work();
        return (await world().dues(byDate.id)).some(({ tries }) => tries > 0);
      });
      for (const { id } of [byChange, byDate]) expect(await world().startsOf(id)).toEqual([]);
      named.mockRestore();
      for (const { id } of [byChange, byDate]) await become(id, { started: 1 });
    });

    it('[E-02] where they are counted: what cannot be looked at counts as about to start', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate({ trigger: becomes('paid'), ...event }, notes);
      const [bad, good] = [await world().order(phone), await world().order(phone)];
      const away = lost(bad);
      const rows = Array.from({ length: MANY }, (_, i) =>
        writeRow(changeTable, {
          ...{ uid: ORDER, entryDocument: i === 0 ? bad : good, locale: '', kind: 'updated' },
          ...{ version: 'published', origin: 'save', at: Date.now(), depth: 0, state: 'due' },
          ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' } },
          ...{ contactId: null, doneAt: null, tries: 0, nextAt: 0 },
        })
      );
      await knex().batchInsert(changeTable.table, rows, 50);
      await become(id, { held: MANY - 1 });
      away.mockRestore();
      await become(id, { held: MANY });
      expect((await world().view(id)).asks?.starts).toBe(MANY);
    }, 180_000);
  });

  it('[E-02] begin nothing after the commit that switches it off', async () => {
    const person = await world().somebody();
    const { id } = await world().automate({ trigger: becomes('paid'), ...event }, notes);
    const documentId = await world().order(person.phone);
    const { strapi } = world();
    const starting = createStarting(strapi, createAsks(strapi));
    const [plan] = await createPlans(strapi)((row) => row.id === id);
    if (!plan) throw new Error('the automation is not on');
    const { automated } = botsService(strapi);
    const start = automated.start.bind(automated);
    let enter: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => (enter = resolve));
    const released = new Promise<void>((resolve) => (goOn = resolve));
    jest.spyOn(automated, 'start').mockImplementation(async (...asked) => {
      enter();
      await released;
      return start(...asked);
    });
    const happening = {
      ...{ event: '987657', entry: { uid: ORDER, documentId }, last: null, contactIds: null },
      ...{ changeId: 987_657, basis: null, at: Date.now(), depth: 0 },
    };
    const begun = starting.begin(plan, happening);
    await entered;
    const order: string[] = [];
    const off = world()
      .switchTo(id, { active: false, waiting: 'finish' })
      .then(({ status }) => order.push(`off ${status}`));
    await new Promise((resolve) => setTimeout(resolve, 500));
    order.push('begins');
    goOn();
    expect(await begun).toBe(1);
    await off;
    expect(order).toEqual(['begins', 'off 200']);
    expect(await starting.begin(plan, { ...happening, event: '987658' })).toBe(0);
  });

  describe('ask by the number of contacts', () => {
    it('[E-02] where one entry means very many, and begin only for those of them whom it still means', async () => {
      const { ids } = await crowd(MANY);
      const trigger = { kind: 'updated', uid: CUSTOMER, field: 'city', to: ['Bursa'] };
      const who = { people: 'all' };
      const { id } = await world().automate({ trigger, who, ...event }, notes);
      const records = recordsService(world().strapi);
      const { documentId } = await world()
        .records.documents(CUSTOMER)
        .create({ data: { name: 'Kesinti' } });
      jest.spyOn(records, 'walkEntry').mockResolvedValue(ids);
      jest.spyOn(records, 'namedBy').mockResolvedValue(new Map([[documentId, MANY]]));
      const means = new Set(ids.slice(0, 3));
      jest
        .spyOn(records, 'walkTo')
        .mockImplementation((_entry, contactId) => Promise.resolve(means.has(contactId)));
      await world()
        .records.documents(CUSTOMER)
        .update({ documentId, data: { city: 'Bursa' } });
      await become(id, { held: MANY });
      const { held, asks } = await world().view(id);
      expect([held, asks?.starts, await counted(id)]).toEqual(['flood', MANY, { held: MANY }]);
      await answer(id, { answer: 'start', upTo: asks?.upTo });
      await become(id, { started: 3, 'person-changed': MANY - 3 });
    }, 180_000);

    it('[E-02] and answer for one contact of an entry without reading the others', async () => {
      const [linked, named, other] = [
        await world().somebody(),
        await world().somebody(),
        await world().somebody(),
      ];
      const contact = (await knex()('whatsapp_contacts')
        .where({ id: named.contactId })
        .first()) as { document_id: string };
      const customers = world().records.documents(CUSTOMER);
      const { documentId } = await customers.create({
        data: { name: 'İki kişi', phone: `+${linked.phone}`, person: contact.document_id },
      });
      const records = recordsService(world().strapi);
      const entry = { uid: CUSTOMER, documentId };
      const leads = async () => {
        const found: unknown[] = [];
        for (const { contactId } of [linked, named, other])
          found.push(
            await records.walkTo(entry, contactId),
            await records.leadsTo(knex(), entry, contactId)
          );
        return found;
      };
      expect(await leads()).toEqual([true, true, true, true, false, false]);
      const ask = { uid: CUSTOMER, documentIds: [documentId] };
      expect([...(await records.namedBy(knex(), ask))]).toEqual([[documentId, 1]]);
      await customers.delete({ documentId });
      expect(await leads()).toEqual([null, null, null, null, null, null]);
    });

    it('[E-02] and begin for many in pieces: what fails half way goes on behind those who began', async () => {
      const { ids } = await crowd(120);
      const { phone } = await world().somebody();
      const documentId = await world().order(phone);
      const who = { people: 'all' };
      const { id } = await world().automate({ trigger: becomes('paid'), who, ...event }, notes);
      const { strapi } = world();
      const starting = createStarting(strapi, createAsks(strapi));
      const [plan] = await createPlans(strapi)((row) => row.id === id);
      if (!plan) throw new Error('the automation is not on');
      const happening = {
        ...{ event: '1', entry: { uid: ORDER, documentId }, last: null, contactIds: ids },
        ...{ changeId: 1, basis: null, at: Date.now(), depth: 0 },
      };
      const take = jest.fn(() => Promise.resolve(true));
      const { automated } = botsService(strapi);
      const start = automated.start.bind(automated);
      let calls = 0;
      const begin = jest.spyOn(automated, 'start').mockImplementation((...asked) => {
        calls += 1;
        return calls === 60 ? Promise.reject(new Error('away')) : start(...asked);
      });
      await expect(starting.begin(plan, happening, { take })).rejects.toThrow('away');
      begin.mockRestore();
      expect([await counted(id), take.mock.calls.length]).toEqual([{ started: 50 }, 0]);
      expect(await starting.begin(plan, happening, { take })).toBe(70);
      const began = (await world().startsOf(id)).map(({ contactId }) => contactId);
      expect([began.sort(), take.mock.calls.length]).toEqual([[...ids].sort(), 1]);
    }, 180_000);
  });

  describe('by the clock', () => {
    const treeOf = (...include: number[]) => ({
      ...{ kind: 'group', not: false, match: 'all' },
      nodes: [{ kind: 'people', not: false, filter: { groups: { include, exclude: [] } } }],
    });
    /** A clock of each day for this segment, whose next time is written down. */
    const clockFor = async (segmentId: number): Promise<number> => {
      const trigger = { kind: 'clock', segmentId, at: ['09:00'] };
      const { id } = await world().automate({ trigger, ...event }, notes);
      await eventually('the next time', async () => (await world().dues(id)).length === 1);
      return id;
    };
    const known = async (id: number) => (await world().dues(id)).map(({ people }) => people);

    it('[E-16] ask where the segment has far more contacts than somebody knew of, each time until they are allowed', async () => {
      const [few, many] = [await crowd(1), await crowd(MANY)];
      const name = `Saat ${few.groupId}`;
      const segments = '/whatsapp/segments';
      const { body } = await world().api.post<{ id: number }>(segments, {
        ...{ name, tree: treeOf(few.groupId) },
      });
      const id = await clockFor(body.id);
      expect(await known(id)).toEqual([1]);
      const edited = { name, tree: treeOf(few.groupId, many.groupId) };
      expect((await world().api.put(`${segments}/${body.id}`, edited)).status).toBe(200);
      await world().comeDue(id);
      await become(id, { held: MANY + 1 });
      const { held, asks } = await world().view(id);
      expect([held, asks?.starts, await known(id)]).toEqual(['flood', MANY + 1, [1]]);
      await answer(id, { answer: 'drop', upTo: asks?.upTo });
      expect(await counted(id)).toEqual({ flood: MANY + 1 });
      await eventually('its next time', async () =>
        (await world().dues(id)).every(({ dueAt }) => dueAt > Date.now())
      );
      await knex()(dueTable.table)
        .where({ automation_id: id })
        .update({ basis: '2030-01-01T09:00' });
      await world().comeDue(id);
      await become(id, { flood: MANY + 1, held: MANY + 1 });
      // Activated with as many before somebody's eyes, it asks nothing.
      const other = await clockFor(body.id);
      expect(await known(other)).toEqual([MANY + 1]);
      await world().comeDue(other);
      await become(other, { started: MANY + 1 });
      expect((await world().view(other)).held).toBeNull();
    }, 180_000);
  });
};

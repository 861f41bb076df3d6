import { changesOfPerson } from '../../../server/src/automations/public';
import { changeTable, seenTable } from '../../../server/src/automations/tables';
import type { AutomationRehearsal } from '../../../server/src/contracts/automation-watch';
import type { BotView } from '../../../server/src/contracts/bots';
import { DAY_MS } from '../../../server/src/kernel/time';
import { eventually } from '../../support/world';
import { says } from '../flows/flows-world';
import { CUSTOMER, LEAD, ORDER } from '../records/records-world';
import {
  all,
  becomes,
  notes,
  ofOrder,
  tellsOrder,
  type AutomationsWorld,
  type Refused,
} from './automations-world';

const AT = '/whatsapp/automations';

/** For which entry and which contacts automations start, and for which they do not, in a world that the caller has. */
export const startCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const event = { once: { per: 'event' } };
  const livesIn = (...to: string[]) => ({ kind: 'updated', uid: CUSTOMER, field: 'city', to });
  const moves = (documentId: string, city: string) =>
    world().records.documents(CUSTOMER).update({ documentId, data: { city } });
  const results = async (id: number) =>
    (await world().startsOf(id)).map(({ contactId, result, reason }) => [
      contactId,
      reason ?? result,
    ]);
  const cursorOf = async (id: number): Promise<unknown> => {
    const row: unknown = await knex()('whatsapp_automations').where({ id }).first('scan_cursor');
    return (row as { scan_cursor: unknown }).scan_cursor;
  };
  /** Entries that are there have been looked at. */
  const scanned = (id: number) =>
    eventually('all entries are looked at', async () => {
      await world().automations().work();
      return (await cursorOf(id)) === null;
    });
  const linked = (contactId: number, documentId: string) =>
    eventually('the link', async () =>
      (await world().records.linksOf(contactId)).some((link) => link.documentId === documentId)
    );

  describe('asked for entries that are there', () => {
    it('[E-02] begin for those that were skipped before, and for no other a second time', async () => {
      const { phone, contactId } = await world().somebody();
      await moves(await world().customerOf(phone), 'Erzurum');
      const conditions = all({
        kind: 'people',
        filter: { tags: { include: ['izinli'], exclude: [] } },
      });
      const { id } = await world().make(
        { trigger: livesIn('Erzurum'), ...event, conditions },
        notes
      );
      const asked = async () => {
        await world().switchTo(id, { active: false });
        expect((await world().switchTo(id, { active: true, existing: 1 })).status).toBe(200);
        await scanned(id);
        return results(id);
      };
      expect(await asked()).toEqual([[contactId, 'conditions']]);
      await world().api.put(`/whatsapp/contacts/${contactId}`, { tags: ['izinli'] });
      expect(await asked()).toEqual([[contactId, 'started']]);
      expect(await asked()).toEqual([[contactId, 'started']]);
    });

    it('[E-02] leave one that changed meanwhile to its change: it begins once', async () => {
      const [there, comes] = [await world().somebody(), await world().somebody()];
      await moves(await world().customerOf(there.phone), 'Sivas');
      const { id } = await world().automate({ trigger: livesIn('Sivas'), ...event }, notes);
      await moves(await world().customerOf(comes.phone), 'Sivas');
      await world().results(id, 1);
      // As if the look at those that are there had been under way all the time.
      await knex()('whatsapp_automations').where({ id }).update({ scan_cursor: '' });
      await scanned(id);
      const starts = await world().settled(id);
      expect(starts.map(({ contactId, result, asked }) => [contactId, result, asked])).toEqual([
        [comes.contactId, 'started', false],
        [there.contactId, 'started', true],
      ]);
    });
  });

  it('[E-07] begin once for an entry, also where Whom was edited since', async () => {
    const { phone } = await world().somebody();
    const trigger = becomes('paid');
    for (const [before, now] of [
      ['first', 'all'],
      ['all', 'first'],
    ]) {
      const who = { people: before };
      const { id, flow } = await world().automate({ trigger, who }, notes);
      const documentId = await world().order(phone);
      await world().change(documentId, { state: 'paid' });
      await world().results(id, 1);
      const edited = { name: 'Kime', trigger, botId: flow.id, who: { people: now } };
      expect((await world().api.put(`${AT}/${id}`, edited)).status).toBe(200);
      for (const state of ['new', 'paid']) await world().change(documentId, { state });
      expect(await world().results(id, 2)).toEqual(['started', 'once']);
    }
  });

  it('[E-02] [E-32] tell of a deleted entry without naming another one', async () => {
    const { phone, contactId } = await world().somebody();
    const trigger = { kind: 'deleted', uid: ORDER };
    const named = await world().make({ trigger }, tellsOrder);
    const refused = await world().switchTo(named.id, { active: true });
    expect(refused.status).toBe(400);
    const { problems = [] } = (refused.body as Refused).error.details;
    expect(problems.filter(({ level }) => level === 'stop').map(({ field }) => field)).toEqual([
      'botId',
    ]);
    const { id, flow } = await world().automate(
      { trigger },
      { start: 'a', nodes: [says('a', 'İptal')] }
    );
    // Published while the automation is on: nothing checks it for the automation.
    const { version: from } = (await world().api.get<BotView>(`/whatsapp/bots/${flow.id}`)).body;
    const text = `İptal: ${ofOrder('number').replace('}}', '|–}}')}`;
    const graph = { start: 'a', nodes: [says('a', text)] };
    const order = { from, graph, waiting: [] };
    const published = await world().api.post(`/whatsapp/bots/${flow.id}/publish`, order);
    expect(published.status).toBe(200);
    const gone = await world().order(phone, { number: 'GİDEN' });
    const live = await world().order(phone, { number: 'KALAN' });
    for (const documentId of [gone, live]) await linked(contactId, documentId);
    await world().records.documents(ORDER).delete({ documentId: gone });
    expect(await world().answers(phone, 1)).toEqual(['İptal: –']);
    const automation = { name: 'İptal', trigger, botId: flow.id };
    const { body } = await world().api.post<AutomationRehearsal>(`${AT}/rehearse`, {
      ...{ automation, automationId: id, days: 1 },
    });
    const own = body.rows.filter(({ contact }) => contact?.id === contactId);
    expect(own.map(({ message }) => message)).toEqual(['İptal: –']);
  });

  it('[E-09] [X-06] go on for the others of an entry where one of them is erased, of whom nothing stays', async () => {
    const [erased, stays] = [await world().somebody(), await world().somebody()];
    // Its number is remembered of the entry too.
    await world().make({ trigger: { kind: 'updated', uid: CUSTOMER, field: 'phone' } }, notes);
    const trigger = livesIn('Kesinti', 'Sorun yok');
    const { id } = await world().automate({ trigger, ...event, who: { people: 'all' } }, notes);
    const row: unknown = await knex()('whatsapp_contacts').where({ id: stays.contactId }).first();
    const person = (row as { document_id: string }).document_id;
    const data = { name: 'İki kişi', phone: `+${erased.phone}`, person };
    const { documentId } = await world().records.documents(CUSTOMER).create({ data });
    await moves(documentId, 'Kesinti');
    await world().results(id, 2);
    await world().settled(id);
    const remembered = async (): Promise<string> => {
      const rows: unknown[] = [];
      for (const { table } of [seenTable, changeTable])
        rows.push(...(await knex()(table).where({ entry_document: documentId })));
      return JSON.stringify(rows);
    };
    expect(await remembered()).toContain(erased.phone);
    const deleted = await world().api.del(`/whatsapp/contacts/${erased.contactId}`);
    expect(deleted.status).toBe(200);
    expect(await remembered()).not.toContain(erased.phone);
    await moves(documentId, 'Sorun yok');
    await world().results(id, 3);
    const starts = await world().settled(id);
    expect(starts.map(({ contactId, result }) => [contactId, result])).toEqual([
      ...[[null, 'started']],
      ...[stays, stays].map(({ contactId }) => [contactId, 'started']),
    ]);
  });

  it('[X-06] forget what lies ahead of the entries of who is erased, and of no others', async () => {
    const [erased, stays] = [await world().somebody(), await world().somebody()];
    const { id } = await world().automate({
      trigger: {
        ...{ kind: 'date', uid: ORDER, field: 'placedAt' },
        ...{ side: 'before', amount: 1, unit: 'hours' },
      },
    });
    await scanned(id);
    const placedAt = new Date(Date.now() + DAY_MS).toISOString();
    const ofErased = await world().order(erased.phone, { placedAt });
    const ofOther = await world().order(stays.phone, { placedAt });
    await linked(erased.contactId, ofErased);
    await world().settled(id);
    const ahead = async () => (await world().dues(id)).map(({ entryDocument }) => entryDocument);
    expect((await ahead()).sort()).toEqual([ofErased, ofOther].sort());
    const deleted = await world().api.del(`/whatsapp/contacts/${erased.contactId}`);
    expect(deleted.status).toBe(200);
    expect(await ahead()).toEqual([ofOther]);
  });

  it('[X-06] are exported with what became of the entries of a contact, without whose these were before', async () => {
    const [before, now] = [await world().somebody(), await world().somebody()];
    // Its number is remembered of the entry too.
    await world().make({ trigger: { kind: 'updated', uid: CUSTOMER, field: 'phone' } }, notes);
    const documentId = await world().customerOf(before.phone);
    await linked(before.contactId, documentId);
    const data = { city: 'Van', phone: `+${now.phone}` };
    await world().records.documents(CUSTOMER).update({ documentId, data });
    await linked(now.contactId, documentId);
    const known: unknown[] = await knex()(changeTable.table).where({ entry_document: documentId });
    expect(JSON.stringify(known)).toContain(before.phone);
    const pages: object[][] = [];
    for await (const page of changesOfPerson(world().strapi, knex(), now.contactId))
      pages.push(page);
    const exported = pages.flat();
    expect(exported.at(-1)).toMatchObject({ entry: documentId, change: 'updated' });
    expect(JSON.stringify(exported)).toContain('Van');
    expect(JSON.stringify(exported)).not.toContain(before.phone);
  });

  it('say nothing of silence where nobody can know whether the other entry came, and go off', async () => {
    const { phone } = await world().somebody();
    const minutes = 120;
    const { id } = await world().automate({
      trigger: { kind: 'absence', uid: ORDER, fields: ['state'], minutes, without: LEAD },
    });
    const entryDocument = await world().order(phone);
    await eventually('the silence lies ahead', async () =>
      (await world().dues(id)).some((due) => due.entryDocument === entryDocument)
    );
    expect((await world().records.unmap(LEAD)).status).toBe(200);
    try {
      await world().comeDue(id);
      expect([await world().startsOf(id), world().phone(phone)]).toEqual([[], []]);
      await world().automations().inspect();
      expect(await world().view(id)).toMatchObject({ active: false, held: 'no-person-path' });
      const refused = await world().switchTo(id, { active: true });
      expect(refused.status).toBe(400);
      expect((refused.body as Refused).error.details.field).toBe('trigger.without');
    } finally {
      const lead = { role: 'Lead', fields: { phone: 'phone' }, usable: ['title'] };
      await world().records.map(LEAD, { ...lead, country: 'TR', createContacts: false });
    }
  });
};

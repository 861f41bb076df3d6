import { createAsks } from '../../../server/src/automations/asks';
import { createPlans } from '../../../server/src/automations/plans';
import { dropAllHeld, takeHeld } from '../../../server/src/automations/start-store';
import { createStarting, type Take } from '../../../server/src/automations/starting';
import {
  automationTable,
  changeTable,
  type ChangeRow,
} from '../../../server/src/automations/tables';
import type {
  AutomationFigures,
  AutomationProblem,
  AutomationTypes,
  AutomationView,
  ExistingEntries,
} from '../../../server/src/contracts/automation-desk';
import { automationTrigger } from '../../../server/src/contracts/automations';
import type { BotView } from '../../../server/src/contracts/bots';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { writtenByUs } from '../../../server/src/records/public';
import { contextOf } from '../../../server/src/strapi/context';
import { insertRow } from '../../../server/src/strapi/db';
import { readRow, writeRow } from '../../../server/src/strapi/table';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { says } from '../flows/flows-world';
import { ARTICLE, CUSTOMER, NOTICE, ORDER } from '../records/records-world';
import {
  all,
  becomes,
  isState,
  notes,
  startAutomationsWorld,
  tellsOrder,
  type AutomationsWorld,
  type Refused,
} from './automations-world';
import { answerCases } from './answer-cases';
import { capCases } from './cap-cases';
import { carriedCases } from './carried-cases';
import { floodCases } from './flood-cases';
import { guardCases } from './guard-cases';
import { healthCases } from './health-cases';
import { heldCases } from './held-cases';
import { pauseCases } from './pause-cases';
import { readyCases } from './ready-cases';
import { rehearsalCases } from './rehearsal-cases';
import { segmentCases } from './segment-cases';
import { startCases } from './start-cases';
import { timeCases } from './time-cases';

const AT = '/whatsapp/automations';

describe.each(databases())('automations, on %s', (database) => {
  let world: AutomationsWorld;
  beforeAll(async () => {
    world = await startAutomationsWorld(database);
  }, 180_000);
  afterAll(() => world.close());
  afterEach(() => {
    // A test that fails takes its mocks away too: the starts of the next one are no longer held up.
    jest.restoreAllMocks();
    return world.clearAll();
  });

  const knex = () => world.strapi.db.connection;
  const changesOf = async (documentId: string): Promise<ChangeRow[]> => {
    const rows = (await knex()(changeTable.table)
      .where({ entry_document: documentId })
      .orderBy('id')) as Record<string, unknown>[];
    return rows.map((row) => readRow(changeTable, row));
  };
  /** Changes of an order to `paid` as if they had just been saved, or as long ago as this. */
  const paidChanges = (entryDocument: string, count: number, ago = 0) =>
    knex().batchInsert(
      changeTable.table,
      Array.from({ length: count }, () =>
        writeRow(changeTable, {
          ...{ uid: ORDER, entryDocument, locale: '', version: 'published', kind: 'updated' },
          ...{ valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, origin: 'save' },
          ...{ at: Date.now() - ago, depth: 0, state: 'due', contactId: null, doneAt: null },
          ...{ tries: 0, nextAt: 0 },
        })
      ),
      50
    );

  describe('are made', () => {
    it('[E-02] with a flow of their own that nobody sees among the bots, and go on only with something to say', async () => {
      const made = await world.api.post<AutomationView>(AT, {
        ...{ name: 'Kargo', trigger: becomes('sent') },
      });
      expect(made.body).toMatchObject({
        ...{ name: 'Kargo', active: false, version: 1, owner: null },
        flow: { isOwn: true, isPublished: false, isActive: false, name: 'Kargo' },
      });
      const { id, flow } = made.body;
      const listed = await world.api.get<{ bots: BotView[] }>('/whatsapp/bots');
      expect(listed.body.bots.map((bot) => bot.id)).not.toContain(flow.id);
      // Nobody has written in it yet: there is nothing that could be published unread.
      const { draft } = (await world.api.get<BotView>(`/whatsapp/bots/${flow.id}`)).body;
      expect(draft?.graph.nodes).toEqual([]);
      const unwritten = { from: 1, graph: draft?.graph, waiting: [] };
      expect((await world.api.post(`/whatsapp/bots/${flow.id}/publish`, unwritten)).status).toBe(
        400
      );
      const checked = async () => {
        const body = { ...{ name: 'Kargo', trigger: becomes('sent') }, id };
        const answer = await world.api.post<{ problems: AutomationProblem[] }>(`${AT}/check`, body);
        return answer.body.problems.map(({ field, level, needs = '' }) =>
          `${level} ${field} ${needs}`.trim()
        );
      };
      expect(await checked()).toEqual(['stop botId']);
      const other = { name: 'Kargo 2', trigger: becomes('sent'), botId: flow.id };
      const second = await world.api.post<Refused>(AT, other);
      expect(second.status).toBe(409);
      expect(second.body.error.details).toMatchObject({
        kind: 'of-another-automation',
        field: 'botId',
      });
      const on = await world.switchTo(id, { active: true });
      expect(on.status).toBe(400);
      expect((on.body as Refused).error.details).toMatchObject({ field: 'botId' });
      const published = await world.api.post(`/whatsapp/bots/${flow.id}/publish`, {
        ...{ from: 1, graph: tellsOrder, waiting: [] },
      });
      expect(published.status).toBe(200);
      // That its own flow is off is nothing wrong; it does not begin with a template.
      expect(await checked()).toEqual(['warn botId template']);
      // It goes on and off with its automation alone.
      const alone = await world.api.put(`/whatsapp/bots/${flow.id}/active`, { active: true });
      expect(alone.status).toBe(409);
      expect((await world.switchTo(id, { active: true })).body).toMatchObject({
        ...{ active: true, flow: { isPublished: true, isActive: true } },
      });
      const { phone } = await world.somebody();
      await world.change(await world.order(phone, { number: 'K-1' }), { state: 'sent' });
      expect(await world.answers(phone, 1)).toEqual(['Sipariş K-1']);
      expect((await world.api.del(`${AT}/${id}`)).status).toBe(200);
      expect((await world.api.get(`/whatsapp/bots/${flow.id}`)).status).toBe(404);
    });

    it('[E-02] with a word about others that the same change sets off, before they are switched on too', async () => {
      const by = (percent: number) => ({
        ...{ kind: 'threshold', uid: ORDER, field: 'total', way: 'down' },
        by: { kind: 'percent', percent },
      });
      const { id } = await world.automate({ name: 'Bir', trigger: by(37) });
      const { id: other } = await world.make({ name: 'İki', trigger: by(37) });
      const said = async (own: number, trigger: object) => {
        const body = { name: 'İki', trigger, id: own };
        const answer = await world.api.post<{ problems: AutomationProblem[] }>(`${AT}/check`, body);
        return answer.body.problems.filter(({ field }) => field === 'trigger');
      };
      const [beside] = await said(other, by(37));
      expect([beside?.level, beside?.words.tr.text.includes('“Bir”')]).toEqual(['warn', true]);
      expect([await said(id, by(37)), await said(other, by(36))]).toEqual([[], []]);
      const existing = await world.api.get<ExistingEntries>(`${AT}/${other}/existing`);
      expect(existing.body.beside).toEqual(['Bir']);
    });

    it('[E-02] with all that is wrong said in both languages, and are not switched on with it', async () => {
      const off = await world.flow('-', tellsOrder, { triggers: [], active: false });
      const problems = async (body: object): Promise<string[]> => {
        const answer = await world.api.post<{ problems: AutomationProblem[] }>(`${AT}/check`, {
          ...{ name: 'x', trigger: becomes('paid'), ...body },
        });
        for (const { words } of answer.body.problems)
          expect([words.en.text, words.tr.text, words.tr.advice].every(Boolean)).toBe(true);
        return answer.body.problems.map(({ field, level }) => `${level} ${field}`);
      };
      const other = 'api::product.product';
      expect(await problems({ trigger: { kind: 'created', uid: other } })).toEqual([
        'stop trigger.uid',
      ]);
      expect(await problems({ trigger: { ...becomes('paid'), field: 'nothing' } })).toEqual([
        'stop trigger.field',
      ]);
      expect(await problems({ trigger: becomes('lost') })).toEqual(['stop trigger.to']);
      const nothing = { ...isState('paid'), field: 'nothing' };
      expect(await problems({ conditions: all(nothing) })).toEqual(['stop conditions']);
      expect(await problems({ botId: off.id })).toEqual(['stop botId']);
      const made = await world.make({ trigger: becomes('paid'), botId: off.id });
      const on = await world.switchTo(made.id, { active: true });
      expect(on.status).toBe(400);
      const { details } = (on.body as Refused).error;
      expect(details.problems?.map(({ field }) => field)).toEqual(['botId']);
      expect((await world.view(made.id)).active).toBe(false);
    });

    it('[E-02] and keep the names of their content type when it is linked no longer', async () => {
      const mapping = { role: 'Notice', fields: { phone: 'title' }, country: 'TR' };
      const mapped = await world.records.map(NOTICE, { ...mapping, createContacts: false });
      expect(mapped.status).toBe(200);
      const notice = async () => {
        const { body } = await world.api.get<AutomationTypes>(`${AT}/types`);
        return body.types.find(({ uid }) => uid === NOTICE);
      };
      expect((await notice())?.isUnlinked).toBeUndefined();
      await world.make({ trigger: { kind: 'created', uid: NOTICE } });
      expect((await world.records.unmap(NOTICE)).status).toBe(200);
      const type = await notice();
      expect(type).toMatchObject({ label: 'Notice', isUnlinked: true });
      expect(type?.fields.find(({ path }) => path === 'title')?.label).toBe('Title');
    });

    it('[E-02] with at most 20 watched fields of a content type, of which none loses its place to another', async () => {
      const ten = (letter: string) => Array.from({ length: 10 }, (_, i) => `${letter}${i}`);
      const watches = (fields: string[]) => {
        const trigger = automationTrigger.parse({
          ...{ kind: 'absence', uid: ARTICLE, fields, minutes: 60 },
        });
        const row = { trigger, uid: ARTICLE, botId: 1, addedAt: 1, changedAt: 1 };
        return insertRow(
          knex(),
          automationTable.table,
          writeRow(automationTable, { name: 'On alan', ...row })
        );
      };
      // The content type had these fields once; no type of the tests has as many.
      await watches(ten('a'));
      await watches([...ten('b').slice(1), 'phone']);
      const saves = (field: string) =>
        world.api.post<Refused>(AT, {
          ...{ name: 'Bir alan daha', trigger: { ...becomes('x'), uid: ARTICLE, field } },
        });
      const { status, body } = await saves('author');
      expect([status, body.error.details.field]).toEqual([400, 'trigger.field']);
      expect((await saves('phone')).status).toBe(200);
    });

    it('[E-02] by who may build them, and never over the change of somebody else', async () => {
      const { id } = await world.make({ trigger: becomes('paid') });
      const reader = await world.adminToken({ actions: ['automation.observe'] });
      const stranger = await world.adminToken({ actions: ['bot.observe', 'bot.build'] });
      const as = (token: string) => ({
        list: () => world.http.get(AT).set('Authorization', `Bearer ${token}`),
        create: () =>
          world.http
            .post(AT)
            .set('Authorization', `Bearer ${token}`)
            .send({ name: 'x', trigger: becomes('paid') }),
      });
      expect((await as(reader).list()).status).toBe(200);
      expect((await as(reader).create()).status).toBe(403);
      expect((await as(stranger).list()).status).toBe(403);
      const saves = (version: number) =>
        world.api.put<Refused>(`${AT}/${id}`, {
          ...{ name: 'Ödendi', trigger: becomes('paid'), version },
        });
      expect((await saves(1)).status).toBe(200);
      const second = await saves(1);
      expect([second.status, second.body.error.details.kind]).toEqual([409, 'changed-meanwhile']);
      // What was read while it was off was checked as one that is off, and the other way round.
      const bot = await world.flow('-', notes, { triggers: [] });
      const ready = { name: 'Ödendi', trigger: becomes('paid'), botId: bot.id };
      expect((await world.api.put(`${AT}/${id}`, { ...ready, version: 2 })).status).toBe(200);
      for (const active of [true, false]) {
        const { version } = await world.view(id);
        expect((await world.switchTo(id, { active })).status).toBe(200);
        const late = await world.api.put<Refused>(`${AT}/${id}`, { ...ready, version });
        expect([late.status, late.body.error.details.kind]).toEqual([409, 'changed-meanwhile']);
      }
    });

    it('[E-02] and message none of the entries that are there, unless asked with their number confirmed', async () => {
      const people = [await world.somebody(), await world.somebody()];
      for (const { phone } of people) await world.order(phone, { number: phone, total: 6_000 });
      await world.order(people[0]?.phone ?? '', { total: 10 });
      const by = { kind: 'value', value: 5_000 };
      const trigger = { kind: 'threshold', uid: ORDER, field: 'total', way: 'up', by };
      const { id } = await world.make({ trigger });
      const existing = await world.api.get<ExistingEntries>(`${AT}/${id}/existing`);
      expect(existing.body).toMatchObject({ matching: 2, isMore: false, mayStart: true });
      const wrong = await world.switchTo(id, { active: true, existing: 3 });
      expect([wrong.status, (wrong.body as Refused).error.details]).toMatchObject([
        ...[409, { kind: 'count-changed', matching: 2 }],
      ]);
      expect((await world.switchTo(id, { active: true })).status).toBe(200);
      expect(await world.settled(id)).toEqual([]);
      await world.switchTo(id, { active: false });
      expect((await world.switchTo(id, { active: true, existing: 2 })).status).toBe(200);
      for (const { phone } of people)
        expect(await world.answers(phone, 1)).toEqual([`Sipariş ${phone}`]);
      expect(await world.results(id, 2)).toEqual(['started', 'started']);
      // Once for an entry: what is asked for twice comes once.
      await world.switchTo(id, { active: false });
      await world.switchTo(id, { active: true, existing: 2 });
      expect(await world.results(id, 2)).toEqual(['started', 'started']);
      await world.settled(id);
      for (const { phone } of people) expect(world.phone(phone)).toHaveLength(1);
    });
  });

  describe('begin', () => {
    it('[E-02] [E-07] once for a change from one value to another, however often it is looked at, and count what they did', async () => {
      const { phone, contactId } = await world.somebody();
      const { id } = await world.automate({ trigger: becomes('paid', 'new') });
      const documentId = await world.order(phone, { number: 'A-1' });
      await world.change(documentId, { number: 'A-2' });
      await world.change(documentId, { state: 'paid' });
      expect(await world.answers(phone, 1)).toEqual(['Sipariş A-2']);
      await world.change(documentId, { total: 5 });
      await knex()(changeTable.table)
        .where({ entry_document: documentId })
        .update({ state: 'due' });
      expect(await world.settled(id)).toMatchObject([
        { result: 'started', reason: null, contactId, entryDocument: documentId },
      ]);
      await world.change(documentId, { state: 'sent' });
      await world.change(documentId, { state: 'paid' });
      expect(await world.settled(id)).toHaveLength(1);
      const { body } = await world.api.get<AutomationFigures>(`${AT}/${id}/figures`);
      expect(body).toMatchObject({ started: 1, sent: 1, skipped: 0, reasons: [] });
      expect(body.days).toMatchObject([{ started: 1, sent: 1, skipped: 0 }]);
      expect(world.phone(phone)).toHaveLength(1);
    });

    it('[E-02] for one contact once, when two processes look at the same change', async () => {
      const { phone } = await world.somebody();
      const trigger = becomes('paid');
      const { id, flow } = await world.automate({ trigger, once: { per: 'event' } });
      const documentId = await world.order(phone);
      const asks = createAsks(world.strapi);
      const starting = createStarting(world.strapi, asks);
      const [plan] = await createPlans(world.strapi)((row) => row.id === id);
      if (!plan) throw new Error('the automation is not on');
      const happening = {
        ...{ event: '987654', entry: { uid: ORDER, documentId }, last: null, contactIds: null },
        ...{ changeId: 987_654, basis: null, at: Date.now(), depth: 0 },
      };
      const begun = await Promise.all([1, 2, 3].map(() => starting.begin(plan, happening)));
      expect(begun.sort()).toEqual([0, 0, 1]);
      expect(await world.startsOf(id)).toHaveLength(1);
      expect(await world.runs(flow.id)).toHaveLength(1);
    });

    it('[E-02] not for what an answer dropped, where its change is tried again for another automation', async () => {
      const { phone } = await world.somebody();
      const { id } = await world.automate({ trigger: becomes('paid'), once: { per: 'event' } });
      const documentId = await world.order(phone);
      const starting = createStarting(world.strapi, createAsks(world.strapi));
      const [plan] = await createPlans(world.strapi)((row) => row.id === id);
      if (!plan) throw new Error('the automation is not on');
      const happening = (changeId: number) => ({
        ...{ event: `${changeId}`, entry: { uid: ORDER, documentId }, last: null },
        ...{ contactIds: null, changeId, basis: null, at: Date.now(), depth: 0 },
      });
      const [dropped, waits] = [happening(987_655), happening(987_656)];
      await starting.hold(plan, dropped);
      const { db } = contextOf(world.strapi);
      await db.tx((trx) => dropAllHeld(trx, id));
      await starting.hold(plan, waits);
      expect(await starting.begin(plan, dropped)).toBe(0);
      expect(await starting.begin(plan, waits)).toBe(0);
      const [, held] = await world.startsOf(id);
      const take: Take = async (trx) => (await takeHeld(trx, held?.id ?? 0)) > 0;
      expect(await starting.begin(plan, waits, { asked: true, take })).toBe(1);
      expect(await world.results(id, 2)).toEqual(['flood', 'started']);
    });

    it('[E-02] for none, the first or all, where an entry leads to several contacts', async () => {
      const linked = await world.somebody();
      const named = await world.somebody();
      const contact = (await knex()('whatsapp_contacts')
        .where({ id: named.contactId })
        .first()) as { document_id: string };
      const customers = world.records.documents(CUSTOMER);
      const { documentId } = await customers.create({
        data: { name: 'İki kişi', phone: `+${linked.phone}`, person: contact.document_id },
      });
      const trigger = { kind: 'updated', uid: CUSTOMER, field: 'city', to: ['Bursa'] };
      const graph = { start: 'a', nodes: [says('a', 'Merhaba')] };
      const [none, first, both] = [
        await world.automate({ trigger }, graph),
        await world.automate({ trigger, who: { people: 'first' } }, graph),
        await world.automate({ trigger, who: { people: 'all' } }, graph),
      ];
      await customers.update({ documentId, data: { city: 'Bursa' } });
      expect(await world.results(none.id, 1)).toEqual(['several-people']);
      const peopleOf = async ({ id }: AutomationView, count: number) => {
        await world.results(id, count);
        return (await world.settled(id)).map(({ contactId }) => contactId);
      };
      expect(await peopleOf(first, 1)).toEqual([linked.contactId]);
      expect(await peopleOf(both, 2)).toEqual([linked.contactId, named.contactId]);
    });

    it('[E-02] where the conditions about contact and entry hold, and say why not', async () => {
      const vip = await world.somebody();
      const other = await world.somebody();
      await world.api.put(`/whatsapp/contacts/${vip.contactId}`, { tags: ['vip'] });
      const { id } = await world.automate(
        {
          trigger: becomes('paid'),
          conditions: all(
            { kind: 'entry', field: 'total', operator: 'more', values: [100] },
            { kind: 'people', filter: { tags: { include: ['vip'], exclude: [] } } }
          ),
        },
        notes
      );
      for (const [phone, total] of [
        [vip.phone, 150],
        [vip.phone, 50],
        [other.phone, 150],
      ] as const) {
        const before = (await world.startsOf(id)).length;
        await world.change(await world.order(phone, { total }), { state: 'paid' });
        await world.results(id, before + 1);
      }
      expect(await world.results(id, 3)).toEqual(['started', 'conditions', 'conditions']);
      const { body } = await world.api.get<AutomationFigures>(`${AT}/${id}/figures`);
      expect(body.reasons).toEqual([{ reason: 'conditions', count: 2 }]);
    });

    it('[E-07] once for a contact where that is wanted', async () => {
      const { phone } = await world.somebody();
      const trigger = becomes('paid');
      const { id } = await world.automate({ trigger, once: { per: 'person' } }, notes);
      for (const count of [1, 2]) {
        await world.change(await world.order(phone), { state: 'paid' });
        await world.results(id, count);
      }
      expect(await world.results(id, 2)).toEqual(['started', 'once']);
    });

    it('[E-02] five times a day for one entry, and not by what our own flows write without end', async () => {
      const { phone } = await world.somebody();
      const { id, flow } = await world.automate(
        { trigger: becomes('paid'), once: { per: 'event' } },
        notes
      );
      const documentId = await world.order(phone);
      for (let i = 0; i < 6; i += 1) {
        await world.change(documentId, { state: 'paid' });
        await world.change(documentId, { state: 'new' });
      }
      const results = await world.results(id, 6);
      expect([results.slice(0, 5), results[5]]).toEqual([Array(5).fill('started'), 'too-often']);
      for (const depth of [3, 4]) {
        const deep = await world.order(phone);
        await writtenByUs(depth, () => world.change(deep, { state: 'paid' }));
        await world.results(id, depth + 4);
      }
      expect((await world.results(id, 8)).slice(6)).toEqual(['started', 'loop']);
      const run = await knex()('whatsapp_bot_runs')
        .where({ bot_id: flow.id })
        .orderBy('id', 'desc')
        .first();
      expect(run).toMatchObject({ depth: 3 });
    });

    it('[B-25] and what their flows write says how deep that was', async () => {
      const { phone } = await world.somebody();
      const values = [{ field: 'state', text: 'sent' }];
      await world.automate(
        { trigger: becomes('paid') },
        {
          start: 'a',
          nodes: [
            { id: 'a', step: { kind: 'entry', action: 'change', type: ORDER, values }, to: {} },
          ],
        }
      );
      const documentId = await world.order(phone);
      await writtenByUs(1, () => world.change(documentId, { state: 'paid' }));
      const sent = await eventually('the flow has written', async () =>
        (await changesOf(documentId)).find(({ valuesAfter }) => valuesAfter?.state === 'sent')
      );
      expect(sent.depth).toBe(2);
    });

    it('[E-02] when an entry is deleted, for the contact that it was about', async () => {
      const { phone, contactId } = await world.somebody();
      const { id } = await world.automate(
        { trigger: { kind: 'deleted', uid: ORDER } },
        { start: 'a', nodes: [says('a', 'İptal edildi')] }
      );
      const documentId = await world.order(phone);
      await eventually('the link', async () =>
        (await world.records.linksOf(contactId)).some((link) => link.documentId === documentId)
      );
      await world.records.documents(ORDER).delete({ documentId });
      expect(await world.answers(phone, 1)).toEqual(['İptal edildi']);
      expect(await world.startsOf(id)).toMatchObject([{ result: 'started', contactId }]);
    });

    it('[E-02] not for who agreed to nothing or left, where the flow begins with a template', async () => {
      world.sim.control.templates.seed({
        ...{ name: 'siparis_haberi', language: 'tr', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'Siparişiniz yola çıktı.' }],
      });
      await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
      const { body } = await world.api.get<{ templates: { id: number; name: string }[] }>(
        '/whatsapp/templates'
      );
      const templateId = body.templates.find(({ name }) => name === 'siparis_haberi')?.id ?? 0;
      const { id, flow } = await world.automate(
        { trigger: becomes('paid') },
        { start: 'a', nodes: [{ id: 'a', step: { kind: 'template', templateId }, to: {} }] }
      );
      const named = await world.api.get<{ uses: object[] }>(
        `/whatsapp/templates/${templateId}/uses`
      );
      // The flow is a bot of its own here, so both are named.
      expect(named.body.uses).toEqual([
        expect.objectContaining({ kind: 'flow', id: flow.id, needsIt: true }),
        expect.objectContaining({ kind: 'automation', id, needsIt: true }),
      ]);
      const phone = world.customer();
      const contact = await world.api.post<{ id: number }>('/whatsapp/contacts', {
        ...{ name: 'Yeni Biri', phone: `+${phone}` },
      });
      const decides = async (action: string) => {
        const at = `/whatsapp/contacts/${contact.body.id}/consent`;
        const said = { category: 'utility', source: 'phone call', evidence: 'said so' };
        expect((await world.api.post(at, { ...said, action })).status).toBe(200);
      };
      const orders = async (count: number) => {
        await world.change(await world.order(phone), { state: 'paid' });
        await world.results(id, count);
        await world.quiet();
      };
      await orders(1);
      await decides('opt-in');
      await orders(2);
      await decides('opt-out');
      await orders(3);
      expect(await world.results(id, 3)).toEqual(['no-consent', 'started', 'opted-out']);
      expect(world.phone(phone)).toHaveLength(1);
    });

    it('[E-02] not for what has waited for too long', async () => {
      const { phone } = await world.somebody();
      const { id } = await world.automate({ trigger: becomes('paid'), staleMinutes: 5 }, notes);
      const documentId = await world.order(phone);
      await knex()('whatsapp_automations')
        .where({ id })
        .update({ active_since: Date.now() - HOUR_MS });
      await paidChanges(documentId, 1, 10 * MINUTE_MS);
      expect(await world.results(id, 1)).toEqual(['stale']);
    });

    it('[E-02] ask first where far more is about to start than usual, and do what is answered', async () => {
      const MANY = 201;
      const { phone } = await world.somebody();
      const { id } = await world.automate(
        { trigger: becomes('paid'), once: { per: 'event' } },
        notes
      );
      const documentId = await world.order(phone);
      const waits = async () => {
        await paidChanges(documentId, MANY);
        await eventually('all of them wait', async () => (await world.view(id)).waiting === MANY);
        expect(await world.view(id)).toMatchObject({ active: true, held: 'flood' });
      };
      const answered = async (answer: string) => {
        const { asks } = await world.view(id);
        const body = { answer, upTo: asks?.upTo };
        expect((await world.api.post(`${AT}/${id}/flood`, body)).status).toBe(200);
        await eventually('nothing waits', async () => (await world.view(id)).waiting === 0);
        expect((await world.view(id)).held).toBeNull();
      };
      await waits();
      expect(new Set(await world.results(id, MANY))).toEqual(new Set(['held']));
      // Pressed on a page that was opened before, it is no answer.
      expect((await world.switchTo(id, { active: true })).body.held).toBe('flood');
      await answered('start');
      const first = await world.results(id, MANY);
      // Of one entry no more than five.
      expect(first.filter((one) => one === 'started')).toHaveLength(5);
      expect(first.filter((one) => one === 'too-often')).toHaveLength(MANY - 5);
      await waits();
      await answered('drop');
      const both = await world.results(id, 2 * MANY);
      expect(both.filter((one) => one === 'flood')).toHaveLength(MANY);
      const again = { answer: 'drop', upTo: 1 };
      const twice = await world.api.post<Refused>(`${AT}/${id}/flood`, again);
      expect([twice.status, twice.body.error.details.kind]).toEqual([409, 'not-held']);
    }, 180_000);
  });

  capCases(() => world);
  carriedCases(() => world);
  answerCases(() => world);
  floodCases(() => world);
  guardCases(() => world);
  healthCases(() => world);
  heldCases(() => world);
  pauseCases(() => world);
  readyCases(() => world);
  timeCases(() => world);
  rehearsalCases(() => world);
  segmentCases(() => world);
  startCases(() => world);
});

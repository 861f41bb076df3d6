import { changeTable, onceTable, startTable } from '../../../server/src/automations/tables';
import type {
  AutomationFigures,
  AutomationView,
} from '../../../server/src/contracts/automation-desk';
import type { ListStartsResult } from '../../../server/src/contracts/automation-watch';
import type { BotView } from '../../../server/src/contracts/bots';
import { conversionTable } from '../../../server/src/conversions/tables';
import { DAY_MS } from '../../../server/src/kernel/time';
import { recordsService } from '../../../server/src/records/public';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { eventually, nextSecond } from '../../support/world';
import { says, waitsThenSays, type Graph } from '../flows/flows-world';
import { CUSTOMER, LEAD, NOTICE, ORDER } from '../records/records-world';
import {
  all,
  becomes,
  isState,
  notes,
  ORDER_MAPPING,
  tellsOrder,
  type AutomationsWorld,
  type Somebody,
} from './automations-world';

/** What ends what an automation began, and the automation itself, in a world that the caller has. */
export const guardCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const reminder = waitsThenSays('Hatırlatma');
  const runsOf = ({ flow }: AutomationView) => world().runs(flow.id);
  const state = (automation: AutomationView, wanted: string, count = 1) =>
    eventually(`${count} runs are ${wanted}`, async () => {
      const runs = await runsOf(automation);
      return runs.filter((run) => run.state === wanted).length === count;
    });
  /** Somebody waits for the reminder about an order that was paid. */
  const waits = async (
    body: object = {}
  ): Promise<Somebody & { automation: AutomationView; documentId: string }> => {
    const person = await world().somebody();
    const automation = await world().automate({ trigger: becomes('paid'), ...body }, reminder);
    const documentId = await world().order(person.phone);
    await world().change(documentId, { state: 'paid' });
    await state(automation, 'waiting');
    return { ...person, automation, documentId };
  };
  /** The hour is over; why nothing was said. */
  const silentBy = async ({ phone, automation }: { phone: string; automation: AutomationView }) => {
    await world().passTime();
    const [run] = await runsOf(automation);
    expect([run?.state, world().phone(phone).includes('Hatırlatma')]).toEqual(['stopped', false]);
    return run?.reason;
  };
  /** The newest start as the page lists it. */
  const listed = async (id: number) => {
    const at = `/whatsapp/automations/${id}/starts`;
    return (await world().api.get<ListStartsResult>(at)).body.starts[0];
  };
  const quietHours = (hours: object | null) =>
    world().api.put('/whatsapp/settings/consent', { quietHours: hours });
  const message = (number: string, where: object) =>
    eventually(`the message ${JSON.stringify(where)}`, async () => {
      const rows = knex()('whatsapp_messages').where({ text: `Sipariş ${number}`, ...where });
      return (await rows.pluck('id')).length === 1;
    });
  /** It is night where people in Türkiye live, three hours ahead of UTC. */
  const night = () => {
    const hour = (plus: number) =>
      new Date(Date.now() + plus * 3_600_000).toISOString().slice(11, 16);
    return quietHours({ from: hour(2), to: hour(5), zone: 'UTC' });
  };
  /** What an automation says about a paid order sleeps until the morning. */
  const sleeps = async (number: string) => {
    const { phone } = await world().somebody();
    const automation = await world().automate({
      ...{ trigger: becomes('paid'), conditions: all(isState('paid')) },
    });
    await night();
    const documentId = await world().order(phone, { number });
    await world().change(documentId, { state: 'paid' });
    await message(number, { state: 'queued', error_class: 'quiet-hours' });
    return { phone, automation, documentId };
  };

  /** Does something while a field of orders is marked as sensitive. One that other tests watch would be looked at again after. */
  const whileSensitive = async (field: 'number', work: () => Promise<void>): Promise<void> => {
    const map = async (marks: object) => {
      const { status } = await world().records.map(ORDER, { ...ORDER_MAPPING, ...marks });
      expect(status).toBe(200);
    };
    await map({ marks: { [field]: 'other' } });
    try {
      await work();
    } finally {
      await map({});
    }
  };
  const inspected = async (id: number) => {
    await world().automations().inspect();
    return world().view(id);
  };
  /** Another system says that the contact did this. */
  const converts = ({ contactId }: Somebody, event: string) =>
    insertRow(
      knex(),
      conversionTable.table,
      writeRow(conversionTable, {
        ...{ event, contactId, at: Date.now(), source: 'api', addedAt: Date.now() },
        dedupeKey: `${contactId} ${event}`,
      })
    );

  const merge = async (...people: Somebody[]): Promise<void> => {
    const ids = people.map(({ contactId }) => contactId);
    expect((await world().api.post('/whatsapp/contacts/merge', { ids })).status).toBe(200);
  };
  /** An entry of two people, for both of whom an automation begins this flow. */
  const foundTwice = async (graph: Graph) => {
    const [linked, named] = [await world().somebody(), await world().somebody()];
    const contact = (await knex()('whatsapp_contacts').where({ id: named.contactId }).first()) as {
      document_id: string;
    };
    const trigger = { kind: 'updated', uid: CUSTOMER, field: 'city', to: ['Bursa'] };
    const automation = await world().automate({ trigger, who: { people: 'all' } }, graph);
    const customers = world().records.documents(CUSTOMER);
    const { documentId } = await customers.create({
      data: { name: 'İki kişi', phone: `+${linked.phone}`, person: contact.document_id },
    });
    await customers.update({ documentId, data: { city: 'Bursa' } });
    return { linked, named, automation };
  };

  describe('end what they began', () => {
    it('[E-02] where the entry leads to somebody else by now', async () => {
      const began = await waits();
      const other = await world().somebody();
      const customer = await world().customerOf(other.phone);
      await world().change(began.documentId, { customer });
      expect(await silentBy(began)).toBe('person-changed');
      expect(world().phone(other.phone)).toEqual([]);
    });

    it('[E-02] where the entry is gone', async () => {
      const began = await waits();
      await world().records.documents('api::order.order').delete({ documentId: began.documentId });
      expect(await silentBy(began)).toBe('entry-gone');
    });

    it('[E-02] where the entry was unpublished: nobody is written to because of a draft', async () => {
      const { phone } = await world().somebody();
      const mapping = { role: 'Notice', fields: { phone: 'title' }, country: 'TR' };
      const mapped = await world().records.map(NOTICE, { ...mapping, createContacts: false });
      expect(mapped.status).toBe(200);
      const trigger = { kind: 'published', uid: NOTICE };
      const automation = await world().automate({ trigger }, reminder);
      const notices = world().records.documents(NOTICE);
      const { documentId } = await notices.create({ data: { title: `+${phone}` } });
      await notices.publish({ documentId });
      await state(automation, 'waiting');
      await notices.unpublish({ documentId });
      expect(await silentBy({ phone, automation })).toBe('entry-gone');
      expect((await world().records.unmap(NOTICE)).status).toBe(200);
    });

    it('[E-02] also after they have waited for longer than is kept what began them', async () => {
      const began = await waits();
      await knex()(startTable.table).where({ automation_id: began.automation.id }).delete();
      const customer = await world().customerOf((await world().somebody()).phone);
      await world().change(began.documentId, { customer });
      expect(await silentBy(began)).toBe('person-changed');
    });

    it.each([
      ['conditions', { conditions: all(isState('paid')) }],
      ['stop-conditions', { stopWhen: all(isState('sent')) }],
      ['goal-reached', { goal: { kind: 'entry', conditions: all(isState('sent')) } }],
    ])('[E-08] with the reason %s, as the entry is before each step', async (reason, body) => {
      const began = await waits(body);
      await world().change(began.documentId, { state: 'sent' });
      expect(await silentBy(began)).toBe(reason);
    });

    it('[E-08] where a field of its conditions became sensitive: nobody is reminded, and it goes off', async () => {
      const isOpen = { ...isState('PAID'), field: 'number', not: true };
      const began = await waits({ conditions: all(isOpen) });
      const { id } = began.automation;
      await whileSensitive('number', async () => {
        // Not by its timer, before it is seen that nothing begins either.
        const timer = jest.spyOn(world().automations(), 'inspect');
        timer.mockImplementation(() => Promise.resolve());
        await world().change(await world().order(began.phone), { state: 'paid' });
        expect(await world().results(id, 2)).toEqual(['started', 'conditions']);
        timer.mockRestore();
        expect(await silentBy(began)).toBe('conditions');
        expect(await inspected(id)).toMatchObject({ active: false, held: 'field-gone' });
      });
    });

    it('[E-03] where the contact converted as the goal says', async () => {
      const began = await waits({ goal: { kind: 'converted', event: 'order' } });
      await converts(began, 'order');
      expect(await silentBy(began)).toBe('goal-reached');
    });

    it('[E-03] and not where the contact did something else, or did it after the days of the goal', async () => {
      const goal = { kind: 'converted', event: 'order', days: 7 };
      const [other, late] = [await waits({ goal }), await waits({ goal })];
      await converts(other, 'signed-up');
      await knex()('whatsapp_bot_runs')
        .where({ bot_id: late.automation.flow.id })
        .update({ started_at: Date.now() - 8 * DAY_MS });
      await converts(late, 'order');
      await world().passTime();
      for (const { phone } of [other, late])
        expect(await world().answers(phone, 1)).toEqual(['Hatırlatma']);
    });

    it('[E-02] where the contact did what it is for', async () => {
      const began = await waits({ goal: { kind: 'replied' } });
      await nextSecond();
      await world().somebody(began.phone);
      expect(await silentBy(began)).toBe('goal-reached');
      const { body } = await world().api.get<AutomationFigures>(
        `/whatsapp/automations/${began.automation.id}/figures`
      );
      expect(body).toMatchObject({ started: 1, sent: 0, goal: 1, days: [{ started: 1, goal: 1 }] });
    });

    it('[O-22] where the contact opted out of messages about orders meanwhile', async () => {
      const began = await waits();
      const out = await world().api.post(`/whatsapp/contacts/${began.contactId}/consent`, {
        ...{ category: 'utility', action: 'opt-out', source: 'phone', evidence: 'said so' },
      });
      expect(out.status).toBe(200);
      expect(await silentBy(began)).toBe('opted-out');
    });

    it('[E-08] also in the permit of a message that slept until the morning', async () => {
      const { phone, automation, documentId } = await sleeps('GECE-1');
      await world().change(documentId, { state: 'sent' });
      await quietHours(null);
      await message('GECE-1', { state: 'failed', error_class: 'automation-stopped' });
      expect([world().phone(phone), (await runsOf(automation)).length]).toEqual([[], 1]);
    });

    it('[E-02] also what sleeps until the morning, where they are deleted meanwhile', async () => {
      const { phone, automation } = await sleeps('GECE-2');
      await world().api.del(`/whatsapp/automations/${automation.id}`);
      await quietHours(null);
      await message('GECE-2', { state: 'failed', error_class: 'automation-stopped' });
      expect(world().phone(phone)).toEqual([]);
    });

    it('[E-02] with their own number of messages to one contact', async () => {
      const { phone } = await world().somebody();
      const { id } = await world().automate({
        ...{ trigger: becomes('paid'), ceiling: { messages: 1, days: 2 } },
      });
      for (const count of [1, 2, 3]) {
        await world().change(await world().order(phone), { state: 'paid' });
        await world().results(id, count);
        await world().quiet();
        // Runs are cleared away with Logs, which may be kept for a day only.
        if (count === 2) await knex()('whatsapp_bot_runs').where({ origin: 'automation' }).delete();
      }
      expect(await world().results(id, 3)).toEqual(['started', 'ceiling', 'ceiling']);
      expect(world().phone(phone)).toHaveLength(1);
    });

    it('[E-02] when they are switched off, unless contacts may finish', async () => {
      const [ended, finishes] = [await waits(), await waits()];
      await world().switchTo(ended.automation.id, { active: false });
      await world().switchTo(finishes.automation.id, { active: false, waiting: 'finish' });
      await world().passTime();
      expect((await runsOf(ended.automation))[0]).toMatchObject({ reason: 'automation-off' });
      expect(await world().answers(finishes.phone, 1)).toEqual(['Hatırlatma']);
      expect(world().phone(ended.phone)).toEqual([]);
      const before = await world().settled(ended.automation.id);
      const documentId = await world().order(ended.phone);
      await world().change(documentId, { state: 'paid' });
      expect(await world().settled(ended.automation.id)).toEqual(before);
    });

    it('[E-02] and go on once for two contacts that were merged', async () => {
      const { linked, named, automation } = await foundTwice(reminder);
      await state(automation, 'waiting', 2);
      await merge(linked, named);
      await state(automation, 'waiting', 1);
      const reasons = (await runsOf(automation)).map(({ reason }) => reason);
      expect(reasons.sort()).toEqual(['merged-run', null]);
    });

    it('[E-02] and say once in the morning what slept for two contacts that were merged', async () => {
      const text = 'Bursa’da görüşelim';
      await night();
      const { linked, named } = await foundTwice({ start: 'a', nodes: [says('a', text)] });
      const count = async (where: object): Promise<number> =>
        (
          await knex()('whatsapp_messages')
            .where({ text, ...where })
            .pluck<unknown[]>('id')
        ).length;
      await eventually(
        'both sleep',
        async () => (await count({ error_class: 'quiet-hours' })) === 2
      );
      await merge(linked, named);
      const stopped = { state: 'failed', error_class: 'automation-stopped' };
      expect([await count({ state: 'queued' }), await count(stopped)]).toEqual([1, 1]);
      await quietHours(null);
      expect(await world().answers(linked.phone, 1)).toEqual([text]);
      expect(world().phone(named.phone)).toEqual([]);
    });

    it('[E-02] and go on once for them about two entries too, where they begin once for a contact', async () => {
      const [one, other] = [await world().somebody(), await world().somebody()];
      const body = { trigger: becomes('paid'), once: { per: 'person' } };
      const automation = await world().automate(body, reminder);
      for (const { phone } of [one, other])
        await world().change(await world().order(phone), { state: 'paid' });
      await state(automation, 'waiting', 2);
      await merge(one, other);
      await state(automation, 'waiting', 1);
      const reasons = (await runsOf(automation)).map(({ reason }) => reason);
      expect(reasons.sort()).toEqual(['merged-run', null]);
    });

    it('[E-07] and know of them what was done last for either', async () => {
      const [one, other] = [await world().somebody(), await world().somebody()];
      const once = { per: 'person', days: 7 };
      const { id } = await world().automate({ trigger: becomes('paid'), once }, notes);
      for (const [i, { phone }] of [one, other].entries()) {
        await world().change(await world().order(phone), { state: 'paid' });
        await world().results(id, i + 1);
      }
      await knex()(onceTable.table)
        .where({ automation_id: id, contact_id: one.contactId })
        .update({ at: Date.now() - 20 * DAY_MS });
      await merge(one, other);
      await world().change(await world().order(one.phone), { state: 'paid' });
      expect(await world().results(id, 3)).toEqual(['started', 'started', 'once']);
    });
  });

  describe('go off by themselves', () => {
    it('[E-02] when who switched them on may no longer, and say so', async () => {
      const { id } = await world().make({ trigger: becomes('paid') }, notes);
      const actions = ['automation.observe', 'automation.build'];
      const users = world().strapi.db.query('admin::user');
      const by = async (): Promise<number> => {
        const user = await world().adminUser({ actions });
        const on = await world()
          .http.put(`/whatsapp/automations/${id}/active`)
          .set('Authorization', `Bearer ${user.token}`)
          .send({ active: true });
        expect([on.status, (await inspected(id)).active]).toEqual([200, true]);
        return user.id;
      };
      await users.update({ where: { id: await by() }, data: { isActive: false } });
      expect(await inspected(id)).toMatchObject({ active: false, held: 'owner-gone' });
      await users.update({ where: { id: await by() }, data: { roles: [] } });
      expect(await inspected(id)).toMatchObject({ active: false, held: 'owner-no-right' });
      const { phone } = await world().somebody();
      await world().change(await world().order(phone), { state: 'paid' });
      expect(await world().settled(id)).toEqual([]);
      expect((await world().switchTo(id, { active: true })).body).toMatchObject({ held: null });
    });

    it('[E-02] when who published their flow may no longer write the entries that it writes', async () => {
      const sends: Graph = {
        start: 'a',
        nodes: [
          {
            id: 'a',
            step: {
              kind: 'entry',
              action: 'change',
              type: ORDER,
              which: { by: 'automation' },
              values: [{ field: 'state', text: 'sent' }],
            },
            to: {},
          },
        ],
      };
      const publisher = await world().adminUser();
      const publishedFlow = async (graph: Graph): Promise<BotView> => {
        const made = await world()
          .http.post('/whatsapp/bots')
          .set('Authorization', `Bearer ${publisher.token}`)
          .send({ name: 'Yayınlanan', active: true, triggers: [], steps: [], graph });
        expect(made.status).toBe(200);
        return made.body as BotView;
      };
      const on = async ({ id: botId }: BotView): Promise<number> => {
        const { id } = await world().make({ trigger: becomes('paid'), botId });
        expect((await world().switchTo(id, { active: true })).status).toBe(200);
        return id;
      };
      const flow = await publishedFlow(sends);
      const [writes, notesOnly] = [await on(flow), await on(await publishedFlow(notes))];
      expect(await inspected(writes)).toMatchObject({ active: true, held: null });
      const users = world().strapi.db.query('admin::user');
      await users.update({ where: { id: publisher.id }, data: { isActive: false } });
      const stopped = { active: false, held: 'publisher-no-right' };
      expect(await inspected(writes)).toMatchObject(stopped);
      expect(await world().view(notesOnly)).toMatchObject({ active: true, held: null });
      const again = await world().switchTo(writes, { active: true });
      expect([again.status, again.body.error?.details.field]).toEqual([400, 'botId']);
      const order = { from: flow.version, graph: sends, waiting: [] };
      const published = await world().api.post(`/whatsapp/bots/${flow.id}/publish`, order);
      expect(published.status).toBe(200);
      expect((await world().switchTo(writes, { active: true })).status).toBe(200);
      expect(await inspected(writes)).toMatchObject({ active: true, held: null });
    });

    it('[E-02] when what they need is gone', async () => {
      const graph = { start: 'a', nodes: [says('a', 'Merhaba')] };
      const lead = await world().automate({ trigger: { kind: 'created', uid: LEAD } }, graph);
      const order = await world().automate({ trigger: becomes('paid') }, graph);
      expect((await world().records.unmap(LEAD)).status).toBe(200);
      expect(await inspected(lead.id)).toMatchObject({ active: false, held: 'no-person-path' });
      expect(await inspected(order.id)).toMatchObject({ active: true, held: null });
      await world().api.del(`/whatsapp/bots/${order.flow.id}`);
      expect(await inspected(order.id)).toMatchObject({
        ...{ active: false, held: 'flow-gone' },
        flow: { name: null },
      });
      const fields = { phone: 'phone' };
      const mapped = await world().records.map(LEAD, { role: 'Lead', fields, country: 'TR' });
      expect(mapped.status).toBe(200);
    });

    it('[E-02] when the field whose changes they hear of is sensitive by now', async () => {
      const trigger = { ...becomes('B-1'), field: 'number' };
      const { id } = await world().automate({ trigger }, notes);
      expect(await inspected(id)).toMatchObject({ active: true, held: null });
      await whileSensitive('number', async () => {
        expect(await inspected(id)).toMatchObject({ active: false, held: 'field-gone' });
        // Without it nobody watches the field when it may be read again.
        expect((await world().api.del(`/whatsapp/automations/${id}`)).status).toBe(200);
      });
    });
  });

  it('[X-06] know whom a deleted entry was about: what they remember of it is erased with the contact', async () => {
    const { phone, contactId } = await world().somebody();
    const documentId = await world().customerOf(phone);
    await eventually('the link', async () =>
      (await world().records.linksOf(contactId)).some((link) => link.documentId === documentId)
    );
    await world().records.documents(CUSTOMER).delete({ documentId });
    const change = { entry_document: documentId, kind: 'deleted' };
    const row = await eventually('the deletion', async () => {
      const found: unknown = await knex()(changeTable.table).where(change).first('contact_id');
      return (found as { contact_id: unknown } | undefined) ?? null;
    });
    expect(Number(row.contact_id)).toBe(contactId);
  });

  it('[E-02] say of a change that it failed, once it has been tried often enough', async () => {
    const { phone } = await world().somebody();
    const documentId = await world().order(phone);
    const { id } = await world().automate({ trigger: becomes('paid') }, notes);
    const records = recordsService(world().strapi);
    jest.spyOn(records, 'walkEntry').mockRejectedValue(new Error('away'));
    await world().change(documentId, { state: 'paid' });
    const changes = () => knex()(changeTable.table).where({ entry_document: documentId });
    await eventually('a first try', async () => {
      const tried = await changes().where('tries', '>', 0).pluck('id');
      return tried.length > 0;
    });
    await changes().where({ state: 'due' }).update({ tries: 7, next_at: 0 });
    expect(await world().settled(id)).toMatchObject([{ result: 'skipped', reason: 'failed' }]);
  });

  it('[E-02] keep what their flow could not do as their last error', async () => {
    const phone = world().customer();
    await world().api.post('/whatsapp/contacts', { name: 'Hiç yazmadı', phone: `+${phone}` });
    const { id } = await world().automate({ trigger: becomes('paid') }, tellsOrder);
    await world().change(await world().order(phone), { state: 'paid' });
    expect(await world().results(id, 1)).toEqual(['started']);
    const failed = await eventually('the error', async () => (await world().view(id)).lastError);
    expect(failed.reason).toBe('window-closed');
    // The step that failed is the reason of the start, too.
    expect((await listed(id))?.run).toMatchObject({ state: 'failed', reason: 'window-closed' });
    const { body } = await world().api.get<AutomationFigures>(
      `/whatsapp/automations/${id}/figures`
    );
    expect(body).toMatchObject({ started: 1, sent: 0, failed: 1, days: [{ failed: 1 }] });
  });

  it('[E-32] list a start whose flow waits because an agent has the conversation', async () => {
    const { phone, automation } = await waits();
    const { id } = await world().thread(phone);
    await world().api.put(`/whatsapp/conversations/${id}`, { bots: 'paused' });
    await world().passTime();
    const start = await listed(automation.id);
    expect([start?.result, start?.run]).toMatchObject(['started', { state: 'held', reason: null }]);
  });
};

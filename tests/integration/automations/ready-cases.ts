import { dueTable } from '../../../server/src/automations/tables';
import type { AutomationView } from '../../../server/src/contracts/automation-desk';
import type { BotView } from '../../../server/src/contracts/bots';
import { AUTOMATION_WORDS } from '../../../server/src/contracts/ready-automation-words';
import {
  READY_AUTOMATIONS,
  type ReadyAutomationsMade,
  type ReadyAutomationsResult,
} from '../../../server/src/contracts/ready-automations';
import { READY_WORDS } from '../../../server/src/contracts/ready-flow-words';
import { readBusinessZone } from '../../../server/src/accounts/public';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';
import { dayOf, wallAt } from '../../../server/src/kernel/wall';
import { eventually } from '../../support/world';
import { CUSTOMER, ORDER } from '../records/records-world';
import { becomes, notes, type AutomationsWorld, type Refused } from './automations-world';

const AT = '/whatsapp/automations/ready';
const WORDS = AUTOMATION_WORDS.tr;

/** Around the earth, so that it is always between eleven and nine in one of them. */
const ZONES = ['Pacific/Kiritimati', 'Asia/Tokyo', 'Europe/Istanbul', 'Atlantic/Reykjavik'];
const hourIn = (zone: string): number => Math.floor((wallAt(zone, Date.now()) % DAY_MS) / HOUR_MS);

/** Each ready automation, made by its route, in a world that the caller has. */
export const readyCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const one = async (body: object): Promise<AutomationView> => {
    const [made] = await world().takeOver(body);
    if (!made) throw new Error('nothing was made');
    return made;
  };
  const ofEntry = async ({ id }: AutomationView) =>
    (await world().settled(id)).map(({ entryDocument, result, reason }) => [
      ...[entryDocument, reason ?? result],
    ]);
  /** The text of a person, without the lines about the entry. */
  const heard = async (phone: string, count = 1) =>
    (await world().answers(phone, count)).at(-1)?.split('\n')[0];
  const named = (text: string) => text.replace(/\{\{first_name\|[^}]+\}\}/, 'Elif');

  describe('are ready to be taken over', () => {
    it('[E-07] from the content types that fit, by who may build automations and flows', async () => {
      const { body } = await world().api.get<ReadyAutomationsResult>(`${AT}?language=tr`);
      expect(body.kinds.map(({ kind }) => kind)).toEqual([...READY_AUTOMATIONS]);
      const order = body.kinds.find(({ kind }) => kind === 'order');
      expect(order?.fits[0]).toMatchObject({
        ...{ uid: ORDER, fields: { state: 'state', title: 'number' } },
        values: { confirmed: 'paid', shipped: 'sent' },
      });
      expect(order?.parts).toContainEqual({ needs: 'shipped', template: null });
      const state = body.types
        .find(({ uid }) => uid === ORDER)
        ?.fields.find(({ path }) => path === 'state');
      expect(state).toMatchObject({ choices: ['new', 'paid', 'sent'], writable: true });
      const wrong = await world().api.post<Refused>(AT, {
        kind: 'birthday',
        uid: ORDER,
        fields: { date: 'state' },
      });
      expect([wrong.status, wrong.body.error.details.field]).toEqual([400, 'fields.date']);
      const elsewhere = await world().api.post<Refused>(AT, {
        ...{ kind: 'order', uid: 'api::product.product' },
      });
      expect(elsewhere.body.error.details).toMatchObject({ kind: 'invalid', field: 'uid' });
      const builder = await world().adminToken({ actions: ['automation.build'] });
      const refused = await world()
        .http.post(AT)
        .set('Authorization', `Bearer ${builder}`)
        .send({ kind: 'order', uid: ORDER });
      expect(refused.status).toBe(403);
    });

    it('[E-07] taken again they have names of their own', async () => {
      const names = async () => {
        const made = await world().api.post<ReadyAutomationsMade>(AT, {
          kind: 'order',
          uid: ORDER,
        });
        return made.body.automations.map(({ name }) => name);
      };
      const first = await names();
      expect(await names()).toEqual(first.map((name) => `${name} (2)`));
    });

    it('[E-07] for an order: each state once, to whom the order is about', async () => {
      const [confirmed, shipped, ...others] = await world().takeOver({ kind: 'order', uid: ORDER });
      expect(others).toEqual([]);
      if (!confirmed || !shipped) throw new Error('an order has two states here');
      expect(confirmed).toMatchObject({ active: true, flow: { isOwn: true, isActive: true } });
      const [{ phone }, other] = [await world().somebody(), await world().somebody()];
      const documentId = await world().order(phone, { number: 'H-1' });
      await world().change(documentId, { state: 'paid' });
      expect(await heard(phone)).toBe(named(WORDS.order.confirmed.text));
      await world().change(documentId, { state: 'sent' });
      expect((await world().answers(phone, 2)).at(-1)).toBe(
        `${WORDS.order.shipped.text}\n${WORDS.order.number}: H-1`
      );
      await world().change(documentId, { state: 'new' });
      await world().change(documentId, { state: 'paid' });
      expect(await ofEntry(confirmed)).toEqual([
        ...[
          [documentId, 'started'],
          [documentId, 'once'],
        ],
      ]);
      expect(await ofEntry(shipped)).toEqual([[documentId, 'started']]);
      expect(world().phone(other.phone)).toEqual([]);
    });

    it('[E-06] [B-25] for an appointment: the day before, and a yes changes it', async () => {
      const reminder = await one({
        ...{ kind: 'reminder', uid: ORDER, fields: { date: 'placedAt', state: 'state' } },
        values: { yes: 'paid', no: 'sent' },
      });
      const { phone } = await world().somebody();
      const soon = Date.now() + 6_000;
      const placedAt = new Date(soon + DAY_MS).toISOString();
      const documentId = await world().order(phone, { number: 'R-1', placedAt });
      // What was cancelled is not reminded of.
      const cancelled = await world().order(phone, { number: 'R-2', placedAt, state: 'sent' });
      expect(await heard(phone)).toBe(named(WORDS.reminder.text));
      expect(Date.now()).toBeGreaterThanOrEqual(soon);
      const starts = await ofEntry(reminder);
      expect(starts).toEqual(expect.arrayContaining([[documentId, 'started']]));
      expect(starts).not.toContainEqual([cancelled, 'started']);
      world().press(phone, 'Evet, geleceğim');
      expect(await heard(phone, 2)).toBe(READY_WORDS.tr.appointment.confirmed);
      const entry = await world().records.documents(ORDER).findOne({ documentId });
      expect(entry).toMatchObject({ state: 'paid' });
    });

    it('[E-08] for a payment: before and after its day, until it is paid', async () => {
      const [before, after] = await world().takeOver({
        ...{ kind: 'payment', uid: ORDER, fields: { date: 'dueOn', state: 'state' } },
      });
      if (!before || !after) throw new Error('a payment has two');
      const zone = await readBusinessZone(world().strapi);
      // The last time that it was ten in the morning.
      const ten = wallAt(zone, Date.now()) - 10 * HOUR_MS;
      const due = (days: number) => dayOf(ten + days * DAY_MS);
      const ahead = { dueOn: due(30) };
      const [{ phone }, payer] = [await world().somebody(), await world().somebody()];
      const open = await world().order(phone, ahead);
      const paid = await world().order(payer.phone, { ...ahead, state: 'paid' });
      for (const [automation, days] of [
        [before, 3],
        [after, -1],
      ] as const) {
        await eventually(
          'both lie ahead',
          async () => (await world().dues(automation.id)).length === 2
        );
        // Past Strapi, so that the moments stay where they are until they are looked at.
        await knex()('orders')
          .whereIn('document_id', [open, paid])
          .update({ due_on: due(days) });
        await world().comeDue(automation.id, DAY_MS + HOUR_MS);
        expect((await ofEntry(automation)).sort()).toEqual(
          [
            [open, 'started'],
            [paid, 'conditions'],
          ].sort()
        );
      }
      expect((await world().answers(phone, 2)).map((text) => text.split('\n')[0])).toEqual([
        ...[named(WORDS.payment.before.text), named(WORDS.payment.after.text)],
      ]);
      expect(world().phone(payer.phone)).toEqual([]);
    });

    it('[E-05] for a birthday: each year, by the clock of the contact', async () => {
      const birthday = await one({ kind: 'birthday', uid: CUSTOMER });
      const zone = ZONES.find((where) => hourIn(where) >= 11 && hourIn(where) < 21) ?? 'UTC';
      const [{ phone, contactId }, other] = [await world().somebody(), await world().somebody()];
      await knex()('whatsapp_contacts').where({ id: contactId }).update({ timezone: zone });
      const day = dayOf(wallAt(zone, Date.now())).slice(5);
      const customers = world().records.documents(CUSTOMER);
      const born = (data: object) => customers.create({ data: { name: 'Doğan', ...data } });
      const { documentId } = await born({ phone: `+${phone}`, birthday: `1990-${day}` });
      await born({ phone: `+${other.phone}` });
      // Ten in the morning is past there: it comes in a year.
      await eventually('the next one', async () => {
        const rows = await world().dues(birthday.id);
        return rows.length === 1 && (rows[0]?.dueAt ?? 0) > Date.now() + 300 * DAY_MS;
      });
      await knex()(dueTable.table)
        .where({ automation_id: birthday.id })
        .update({ added_at: 0, due_at: Date.now() - 1 });
      expect(await heard(phone)).toBe(named(WORDS.birthday.text));
      expect(await ofEntry(birthday)).toEqual([[documentId, 'started']]);
      expect(world().phone(other.phone)).toEqual([]);
    });

    it('[E-09] for a threshold and an outage: each time, and when it is over', async () => {
      const limit = await one({
        ...{ kind: 'threshold', uid: ORDER, values: { way: 'down', value: 10 } },
        fields: { number: 'total' },
      });
      const [down, over] = await world().takeOver({
        ...{ kind: 'outage', uid: ORDER, fields: { state: 'state' } },
        values: { down: 'sent', over: 'paid' },
      });
      if (!down || !over) throw new Error('an outage has two');
      const { phone } = await world().somebody();
      const documentId = await world().order(phone, { number: 'E-1', total: 50 });
      await world().change(documentId, { total: 9 });
      expect((await world().answers(phone, 1)).at(-1)).toContain('Total: 9');
      await world().change(documentId, { state: 'sent' });
      expect(await heard(phone, 2)).toBe(named(WORDS.outage.down.text));
      await world().change(documentId, { state: 'paid' });
      expect(await heard(phone, 3)).toBe(WORDS.outage.over.text);
      for (const automation of [limit, down, over])
        expect(await ofEntry(automation)).toEqual([[documentId, 'started']]);
    });

    it('[E-10] for a rating: two days after, at eleven', async () => {
      const survey = await one({ kind: 'survey', uid: ORDER, fields: { date: 'placedAt' } });
      expect(survey.trigger).toMatchObject({
        ...{ side: 'after', amount: 2, unit: 'days', at: '11:00', zone: 'person' },
      });
      const { phone } = await world().somebody();
      const placedAt = new Date().toISOString();
      const documentId = await world().order(phone, { placedAt });
      const [due] = await eventually('it lies ahead', async () => {
        const rows = await world().dues(survey.id);
        return rows.length === 1 && rows;
      });
      expect(due).toMatchObject({ entryDocument: documentId });
      // It is looked at a day before the first clock on earth shows eleven, which is 11 to 35 hours ahead.
      expect(due?.dueAt).toBeGreaterThan(Date.now() + 10 * HOUR_MS);
      expect(due?.dueAt).toBeLessThan(Date.now() + 3 * DAY_MS);
    });
  });

  describe('are copied', () => {
    const copied = (id: number, name: string) =>
      world().api.post<AutomationView>(`/whatsapp/automations/${id}/copy`, { name });
    const flowOf = async ({ flow }: AutomationView): Promise<BotView> =>
      (await world().api.get<BotView>(`/whatsapp/bots/${flow.id}`)).body;

    it('[E-02] off, with all that was set and with a draft of their own flow', async () => {
      const first = await one({ kind: 'birthday', uid: CUSTOMER });
      const { id, name, trigger } = first;
      const goal = { kind: 'replied', days: 3 };
      const changed = { name, trigger, goal, once: { per: 'person', days: 30 } };
      await world().api.put(`/whatsapp/automations/${id}`, changed);
      const { body: copy, status } = await copied(id, name);
      expect(status).toBe(200);
      expect(copy).toMatchObject({ ...changed, name: `${name} (2)`, active: false, owner: null });
      expect(copy.flow).toMatchObject({ isOwn: true, isPublished: false, isActive: false });
      const [said, says] = [await flowOf(first), await flowOf(copy)];
      expect(said.graph?.nodes.length).toBeGreaterThan(0);
      expect(says.draft?.graph).toEqual(said.graph);
      // What is being written goes along, and neither depends on the other.
      await world().api.put(`/whatsapp/bots/${first.flow.id}/draft`, { graph: notes, from: 2 });
      expect((await flowOf((await copied(id, 'Doğum günü 2')).body)).draft?.graph).toMatchObject(
        notes
      );
      await world().api.del(`/whatsapp/automations/${id}`);
      expect((await flowOf(copy)).draft?.graph).toEqual(said.graph);
    });

    it('[E-02] with the same flow where they share one, by who may build both', async () => {
      const made = await world().make({ trigger: becomes('sent') });
      const { body: copy } = await copied(made.id, 'Kargo');
      expect(copy.flow).toMatchObject({ id: made.flow.id, isOwn: false });
      const builder = await world().adminToken({ actions: ['automation.build'] });
      const refused = await world()
        .http.post(`/whatsapp/automations/${made.id}/copy`)
        .set('Authorization', `Bearer ${builder}`)
        .send({ name: 'Kargo' });
      expect(refused.status).toBe(403);
    });
  });
};

import {
  automationsService,
  type AutomationsService,
} from '../../../server/src/automations/public';
import { fieldsOf } from '../../../server/src/automations/domain/watch';
import {
  dueTable,
  startTable,
  watchedTypeTable,
  type DueRow,
  type StartRow,
} from '../../../server/src/automations/tables';
import type {
  AutomationProblem,
  AutomationView,
} from '../../../server/src/contracts/automation-desk';
import type { BotView } from '../../../server/src/contracts/bots';
import type { ReadyAutomationsMade } from '../../../server/src/contracts/ready-automations';
import { readRow } from '../../../server/src/strapi/table';
import type { DatabaseClient } from '../../support/databases';
import { eventually } from '../../support/world';
import { says, startFlowsWorld, type FlowsWorld, type Graph } from '../flows/flows-world';
import { CUSTOMER, LEAD, ORDER, recordsWorld } from '../records/records-world';

type Raw = Record<string, unknown>;

/** A field of the order that the text is about. */
export const ofOrder = (field: string): string => `{{record.${ORDER}.${field}}}`;
/** Says the number of the order. */
export const tellsOrder: Graph = { start: 'a', nodes: [says('a', `Sipariş ${ofOrder('number')}`)] };
/** Does something that nobody hears of. */
export const notes: Graph = {
  start: 'a',
  nodes: [{ id: 'a', step: { kind: 'note', text: 'Oldu', onFail: 'go-on' }, to: {} }],
};

/** The state of an order becomes this. */
export const becomes = (to: string, from: string | null = null) => ({
  ...{ kind: 'updated', uid: ORDER, field: 'state', to: [to] },
  from: from === null ? null : [from],
});
/** Of conditions that must all hold. */
export const all = (...nodes: object[]) => ({ kind: 'group', match: 'all', nodes });
export const isState = (value: string) => ({
  ...{ kind: 'entry', field: 'state', operator: 'is', values: [value] },
});

export interface Somebody {
  phone: string;
  contactId: number;
}
export interface Refused {
  error: {
    details: { kind: string; field?: string; matching?: number; problems?: AutomationProblem[] };
  };
}

export interface AutomationsWorld extends FlowsWorld {
  records: ReturnType<typeof recordsWorld>;
  automations(): AutomationsService;
  /** Somebody who has written, so that texts may go to them. */
  somebody(phone?: string): Promise<Somebody>;
  /** The entry of the customer with this number. */
  customerOf(phone: string): Promise<string>;
  /** An order of the person: its customer has their number. */
  order(phone: string, data?: object): Promise<string>;
  /** Changes an order. */
  change(documentId: string, data: object): Promise<unknown>;
  /** An automation with this flow, off. */
  make(body: object, graph?: Graph): Promise<AutomationView>;
  /** The same, switched on. */
  automate(body: object, graph?: Graph): Promise<AutomationView>;
  /** Ready automations in Turkish, each with its flow published and on. */
  takeOver(body: object): Promise<AutomationView[]>;
  /** The customer presses the button with this title on what came last. */
  press(phone: string, title: string): void;
  switchTo(
    id: number,
    order: object
  ): Promise<{ status: number; body: AutomationView & Partial<Refused> }>;
  view(id: number): Promise<AutomationView>;
  /** What it did, the oldest first. */
  startsOf(id: number): Promise<StartRow[]>;
  /** The same, once all that has happened is looked at. */
  settled(id: number): Promise<StartRow[]>;
  /** Results with their reasons, once there are this many. */
  results(id: number, count: number): Promise<(string | null)[]>;
  dues(id: number): Promise<DueRow[]>;
  /** The moments of an automation have come. */
  comeDue(id: number, ago?: number): Promise<void>;
  /** Takes automations, bots and the dates of orders away. */
  clearAll(): Promise<void>;
}

const KEPT = 'Watches';

/** How orders are linked with contacts. */
export const ORDER_MAPPING = {
  ...{ role: 'Order', fields: { phone: 'customer.phone' }, writable: ['state'] },
  usable: ['number', 'state', 'placedAt', 'dueOn', 'total'],
  ...{ country: 'TR', createContacts: false },
};

/** Fields of all tests are watched from the beginning: a first look that is under way is no time to change entries. */
const WATCHED = [
  becomes('sent'),
  {
    ...{ kind: 'threshold', uid: ORDER, field: 'total', way: 'up' },
    by: { kind: 'value', value: 1 },
  },
  ...[
    ['placedAt', null],
    ['dueOn', '09:00'],
  ].map(([field, at]) => ({
    ...{ kind: 'date', uid: ORDER, field, side: 'before', amount: 1, unit: 'days', at },
  })),
  { kind: 'updated', uid: CUSTOMER, field: 'city' },
  {
    ...{ kind: 'date', uid: CUSTOMER, field: 'birthday', side: 'after', amount: 0, unit: 'days' },
    at: '10:00',
  },
  { kind: 'deleted', uid: ORDER },
];

export const startAutomationsWorld = async (
  database: DatabaseClient
): Promise<AutomationsWorld> => {
  const world = await startFlowsWorld({ database });
  const knex = world.strapi.db.connection;
  const records = recordsWorld(world);
  const automations = () => automationsService(world.strapi);
  for (const [uid, mapping] of Object.entries({
    [ORDER]: ORDER_MAPPING,
    [CUSTOMER]: {
      ...{ role: 'Customer', fields: { phone: 'phone' }, usable: ['city'], writable: ['city'] },
    },
    [LEAD]: { role: 'Lead', fields: { phone: 'phone' }, usable: ['title'] },
  })) {
    const body = { ...mapping, country: 'TR', createContacts: false };
    const { status } = await records.map(uid, body);
    if (status !== 200) throw new Error(`${uid} could not be linked`);
  }

  const at = '/whatsapp/automations';
  const view = async (id: number) => (await world.api.get<AutomationView>(`${at}/${id}`)).body;
  /** Once all entries of its type have been looked at. */
  const watched = ({ trigger }: AutomationView) =>
    eventually('the type is watched', async () => {
      if (!trigger || !('uid' in trigger)) return true;
      const raw = (await knex(watchedTypeTable.table).where({ uid: trigger.uid }).first()) as
        | Raw
        | undefined;
      const row = raw && readRow(watchedTypeTable, raw);
      const isIn = fieldsOf(trigger).every((field) => row?.fields?.includes(field));
      return isIn && row?.filledAt !== null;
    });
  const post = async (body: object): Promise<AutomationView> => {
    const made = await world.api.post<AutomationView>(at, { name: 'Otomasyon', ...body });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    await watched(made.body);
    await automations().load();
    return made.body;
  };
  for (const trigger of WATCHED) await post({ name: KEPT, trigger });

  const customers = new Map<string, string>();
  const customerOf = async (phone: string): Promise<string> => {
    const known = customers.get(phone);
    if (known !== undefined) return known;
    const data = { name: 'Müşteri', phone: `+${phone}` };
    const { documentId } = await records.documents(CUSTOMER).create({ data });
    customers.set(phone, documentId);
    return documentId;
  };

  const make: AutomationsWorld['make'] = async (body, graph = tellsOrder) => {
    const bot: BotView = await world.flow('-', graph, { triggers: [] });
    return post({ botId: bot.id, ...body });
  };
  const switchTo: AutomationsWorld['switchTo'] = (id, order) =>
    world.api.put(`${at}/${id}/active`, order);
  const startsOf: AutomationsWorld['startsOf'] = async (id) => {
    const rows = (await knex(startTable.table).where({ automation_id: id }).orderBy('id')) as Raw[];
    return rows.map((row) => readRow(startTable, row));
  };
  const settle = async () => {
    await automations().work();
    await eventually('all changes are looked at', async () => {
      const due = await knex('whatsapp_entry_changes').where({ state: 'due' }).first();
      return due === undefined;
    });
    await world.quiet();
  };

  return {
    ...world,
    records,
    automations,
    somebody: async (phone = world.customer()) => {
      world.says(phone, 'merhaba');
      const { contact } = await world.thread(phone);
      await world.quiet();
      return { phone, contactId: contact.id };
    },
    customerOf,
    order: async (phone, data = {}) => {
      const customer = await customerOf(phone);
      const made = await records
        .documents(ORDER)
        .create({ data: { number: 'A-1', state: 'new', ...data, customer } });
      return made.documentId;
    },
    change: (documentId, data) => records.documents(ORDER).update({ documentId, data }),
    make,
    automate: async (body, graph) => {
      const { id } = await make(body, graph);
      const on = await switchTo(id, { active: true });
      if (on.status !== 200) throw new Error(JSON.stringify(on.body));
      return on.body;
    },
    takeOver: async (body) => {
      const answer = await world.api.post<ReadyAutomationsMade>(`${at}/ready`, {
        ...{ language: 'tr', ...body },
      });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      const on: AutomationView[] = [];
      for (const made of answer.body.automations) {
        await watched(made);
        const bot = await world.api.get<BotView>(`/whatsapp/bots/${made.flow.id}`);
        const graph = bot.body.draft?.graph;
        const order = { from: 1, graph, waiting: [] };
        const published = await world.api.post(`/whatsapp/bots/${made.flow.id}/publish`, order);
        if (published.status !== 200) throw new Error(JSON.stringify(published.body));
        on.push((await switchTo(made.id, { active: true })).body);
      }
      await automations().load();
      return on;
    },
    press: (phone, title) => {
      const last = world.sim.control.thread(phone).findLast(({ direction }) => direction === 'out');
      world.sim.control.act.press(phone, last?.wamid ?? '', title);
    },
    switchTo,
    view,
    startsOf,
    settled: async (id) => {
      await settle();
      return startsOf(id);
    },
    results: async (id, count) => {
      const rows = await eventually(`${count} starts`, async () => {
        const found = await startsOf(id);
        return found.length >= count && found;
      });
      return rows.map(({ result, reason }) => reason ?? result);
    },
    dues: async (id) => {
      const rows = (await knex(dueTable.table).where({ automation_id: id }).orderBy('id')) as Raw[];
      return rows.map((row) => readRow(dueTable, row));
    },
    comeDue: async (id, ago = 1) => {
      await knex(dueTable.table)
        .where({ automation_id: id })
        .update({ due_at: Date.now() - ago });
      await settle();
    },
    clearAll: async () => {
      const { body } = await world.api.get<{ automations: AutomationView[] }>(at);
      for (const { id, name } of body.automations)
        if (name !== KEPT) await world.api.del(`${at}/${id}`);
      // Dates of before lie ahead of nobody.
      await world.strapi.db.connection('orders').update({ placed_at: null, due_on: null });
      await world.clear();
    },
  };
};

import type { Locator, Page } from 'playwright-core';
import { spoken } from '../../playground/src/demo/language';
import { mappings } from '../../playground/src/demo/whatsapp/automation';
import type {
  AutomationView,
  ListAutomationsResult,
} from '../../server/src/contracts/automation-desk';
import type { BotView } from '../../server/src/contracts/bots';
import { AUTOMATION_WORDS } from '../../server/src/contracts/ready-automation-words';
import {
  READY_AUTOMATIONS,
  readyAutomationName,
  type ReadyAutomation,
} from '../../server/src/contracts/ready-automations';
import { READY_WORDS } from '../../server/src/contracts/ready-flow-words';
import { startDemo, type Demo } from '../support/demo';
import { inDatabase } from '../support/demo-database';
import { signedIn, type Caller } from '../support/demo-team';
import { customers } from '../support/inbox-hands';
import { lookOver } from '../support/tour/look';
import { visit } from '../support/tour/visit';
import { en, tr } from '../support/words';
import { eventually, nextSecond } from '../support/world';

const WORDS = AUTOMATION_WORDS.en;
const FLOWS = READY_WORDS.en;
const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString();

const CUSTOMER = 'customer';
type Data = Record<string, unknown>;
/** What the customer does on the last message, and what follows. */
type Turn = { press: string; hears: string } | { row: RegExp; hears: string };
interface Journey {
  /** Content type of the playground; the customer's own entry where it is none of theirs. */
  readonly type: string;
  /** Automations by the ends of their names, the one first that is lived through. */
  readonly made: readonly string[];
  /** What is typed or chosen in the form, beside what names suggest. */
  readonly form?: (form: Locator) => Promise<void>;
  /** The entry before anything happens, and what happens. */
  readonly before: Data;
  readonly then?: Data;
  /** A date of the entry that has come: its column, and the value that it has by then. */
  readonly comes?: { table: string; column: string; value: string | number };
  readonly hears: string;
  readonly turns: readonly Turn[];
  /** What the answer left in the entry. */
  readonly after?: Data;
}

const question: Turn = { press: WORDS.question, hears: FLOWS.toTeam };
/** Before the first variable. */
const begins = (text: string): string => text.split('{{')[0] ?? text;
const tail = (text: string): string => text.split('}}').at(-1) ?? text;

/** Each ready automation as a customer lives it. */
const JOURNEYS: Readonly<Record<ReadyAutomation, Journey>> = {
  reminder: {
    ...{ type: 'appointment', made: ['Reminder: Appointment'] },
    before: { subject: 'A rug', startsAt: '' },
    hears: tail(WORDS.reminder.text),
    turns: [{ press: 'Yes, I’ll be there', hears: FLOWS.appointment.confirmed }],
    after: { state: 'confirmed' },
  },
  order: {
    type: 'order',
    made: [
      ...['Order: shipped', 'Order: confirmed', 'Order: being packed', 'Order: delivered'],
      'Order: returned',
    ],
    before: { number: 'S-9001', total: 12, state: 'packed' },
    then: { state: 'shipped', trackingCode: 'CP1' },
    ...{ hears: WORDS.order.shipped.text, turns: [question] },
  },
  payment: {
    ...{ type: 'invoice', made: ['Invoice: due soon', 'Invoice: overdue'] },
    before: { number: 'F-9001', amount: 30, dueOn: day(30).slice(0, 10) },
    comes: { table: 'invoices', column: 'due_on', value: day(1).slice(0, 10) },
    hears: tail(WORDS.payment.before.text),
    turns: [{ press: WORDS.payment.paid, hears: WORDS.payment.thanks }],
  },
  birthday: {
    ...{ type: CUSTOMER, made: ['Birthday: Customer'] },
    before: { birthday: `1990-${day(-2).slice(5, 10)}` },
    comes: { table: 'customers', column: 'birthday', value: `1990-${day(-2).slice(5, 10)}` },
    ...{ hears: begins(WORDS.birthday.text), turns: [] },
  },
  survey: {
    ...{ type: 'order', made: ['Rating after two days: Order'] },
    before: { number: 'S-9002', total: 12, deliveredAt: day(20) },
    comes: { table: 'orders', column: 'delivered_at', value: Date.now() - 4 * DAY },
    hears: tail(WORDS.survey.text),
    turns: [{ row: /^5 – very good/, hears: FLOWS.survey.thanks }],
    after: { rating: 5 },
  },
  threshold: {
    ...{
      type: CUSTOMER,
      made: ['Threshold: Customer'],
      before: { points: 10 },
      then: { points: 90 },
    },
    form: async (form) => {
      await form
        .getByRole('combobox', { name: en('ready-automations.threshold.value.way') })
        .click();
      await form
        .page()
        .getByRole('option', { name: en('ready-automations.way.up') })
        .click();
      await form.getByLabel(en('ready-automations.threshold.value.value')).fill('50');
    },
    ...{ hears: 'Points: 90', turns: [question] },
  },
  outage: {
    ...{ type: 'service-notice', made: ['Service notice: notice', 'Service notice: over'] },
    ...{ before: { subject: 'Snow' }, then: { state: 'disrupted' } },
    ...{ hears: tail(WORDS.outage.down.text), turns: [question] },
  },
};

describe('ready automations, from the gallery to the customer’s phone', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;
  let owner: Caller;
  let side: ReturnType<typeof customers>;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin();
    phone = await demo.phone();
    owner = await signedIn(demo);
    side = customers(phone, demo);
    for (const [uid, body] of spoken(mappings, 'en')) {
      const { conversion: _conversion, ...mapping } = body as Data;
      const change = { ...mapping, country: 'TR', createContacts: true };
      await owner.ask('PUT', `/whatsapp/records/mappings/${encodeURIComponent(uid)}`, change);
    }
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const soon = { timeout: 30_000 };
  const open = (page: Page = admin) =>
    visit(page, `${demo.adminUrl.replace(/\/$/, '')}/automations`);
  const listed = async () =>
    (await owner.ask<ListAutomationsResult>('GET', '/whatsapp/automations')).automations;
  const entries = (type: string) => `/content-manager/collection-types/api::${type}.${type}`;
  const onPhone = (text: string) => phone.getByTestId('bubble').filter({ hasText: text }).last();
  const row = (name: string) => admin.getByTestId('automation-row').filter({ hasText: name });

  /** Opens the form of a kind, fills it in and presses the button: its automations are there, off. */
  const take = async (kind: ReadyAutomation): Promise<AutomationView[]> => {
    await open();
    await admin.getByTestId('ready-automations').click();
    const name = readyAutomationName(kind, 'en');
    await admin.getByRole('button', { name: en('ready-automations.use-of', { name }) }).click();
    const form = admin.getByTestId('ready-automation-form');
    await JOURNEYS[kind].form?.(form);
    await form.getByTestId('ready-create').click();
    const { made } = JOURNEYS[kind];
    const all = await eventually('they are made', async () => {
      const known = await listed();
      const found = made.map((one) => known.find((automation) => automation.name === one));
      return found.every((one) => one !== undefined) && (found as AutomationView[]);
    });
    await eventually('all entries have been looked at', async () => {
      let left = 1;
      await inDatabase(demo.database, async (knex) => {
        left = (await knex('whatsapp_watched_types').whereNull('filled_at').pluck('id')).length;
      });
      return left === 0;
    });
    return all;
  };

  /** Publishes the flow as it was made, and switches the automation on. */
  const switchOn = async ({ id, name, flow }: AutomationView): Promise<void> => {
    const { draft } = await owner.ask<BotView>('GET', `/whatsapp/bots/${flow.id}`);
    const order = { graph: draft?.graph, from: 1, waiting: [] };
    await owner.ask('POST', `/whatsapp/bots/${flow.id}/publish`, order);
    await owner.ask('PUT', `/whatsapp/automations/${id}/active`, { active: true });
    await open();
    await row(name).getByTestId('automation-active').waitFor();
  };

  const make = async (type: string, data: Data): Promise<string> => {
    type Made = { data: { documentId: string } };
    return (await owner.ask<Made>('POST', entries(type), data)).data.documentId;
  };
  const entryOf = async (type: string, documentId: string) =>
    (await owner.ask<{ data: Data }>('GET', `${entries(type)}/${documentId}`)).data;

  /** The date of the entry is past by now, and its moment is looked at again, however long it takes. */
  const come = async (
    id: number,
    documentId: string,
    { table, column, value }: NonNullable<Journey['comes']>
  ): Promise<void> => {
    const { flow, ...body } = await owner.ask<AutomationView>('GET', `/whatsapp/automations/${id}`);
    const patient = { ...body, botId: flow.id, staleMinutes: 10_080 };
    await owner.ask('PUT', `/whatsapp/automations/${id}`, patient);
    await eventually('the moment of the entry', async () => {
      let moved = 0;
      await inDatabase(demo.database, async (knex) => {
        await knex(table)
          .where({ document_id: documentId })
          .update({ [column]: value });
        const due = knex('whatsapp_automation_dues').where({ automation_id: id });
        const own = due.where({ entry_document: documentId }).where('due_at', '>', Date.now());
        moved = await own.update({ added_at: 0, due_at: Date.now() - 3 * DAY });
      });
      return moved > 0;
    });
  };

  /** Somebody who has just written, with the entry that is theirs. */
  const somebody = async (kind: ReadyAutomation): Promise<string> => {
    const who = `90532111${3000 + READY_AUTOMATIONS.indexOf(kind)}`;
    await side.control('POST', '/people', { people: [{ name: 'Deniz Er', phone: who }] });
    await side.take(who);
    await side.says('Hello');
    await eventually('the contact', async () => {
      const { contacts } = await owner.ask<{ contacts: unknown[] }>(
        'GET',
        `/whatsapp/contacts?q=${who}`
      );
      return contacts.length > 0;
    });
    return who;
  };

  const act = async (turn: Turn): Promise<void> => {
    // A message answers only what WhatsApp had taken in a second before it.
    await nextSecond();
    const last = phone.getByTestId('bubble').last();
    if ('press' in turn) await last.getByRole('button', { name: turn.press, exact: true }).click();
    else {
      await last.getByTestId('list-open').click();
      await phone.locator('.list-row').filter({ hasText: turn.row }).click();
      await phone.getByTestId('list-send').click();
    }
    await onPhone(turn.hears).waitFor(soon);
  };

  it.each(READY_AUTOMATIONS)('[B-25] %s is lived through by a customer', async (kind) => {
    const { type, before, then, comes, hears, turns, after } = JOURNEYS[kind];
    const [automation] = await take(kind);
    if (!automation) throw new Error(`there is no automation ${kind}`);
    await switchOn(automation);
    const who = await somebody(kind);
    const isTheirs = type === CUSTOMER;
    const own = { name: 'Deniz', surname: 'Er', phone: `+${who}`, ...(isTheirs ? before : {}) };
    const customer = await make(CUSTOMER, own);
    const startsAt = new Date(Date.now() + DAY + 10_000).toISOString();
    const data = { ...before, ...(kind === 'reminder' ? { startsAt } : {}) };
    const relation = { customer: { connect: [{ documentId: customer }] } };
    const documentId = isTheirs ? customer : await make(type, { ...data, ...relation });
    if (then) await owner.ask('PUT', `${entries(type)}/${documentId}`, { ...before, ...then });
    if (comes) await come(automation.id, documentId, comes);
    await onPhone(hears).waitFor(soon);
    for (const turn of turns) await act(turn);
    if (!after) return;
    await eventually('the answer is in the entry', async () => {
      const entry = await entryOf(type, documentId);
      return Object.entries(after).every(([field, value]) => entry[field] === value);
    });
  });

  it('[E-33] the gallery fits and says all it has to, also on a dark phone in Turkish', async () => {
    await open();
    await admin.getByTestId('ready-automations').click();
    await admin.getByTestId('ready-automation').first().waitFor();
    const name = readyAutomationName('order', 'en');
    await admin.getByRole('button', { name: en('ready-automations.use-of', { name }) }).click();
    await admin.getByTestId('ready-create').waitFor();
    expect(await lookOver(admin, new Set())).toEqual([]);
    const small = await demo.admin({ width: 390, height: 844, dark: true, locale: 'tr' });
    await open(small);
    await small.getByTestId('ready-automations').click();
    const ad = readyAutomationName('payment', 'tr');
    await small.getByRole('button', { name: tr('ready-automations.use-of', { name: ad }) }).click();
    await small.getByTestId('ready-create').waitFor();
    expect(await lookOver(small, new Set())).toEqual([]);
  });
});

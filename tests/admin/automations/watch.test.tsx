import { screen, waitFor } from '@testing-library/react';
import { RehearsalPanel } from '../../../admin/src/pages/Automations/rehearsal/RehearsalPanel';
import { StartsPanel } from '../../../admin/src/pages/Automations/starts/StartsPanel';
import { ThresholdBlanks } from '../../../admin/src/pages/Automations/triggers/EntryTriggers';
import type { Key } from '../../../admin/src/translations/key';
import type {
  AutomationRehearsal,
  AutomationStart,
  ListStartsResult,
} from '../../../server/src/contracts/automation-watch';
import { automationBody, type TriggerOf } from '../../../server/src/contracts/automations';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

const NOW = Date.UTC(2026, 10, 20, 11);
const HOUR = 3_600_000;
const order = {
  ...{ uid: 'api::order.order', documentId: 'abc', title: 'R-1' },
  url: '/content-manager/collection-types/api::order.order/abc',
};
const ayse = { id: 12, name: 'Ayşe Kaya' };
const price = { currency: 'EUR', least: 20_000, most: 90_000 };

const rehearsal = (more: Partial<AutomationRehearsal> = {}): AutomationRehearsal => ({
  ...{ source: 'changes', from: NOW - 30 * 24 * HOUR, to: NOW, isCut: false },
  ...{ knownSince: NOW - 90 * 24 * HOUR, isUnwatched: false, occasions: 5, outside: 2 },
  ...{ started: 2, people: 1, carried: 0, skipped: 3, floods: 0, says: 'published' },
  unsent: [
    { reason: 'window-closed', count: 1 },
    { reason: 'opted-out', count: 4 },
  ],
  reasons: [
    { reason: 'once', count: 2 },
    { reason: 'no-consent', count: 1 },
  ],
  cost: {
    ...{ hasPrices: true, pricesFrom: ['2026-10-01'], isSample: false },
    ...{ totals: [price], unpriced: 0 },
  },
  rows: [
    {
      ...{ contact: { ...ayse, address: '+905551112233' }, entry: order, at: NOW - HOUR },
      ...{ reason: null, message: 'Order R-1 is on its way', goesAt: NOW + 9 * HOUR },
      ...{ unsent: null, cost: price },
    },
    {
      ...{ contact: { ...ayse, address: '+905551112233' }, entry: order, at: NOW - 2 * HOUR },
      ...{ reason: null, message: null, goesAt: null, unsent: 'window-closed', cost: null },
    },
    {
      ...{ contact: null, entry: order, at: NOW - 3 * HOUR, reason: 'once', message: null },
      ...{ goesAt: null, unsent: null, cost: null },
    },
  ],
  isMasked: false,
  ...more,
});
const body = automationBody.parse({
  name: 'Shipped',
  trigger: { kind: 'updated', uid: 'api::order.order', field: 'state', to: ['sent'] },
});

const open = async (routes: Routes, stop: string | null = null) => {
  const onActivate = jest.fn();
  const page = await renderAdmin(
    <RehearsalPanel {...{ body, automation: null, stop, onActivate }} activateLabel="Save" />,
    { routes }
  );
  await page.person.click(screen.getByTestId('rehearse-automation'));
  return { ...page, onActivate };
};

beforeEach(() => grantOnly(null));

describe('who would have got it', () => {
  it('[E-32] is said with message, time, cost and reason, and offers to switch on', async () => {
    const { person, calls, onActivate } = await open({
      'POST /whatsapp/automations/rehearse': rehearsal(),
    });
    expect(await screen.findByText(en('automations.rehearse.people', { count: 1 }))).toBeTruthy();
    expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      ...{ automation: { name: 'Shipped' }, automationId: null, days: 30 },
    });
    const rows = screen.getAllByTestId('rehearsed-row').map(({ textContent }) => textContent);
    expect(rows[0]).toContain('Order R-1 is on its way');
    expect(rows[0]).toContain('€0.02 to €0.09');
    expect(rows[1]).toContain(
      en('automations.rehearse.unsent', { reason: en('bots.reason.window-closed') })
    );
    expect(rows[2]).toContain(en('automations.skip.once'));
    expect(screen.getAllByTestId('rehearsed-reason')).toHaveLength(2);
    expect(screen.getByText(en('automations.rehearse.outside', { count: 2 }))).toBeTruthy();
    expect(screen.getByText(en('automations.rehearse.closed', { count: 1 }))).toBeTruthy();
    const refused = { count: 4, reason: en('bots.reason.opted-out') };
    expect(screen.getByText(en('automations.rehearse.refused', refused))).toBeTruthy();
    expect(await violations()).toEqual([]);
    const got = en('automations.rehearse.filter.got');
    await person.click(screen.getByRole('combobox', { name: en('automations.rehearse.filter') }));
    await person.click(await screen.findByRole('option', { name: got }));
    // Not the one that would have started and sent nothing.
    expect(screen.getAllByTestId('rehearsed-row')).toHaveLength(1);
    // A new one is only saved by that.
    const ready = screen.getByTestId('rehearsal-ready').textContent;
    expect(ready).toContain(en('automations.rehearse.ready.new.body'));
    await person.click(screen.getByTestId('rehearsal-activate'));
    expect(onActivate).toHaveBeenCalledTimes(1);
  });

  it('[O-33] says for how many starts only the entry carries consent', async () => {
    await open({ 'POST /whatsapp/automations/rehearse': rehearsal({ carried: 2 }) });
    expect(await screen.findByText(en('automations.rehearse.carried', { count: 2 }))).toBeTruthy();
  });

  it('[E-32] says what is not known yet, and keeps nobody from switching on', async () => {
    await open({
      'POST /whatsapp/automations/rehearse': rehearsal({
        ...{ isUnwatched: true, knownSince: null, occasions: 0, rows: [] },
      }),
    });
    expect(await screen.findByTestId('rehearsal-unwatched')).toBeTruthy();
    expect(screen.getByTestId('rehearsal-activate')).toBeTruthy();
  });

  it('[E-32] names what keeps it from being activated, and does not call it ready', async () => {
    const stop = 'The flow is not published. Publish it.';
    await open({ 'POST /whatsapp/automations/rehearse': rehearsal() }, stop);
    const blocked = await screen.findByTestId('rehearsal-blocked');
    expect(blocked.textContent).toContain(en('automations.rehearse.blocked'));
    expect(blocked.textContent).toContain(stop);
    expect(screen.queryByTestId('rehearsal-ready')).toBeNull();
    expect(screen.queryByTestId('rehearsal-activate')).toBeNull();
  });

  it('[E-32] says what is wrong with the automation', async () => {
    await open({
      'POST /whatsapp/automations/rehearse': () =>
        refuse(400, { kind: 'invalid', field: 'trigger.field' }, 'Not this field.'),
    });
    expect(await screen.findByText('Not this field.')).toBeTruthy();
    expect(screen.queryByTestId('rehearsal-activate')).toBeNull();
  });
});

describe('what an automation did', () => {
  const start = (more: Partial<AutomationStart> = {}): AutomationStart => ({
    ...{ id: 1, at: NOW, result: 'started', reason: null, asked: false, contact: ayse },
    ...{ entry: order, run: { id: 7, botId: 3, state: 'done', reason: null } },
    cost: { currency: 'EUR', micros: 20_000 },
    ...more,
  });
  const page = (starts: AutomationStart[]): ListStartsResult => ({
    ...{ starts, nextCursor: null, isMasked: false },
  });

  it('[E-32] is listed with its run, and narrowed to a reason', async () => {
    const skipped = start({
      ...{ id: 2, result: 'skipped', reason: 'conditions', run: null, cost: null },
    });
    const { person, calls } = await renderAdmin(<StartsPanel automationId={5} />, {
      routes: { 'GET /whatsapp/automations/5/starts': page([start(), skipped]) },
    });
    const [first, second] = await screen.findAllByTestId('automation-start');
    const run = new RegExp(`^${en('automations.starts.open-of', { name: 'Ayşe Kaya', at: '' })}`);
    expect(screen.getByRole('link', { name: run }).getAttribute('href')).toBe(
      '/plugins/whatsapp/bots/runs?of=3&run=7'
    );
    expect(first?.textContent).toContain('€0.02');
    expect(second?.textContent).toContain(en('automations.skip.conditions'));
    expect(await violations()).toEqual([]);
    await person.click(screen.getByRole('combobox', { name: en('automations.starts.reason') }));
    await person.click(await screen.findByRole('option', { name: en('automations.skip.once') }));
    await waitFor(() => {
      const { query } = calls.at(-1) ?? {};
      expect([query?.get('result'), query?.get('reason')]).toEqual(['skipped', 'once']);
    });
  });

  it('[E-32] is listed with the state of its run, and why that ended', async () => {
    const of = (id: number, run: Partial<NonNullable<AutomationStart['run']>>) =>
      start({ id, run: { id, botId: 3, state: 'done', reason: null, ...run } });
    await renderAdmin(<StartsPanel automationId={5} />, {
      routes: {
        'GET /whatsapp/automations/5/starts': page([
          of(1, { state: 'failed', reason: 'window-closed' }),
          of(2, { state: 'held' }),
          of(3, { state: 'stopped', reason: 'person-took-over' }),
        ]),
      },
    });
    const rows = await screen.findAllByTestId('automation-start');
    const because = (state: Key, reason: Key) =>
      en('bots.run.because', { state: en(state), reason: en(reason) });
    const words = [
      because('bots.run.failed', 'bots.reason.window-closed'),
      en('bots.run.held'),
      because('bots.run.stopped', 'bots.reason.person-took-over'),
    ];
    expect(rows).toHaveLength(words.length);
    for (const [i, said] of words.entries()) {
      expect(rows[i]?.textContent).toContain(en('automations.starts.result.started'));
      expect(rows[i]?.textContent).toContain(said);
    }
  });

  it('[E-32] does not call the list empty while another filter is asked for', async () => {
    const never = new Promise(() => undefined);
    let isSlow = false;
    const { person } = await renderAdmin(<StartsPanel automationId={5} />, {
      routes: {
        'GET /whatsapp/automations/5/starts': ({ query }) => {
          if (isSlow) return never;
          return page(query.has('result') ? [] : [start()]);
        },
      },
    });
    await person.click(
      await screen.findByRole('combobox', { name: en('automations.starts.result') })
    );
    const held = en('automations.starts.result.held');
    await person.click(await screen.findByRole('option', { name: held }));
    expect(await screen.findByText(en('shell.state.nothing-matches'))).toBeTruthy();
    isSlow = true;
    await person.click(screen.getByRole('combobox', { name: en('automations.starts.reason') }));
    await person.click(await screen.findByRole('option', { name: en('automations.skip.once') }));
    await waitFor(() => expect(screen.queryByText(en('shell.state.nothing-matches'))).toBeNull());
    expect(screen.queryByText(en('automations.starts.empty'))).toBeNull();
  });

  it('[E-32] is empty at first, and says when it could not be read', async () => {
    let isBroken = true;
    const { person } = await renderAdmin(<StartsPanel automationId={5} />, {
      routes: {
        'GET /whatsapp/automations/5/starts': () =>
          isBroken ? refuse(503, { kind: 'unavailable' }, 'Not now.') : page([]),
      },
    });
    const again = await screen.findByRole('button', { name: en('shell.state.retry') });
    isBroken = false;
    await person.click(again);
    expect(await screen.findByText(en('automations.starts.empty'))).toBeTruthy();
  });
});

it.each([
  ['en', en, 'after'],
  ['tr', tr, 'before'],
] as const)(
  '[X-13] the sign of percent is in %s where the language writes it',
  async (locale, words, side) => {
    const trigger: TriggerOf<'threshold'> = {
      ...{ kind: 'threshold', uid: 'api::order.order', version: 'published', field: 'total' },
      ...{ way: 'up', by: { kind: 'percent', percent: 10 } },
    };
    const form = { setTrigger: jest.fn(), errorOf: () => false as const };
    const blanks = <ThresholdBlanks trigger={trigger} type={undefined} form={form} />;
    await renderAdmin(blanks, { locale });
    const field = await screen.findByLabelText(words('automations.blank.percent'));
    const fromSign = screen.getByText('%').compareDocumentPosition(field);
    const isBefore = (fromSign & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(isBefore ? 'before' : 'after').toBe(side);
  }
);

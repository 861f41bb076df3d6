import { screen, waitFor, within } from '@testing-library/react';
import OperationsPage from '../../../admin/src/pages/Operations/OperationsPage';
import type { AutomationView } from '../../../server/src/contracts/automation-desk';
import type { ListOperationsResult, OperationView } from '../../../server/src/contracts/operations';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { automation } from '../automations/stage';
import { violations } from '../axe';

const NOW = Date.UTC(2026, 10, 20, 11);
const operation = (changes: Partial<OperationView> = {}): OperationView => ({
  source: 'operation',
  id: 1,
  kind: 'import',
  title: 'contacts.csv',
  state: 'running',
  done: 61_000,
  total: 100_000,
  perSecond: 5_120,
  leftMs: 90_000,
  counters: { created: 60_000, refused: 12 },
  problems: 12,
  reason: null,
  startedBy: 'Ada',
  addedAt: NOW,
  startedAt: NOW,
  finishedAt: null,
  cancelling: false,
  canCancel: true,
  canRetry: false,
  canDownload: true,
  ...changes,
});
const page = (running: OperationView[], finished: OperationView[] = []): ListOperationsResult => ({
  running,
  finished,
  nextCursor: null,
});

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const withAutomations = (...automations: AutomationView[]): Routes => ({
  'GET /whatsapp/operations': page([]),
  'GET /whatsapp/automations': { automations },
});

afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('the operations page', () => {
  it('[L-04] says that duplicates of an import are among its rejected rows', async () => {
    const counters = { created: 3, refused: 2, doubles: 1 };
    await renderAdmin(<OperationsPage />, {
      routes: { 'GET /whatsapp/operations': page([operation({ counters })]) },
    });
    const card = within(await screen.findByTestId('operation'));
    expect(
      card.getByText('3 new · 2 rejected · 1 of the rejected rows is a duplicate')
    ).toBeTruthy();
  });

  it('[L-04] says of a preview what an import would do, not what was done', async () => {
    const preview = operation({ kind: 'import-check', state: 'done', counters: { optedIn: 1 } });
    await renderAdmin(<OperationsPage />, {
      routes: { 'GET /whatsapp/operations': page([preview]) },
    });
    const words = en('operations.count.optedIn', { n: 1 });
    const said = en('operations.counters.preview', { words });
    // Alone, the words would say that it was done.
    expect(await screen.findByText(said)).toBeTruthy();
  });

  it('[L-04] shows a running operation with its share, speed, time left and who started it', async () => {
    await renderAdmin(<OperationsPage />, {
      routes: { 'GET /whatsapp/operations': page([operation()]) },
    });
    const card = within(await screen.findByTestId('operation'));
    expect(card.getByText(en('operations.kind.import', { title: 'contacts.csv' }))).toBeTruthy();
    expect(card.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('61');
    expect(card.getByText(/61,000 of 100,000 · 5,120\/s · about 2 minutes left/)).toBeTruthy();
    expect(card.getByText(/by Ada/)).toBeTruthy();
    expect(card.getByText('60,000 new · 12 rejected')).toBeTruthy();
    expect(card.getByRole('button', { name: en('operations.problems', { n: 12 }) })).toBeTruthy();
  });

  it('[L-05] says before it cancels what stays done, and asks the server once', async () => {
    const { person, calls } = await renderAdmin(<OperationsPage />, {
      routes: {
        'GET /whatsapp/operations': page([operation()]),
        'POST /whatsapp/operations/1/cancel': operation({ cancelling: true, canCancel: false }),
      },
    });
    await person.click(await screen.findByTestId('operation-cancel'));
    expect(await screen.findByText(/61,000 items already processed stay as they are/)).toBeTruthy();
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    await person.click(screen.getByTestId('operation-cancel-confirm'));
    await waitFor(() =>
      expect(calls.filter(({ path }) => path.endsWith('/1/cancel'))).toHaveLength(1)
    );
  });

  it('[L-05] tells why one failed and goes on from its row', async () => {
    const failed = operation({
      state: 'failed',
      done: 61_203,
      canCancel: false,
      canRetry: true,
      reason: { kind: 'step-failed', text: 'boom' },
      finishedAt: NOW + 5_000,
    });
    const { person, calls } = await renderAdmin(<OperationsPage />, {
      routes: {
        'GET /whatsapp/operations': page([], [failed]),
        'POST /whatsapp/operations/1/retry': operation(),
      },
    });
    expect(
      await screen.findByText(en('operations.reason.step-failed', { text: 'boom' }))
    ).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('operations.retry.from', { n: 61204 }) })
    );
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/1/retry'))).toBe(true));
  });

  it('[M-39] [L-04] shows a campaign that waits for the limit, with a way to open it', async () => {
    const campaign = operation({
      source: 'campaign',
      kind: 'campaign',
      id: 7,
      title: 'Spring sale',
      state: 'waiting',
      reason: { kind: 'limit', text: null },
      canCancel: false,
      canDownload: false,
    });
    await renderAdmin(<OperationsPage />, {
      routes: { 'GET /whatsapp/operations': page([campaign]) },
    });
    expect(
      await screen.findByText(en('operations.kind.campaign', { title: 'Spring sale' }))
    ).toBeTruthy();
    expect(screen.getByText(en('operations.state.waiting'))).toBeTruthy();
    expect(
      screen.getByRole('link', { name: en('operations.open') }).getAttribute('href')
    ).toContain('campaigns/7');
  });

  it('[E-02] names each automation that waits for an answer, with how many starts, since when and the way to it', async () => {
    const asks = { starts: 4_210, upTo: 9_004, since: NOW };
    const routes = withAutomations(
      automation({ id: 3, name: 'Back in stock', active: true, held: 'flood', asks }),
      automation({ id: 4, active: true }),
      automation({ id: 5, active: true, asks: { starts: 0, upTo: 0, since: null } })
    );
    const { unmount } = await renderAdmin(<OperationsPage />, { routes });
    const notice = await screen.findByTestId('asking-automation');
    const title = en('operations.asking', { name: 'Back in stock', count: 4_210 });
    expect(notice.textContent).toContain(title);
    const since = en('operations.asking.body', { at: moment.format(NOW) });
    expect(notice.textContent).toContain(since);
    const link = within(notice).getByRole('link', { name: en('operations.asking.open') });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/automations/3');
    expect(await violations()).toEqual([]);
    unmount();
    // Who may not see automations hears nothing of them.
    grantOnly(['operation.watch']);
    const { calls } = await renderAdmin(<OperationsPage />, { routes });
    expect(await screen.findByText(/campaigns show their progress here/)).toBeTruthy();
    expect(screen.queryByTestId('asking-automation')).toBeNull();
    expect(calls.some(({ path }) => path === '/whatsapp/automations')).toBe(false);
  });

  it('[E-02] names each automation that went off or has gone silent, in the words of their list, with the way to it', async () => {
    await renderAdmin(<OperationsPage />, {
      routes: withAutomations(
        automation({ id: 3, name: 'Reminder', held: 'field-gone' }),
        automation({ id: 4, name: 'Order shipped', active: true, silentSince: NOW }),
        automation({ id: 5, name: 'Outage', active: true }),
        automation({ id: 6, name: 'Birthday' })
      ),
    });
    const stopped = await screen.findByTestId('stopped-automation');
    const reason = en('automations.held.field-gone');
    expect(stopped.textContent).toContain(en('operations.stopped', { name: 'Reminder', reason }));
    expect(stopped.textContent).toContain(en('automations.held.field-gone.remedy'));
    const silent = screen.getByTestId('silent-automation');
    const since = { name: 'Order shipped', at: moment.format(NOW) };
    expect(silent.textContent).toContain(en('operations.silent', since));
    const ways = screen.getAllByRole('link', { name: en('operations.asking.open') });
    expect(ways.map((way) => way.getAttribute('href'))).toEqual([
      '/plugins/whatsapp/automations/3',
      '/plugins/whatsapp/automations/4',
    ]);
    expect(await violations()).toEqual([]);
  });

  it('has words for nothing, and for a failure with a way to try again', async () => {
    const { unmount } = await renderAdmin(<OperationsPage />, {
      routes: { 'GET /whatsapp/operations': page([]) },
    });
    expect(await screen.findByText(/campaigns show their progress here/)).toBeTruthy();
    unmount();
    await renderAdmin(<OperationsPage />, { routes: {} });
    expect(await screen.findByRole('button', { name: /try again|retry/i })).toBeTruthy();
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import OperationsPage from '../../../admin/src/pages/Operations/OperationsPage';
import type {
  ListParkedResult,
  ParkedCounts,
  ParkedPayload,
  ParkedView,
} from '../../../server/src/contracts/parked';
import { isDeed, refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const NOW = Date.UTC(2026, 10, 20, 11);
const parked = (changes: Partial<ParkedView> = {}): ParkedView => ({
  source: 'changes',
  id: 7,
  kind: 'message',
  reason: 'error',
  account: { id: 1, name: 'Roastery Kadıköy' },
  person: { id: 12, name: 'Ayşe Kaya' },
  receivedAt: NOW,
  attempts: 6,
  canOpen: true,
  ...changes,
});
const delivery = parked({
  source: 'events',
  id: 7,
  kind: 'delivery',
  reason: 'unreadable',
  account: null,
  person: null,
  attempts: 1,
});
const list = (...rows: ParkedView[]): ListParkedResult => ({ parked: rows, nextCursor: null });
const counts = (changes: Partial<ParkedCounts> = {}): ParkedCounts => ({
  total: 13,
  more: false,
  reasons: [
    { reason: 'unreadable', count: 1 },
    { reason: 'error', count: 12 },
  ],
  ...changes,
});
const content: ParkedPayload = {
  text: '{"kind":"message","value":{"text":{"body":"Merhaba"}}}',
  isCut: false,
  error: 'value too long for type character varying(255)',
};
const jobs = { running: [], finished: [], nextCursor: null };

const open = (routes: Routes = {}, options: { locale?: string; at?: string } = {}) =>
  renderAdmin(<OperationsPage />, {
    at: '/?tab=failed',
    ...options,
    routes: {
      'GET /whatsapp/operations': jobs,
      'GET /whatsapp/parked': list(parked(), delivery),
      'GET /whatsapp/parked/count': counts(),
      ...routes,
    },
  });
const cards = () => screen.findAllByTestId('parked');
const cardOf = async (kind: string) => {
  const found = (await cards()).find((card) => card.dataset.kind === kind);
  if (!found) throw new Error(`no card of ${kind}`);
  return within(found);
};

afterEach(() => {
  jest.restoreAllMocks();
  grantOnly(null);
  notices.length = 0;
});

describe('the tab of failed webhooks', () => {
  it('[L-10] says on the tab how many failed, and opens by it', async () => {
    const { person } = await open({}, { at: '/' });
    expect((await screen.findByTestId('parked-count')).textContent).toBe('13');
    const tab = screen.getByRole('tab', { name: /Failed webhooks/ });
    expect(tab.getAttribute('aria-selected')).toBe('false');
    await person.click(tab);
    expect(await cards()).toHaveLength(2);
    expect(tab.getAttribute('aria-selected')).toBe('true');
  });

  it('[L-10] says that there are more than were counted', async () => {
    await open({ 'GET /whatsapp/parked/count': counts({ total: 10_000, more: true }) });
    expect((await screen.findByTestId('parked-count')).textContent).toBe('10,000+');
  });

  it('[L-10] shows of each what it is, why, number, person, time and attempts', async () => {
    await open();
    const message = await cardOf('message');
    expect(message.getByRole('heading', { name: en('parked.kind.message') })).toBeTruthy();
    expect(message.getByText(en('parked.reason.error'))).toBeTruthy();
    expect(message.getByText(/Roastery Kadıköy · Received .+ · 6 attempts/)).toBeTruthy();
    const link = message.getByRole('link', { name: 'Ayşe Kaya' });
    expect(link.getAttribute('href')).toContain('contacts?contact=12');
    const whole = await cardOf('delivery');
    expect(whole.getByText(en('parked.reason.unreadable'))).toBeTruthy();
    expect(whole.getByText(/1 attempt$/)).toBeTruthy();
    expect(whole.queryByRole('link')).toBeNull();
  });

  it('[L-10] tries one again and says what comes of it, and the list is read again', async () => {
    let rows = [parked(), delivery];
    const { person, calls } = await open({
      'GET /whatsapp/parked': () => list(...rows),
      'POST /whatsapp/parked/changes/7/retry': () => {
        rows = [delivery];
        return { count: 1, left: false };
      },
    });
    const message = await cardOf('message');
    await person.click(message.getByRole('button', { name: /^Try again: Message/ }));
    await waitFor(async () => expect(await cards()).toHaveLength(1));
    expect(notices).toEqual([{ type: 'success', message: en('parked.retried', { n: 1 }) }]);
    expect(calls.filter(isDeed).map(({ path }) => path)).toEqual([
      '/whatsapp/parked/changes/7/retry',
    ]);
    // Its button is gone: the focus is not lost to the page.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('parked-panel')));
  });

  it('[L-10] asks before it discards, with what happens, and does nothing when one goes back', async () => {
    const { person, calls } = await open({
      'POST /whatsapp/parked/events/7/discard': { count: 1, left: false },
    });
    const whole = await cardOf('delivery');
    await person.click(whole.getByRole('button', { name: /^Discard: Webhook request/ }));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(
      dialog.getByText(/never be processed\. The log keeps only who discarded it/)
    ).toBeTruthy();
    await person.keyboard('{Escape}');
    expect(calls.some(isDeed)).toBe(false);
    await person.click(whole.getByRole('button', { name: /^Discard: Webhook request/ }));
    await person.click(await screen.findByTestId('parked-discard-confirm'));
    await waitFor(() => expect(calls.filter(isDeed)).toHaveLength(1));
    expect(calls.find(isDeed)?.path).toBe('/whatsapp/parked/events/7/discard');
  });

  it('[L-10] tries all of a reason again, and discards them by one question with their number', async () => {
    const { person, calls } = await open({
      'POST /whatsapp/parked/retry': { count: 12, left: true },
      'POST /whatsapp/parked/discard': { count: 12, left: false },
    });
    const [first] = await screen.findAllByTestId('parked-reason');
    if (!first) throw new Error('no reason');
    // The most frequent first.
    expect(within(first).getByText('Unexpected error (12)')).toBeTruthy();
    expect(within(first).getByText(en('parked.hint.error'))).toBeTruthy();
    // A single one has its buttons in the list.
    expect(screen.getAllByTestId('parked-retry-all')).toHaveLength(1);
    await person.click(
      within(first).getByRole('button', { name: en('parked.retry.all', { n: '12' }) })
    );
    await waitFor(() =>
      expect(notices.at(-1)?.message).toMatch(
        /12 webhooks queued for another attempt.*Some webhooks are left/
      )
    );
    await person.click(
      within(first).getByRole('button', { name: en('parked.discard.all', { n: '12' }) })
    );
    await person.click(
      await screen.findByRole('button', { name: en('parked.discard.all.confirm', { n: '12' }) })
    );
    await waitFor(() => expect(calls.filter(isDeed)).toHaveLength(2));
    expect(calls.filter(isDeed).map(({ body }) => body)).toEqual([
      { reason: 'error' },
      { reason: 'error' },
    ]);
  });

  it('[L-10] narrows the list to one reason', async () => {
    const { person, calls } = await open();
    await cards();
    await person.click(screen.getByRole('combobox', { name: en('parked.filter') }));
    await person.click(await screen.findByRole('option', { name: 'Damaged content (1)' }));
    await waitFor(() =>
      expect(
        calls.some(
          ({ path, query }) => path === '/whatsapp/parked' && query.get('reason') === 'unreadable'
        )
      ).toBe(true)
    );
  });

  it('[L-10] shows what one says and the error in a panel, copies it, and gives the focus back', async () => {
    const { person } = await open({ 'GET /whatsapp/parked/changes/7': content });
    const message = await cardOf('message');
    const button = message.getByRole('button', { name: /^View content: Message/ });
    button.focus();
    await person.keyboard('{Enter}');
    const dialog = within(
      await screen.findByRole('dialog', { name: en('parked.content', { what: 'Message' }) })
    );
    const lines = await dialog.findByLabelText(en('parked.content.json'));
    expect(lines.textContent).toContain('\n  "kind": "message"');
    expect(lines.style.fontFamily).toBe('monospace');
    expect(dialog.getByText(/value too long/)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(dialog.getByRole('button', { name: en('parked.content.copy') }));
    await waitFor(() => expect(notices).toHaveLength(1));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('[L-10] says when the content cannot be read, with a way to ask again', async () => {
    const { person } = await open({
      'GET /whatsapp/parked/changes/7': refuse(403, { kind: 'forbidden' }, 'not for you'),
    });
    const message = await cardOf('message');
    await person.click(message.getByTestId('parked-open'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(dialog.queryByLabelText(en('parked.content.json'))).toBeNull();
  });

  it('[X-05] who may neither read it nor decide sees no such button, and which permissions are needed', async () => {
    grantOnly(['watch']);
    await open({ 'GET /whatsapp/parked': list(parked({ canOpen: false })) });
    const message = await cardOf('message');
    expect(message.getByText('Ayşe Kaya')).toBeTruthy();
    expect(message.queryByRole('link')).toBeNull();
    expect(message.queryByRole('button')).toBeNull();
    expect(screen.queryByTestId('parked-retry-all')).toBeNull();
    expect(screen.getByText(/requires the permission “Read all conversations”/)).toBeTruthy();
    expect(screen.getByText(/require the permission “Configure numbers and rules”/)).toBeTruthy();
  });

  it('[L-10] somebody decided meanwhile: says so', async () => {
    const { person } = await open({
      'POST /whatsapp/parked/changes/7/retry': refuse(409, { kind: 'not-parked' }),
    });
    await person.click((await cardOf('message')).getByTestId('parked-retry'));
    await waitFor(() => expect(notices.at(-1)?.message).toMatch(/already been tried again/));
    expect((await screen.findAllByTestId('parked-retry-all')).length).toBeGreaterThan(0);
  });

  it('[L-10] nothing failed, and the list cannot be read: each has its words', async () => {
    const { unmount } = await open({
      'GET /whatsapp/parked': list(),
      'GET /whatsapp/parked/count': { total: 0, more: false, reasons: [] },
    });
    expect(await screen.findByText(en('parked.empty'))).toBeTruthy();
    expect(screen.queryByTestId('parked-count')).toBeNull();
    unmount();
    await open({ 'GET /whatsapp/parked': refuse(500, { kind: 'broken' }, 'it broke') });
    expect(await screen.findByText('it broke')).toBeTruthy();
    expect(screen.getByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('calls somebody without a name by the number, written as elsewhere', async () => {
    await open({
      'GET /whatsapp/parked': list(parked({ person: { id: 12, name: '+905321234567' } })),
    });
    expect(await screen.findByText('+90 532 123 45 67')).toBeTruthy();
  });

  it('[X-13] [L-10] has no violation of accessibility, and speaks Turkish', async () => {
    await open({}, { locale: 'tr' });
    const message = await cardOf('message');
    expect(message.getByRole('heading', { name: tr('parked.kind.message') })).toBeTruthy();
    expect(screen.getByRole('tab', { name: /İşlenemeyen webhooklar/ })).toBeTruthy();
    expect(message.getByRole('button', { name: /^Yeniden dene: Mesaj/ })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import LogsPage from '../../../admin/src/pages/Logs/LogsPage';
import { renderAdmin, type Call } from '../../support/render-admin';
import { en, tr } from '../../support/words';

type Line = ListLogsResult['logs'][number];

const aLine = (changes: Partial<Line> = {}): Line => ({
  id: 1,
  source: 'log',
  at: Date.UTC(2026, 10, 20, 11, 2, 11),
  area: 'webhook',
  level: 'error',
  event: 'signature-refused',
  text: 'A webhook with a wrong signature was refused.',
  times: 340,
  accountId: null,
  contact: null,
  campaign: null,
  bot: null,
  details: { ip: '203.0.113.5' },
  ...changes,
});

const page = (logs: Line[], nextCursor: string | null = null): ListLogsResult => ({
  logs,
  nextCursor,
  about: { contact: null, campaign: null, bot: null },
});

afterEach(() => jest.restoreAllMocks());

describe('logs', () => {
  it('shows a refused signature with how often it came, and its details', async () => {
    const { person } = await renderAdmin(<LogsPage />, {
      routes: { 'GET /whatsapp/logs': page([aLine()]) },
    });
    const row = within(await screen.findByTestId('log-line'));
    expect(row.getByText('A webhook with a wrong signature was refused.')).toBeTruthy();
    expect(row.getByText('× 340')).toBeTruthy();
    expect(row.getByText(en('logs.level.error'))).toBeTruthy();
    await person.click(row.getByRole('button'));
    expect(await screen.findByText('signature-refused')).toBeTruthy();
  });

  const webhook = (id: number, minute: number) =>
    aLine({
      id,
      at: Date.UTC(2026, 10, 20, 11, minute),
      level: 'info',
      event: 'accepted',
      text: 'Accepted',
      times: 2,
    });

  it('[L-01] folds equal lines in a row, with how often and since when, until it is pressed', async () => {
    const lines = [webhook(9, 9), webhook(8, 8), webhook(7, 7), aLine({ id: 6 }), webhook(5, 5)];
    const { person } = await renderAdmin(<LogsPage />, {
      routes: { 'GET /whatsapp/logs': page(lines) },
    });
    expect(await screen.findAllByTestId('log-line')).toHaveLength(3);
    const [fold] = screen.getAllByTestId('log-line');
    if (!fold) throw new Error('no line');
    expect(within(fold).getByText('× 6')).toBeTruthy();
    expect(within(fold).getByText(/^since .*Nov/)).toBeTruthy();
    const press = screen.getByRole('button', { name: en('logs.fold.open', { count: 3 }) });
    expect(press.getAttribute('aria-expanded')).toBe('false');
    await person.click(press);
    expect(screen.getAllByTestId('log-line')).toHaveLength(6);
    await person.click(screen.getByRole('button', { name: en('logs.fold.close') }));
    expect(screen.getAllByTestId('log-line')).toHaveLength(3);
  });

  it('[L-09] tells what became of a person’s campaign messages, and names the person in the filter', async () => {
    const delivery = (id: number, details: Line['details']) =>
      aLine({
        id,
        source: 'delivery',
        area: 'campaign',
        level: 'info',
        event: 'person-sent',
        times: 1,
        campaign: { id: 8, name: 'Autumn' },
        details,
      });
    await renderAdmin(<LogsPage />, {
      at: '/?contact=3',
      routes: {
        'GET /whatsapp/logs': {
          ...page([
            delivery(4, { state: 'skipped', reason: 'capped' }),
            delivery(3, { state: 'read' }),
          ]),
          about: { contact: { id: 3, name: 'Ayşe Kaya' }, campaign: null, bot: null },
        },
      },
    });
    expect(
      await screen.findByText(en('logs.delivery.skipped', { reason: en('campaigns.skip.capped') }))
    ).toBeTruthy();
    expect(screen.getByText(en('logs.delivery.read'))).toBeTruthy();
    expect(
      screen.getByRole('button', { name: en('logs.filter.remove', { name: 'Ayşe Kaya' }) })
    ).toBeTruthy();
  });

  it('[X-06] names an erased contact by the ID, and offers no page of theirs', async () => {
    const contact = { id: 12, name: '#12', erased: true as const };
    const { person } = await renderAdmin(<LogsPage />, {
      at: '/?contact=12',
      routes: {
        'GET /whatsapp/logs': {
          ...page([aLine({ area: 'access', contact, campaign: { id: 8, name: 'Autumn' } })]),
          about: { contact, campaign: null, bot: null },
        },
      },
    });
    const who = en('logs.about.erased', { id: '12' });
    const row = within(await screen.findByTestId('log-line'));
    expect(row.getByRole('button', { name: who })).toBeTruthy();
    expect(screen.getAllByText(who).length).toBeGreaterThan(1);
    await person.click(row.getAllByRole('button').at(-1) as HTMLElement);
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByText(who)).toBeTruthy();
    // Of the campaign alone.
    expect(drawer.getAllByRole('link', { name: en('logs.open') })).toHaveLength(1);
  });

  it('[L-09] calls somebody without a name by the number, as other pages do', async () => {
    const contact = { id: 3, name: '+905321234567' };
    const { person } = await renderAdmin(<LogsPage />, {
      at: '/?contact=3',
      routes: {
        'GET /whatsapp/logs': {
          ...page([aLine({ contact })]),
          about: { contact, campaign: null, bot: null },
        },
      },
    });
    const row = within(await screen.findByTestId('log-line'));
    expect(
      row.getByRole('button', { name: en('logs.about.contact', { name: '+90 532 123 45 67' }) })
    ).toBeTruthy();
    expect(
      screen.getByRole('button', { name: en('logs.filter.remove', { name: '+90 532 123 45 67' }) })
    ).toBeTruthy();
    await person.click(row.getByRole('button', { name: /^Details/ }));
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByText(en('logs.about.contact', { name: '+90 532 123 45 67' }))).toBeTruthy();
  });

  it('keeps the filters in the address and asks the server with them', async () => {
    const { calls } = await renderAdmin(<LogsPage />, {
      at: '/?area=webhook&level=error&area2=x',
      routes: { 'GET /whatsapp/logs': page([]) },
    });
    expect(await screen.findByText(en('shell.state.nothing-matches'))).toBeTruthy();
    const asked = calls.find(({ path }) => path === '/whatsapp/logs');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ area: 'webhook', level: 'error' });
  });

  it('takes an unknown filter of the address for none', async () => {
    const { calls } = await renderAdmin(<LogsPage />, {
      at: '/?area=<script>',
      routes: { 'GET /whatsapp/logs': page([]) },
    });
    expect(await screen.findByText(en('logs.empty'))).toBeTruthy();
    expect([...(calls.find(({ path }) => path === '/whatsapp/logs')?.query ?? [])]).toEqual([]);
  });

  it('walks to older lines by the cursor and back without one', async () => {
    const { person, calls } = await renderAdmin(<LogsPage />, {
      routes: {
        'GET /whatsapp/logs': ({ query }: Call) =>
          query.get('cursor') === 'c1'
            ? page([aLine({ id: 2, text: 'older line' })])
            : page([aLine({ text: 'newest line' })], 'c1'),
      },
    });
    expect(await screen.findByText('newest line')).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('logs.older') }));
    expect(await screen.findByText('older line')).toBeTruthy();
    expect(screen.getByRole('button', { name: en('logs.older') })).toHaveProperty('disabled', true);
    await person.click(screen.getByRole('button', { name: en('logs.newer') }));
    await waitFor(() => expect(screen.queryByText('newest line')).toBeTruthy());
    expect(calls.some(({ query }) => query.get('cursor') === 'c1')).toBe(true);
  });

  it('[L-03] shows a bot’s interaction step by step, with what came in and what failed', async () => {
    const line = aLine({
      area: 'bot',
      event: 'bot-answered',
      text: 'bot "Kargo": 1 of 2 steps done',
      times: 1,
      contact: { id: 3, name: 'Ayşe Kaya' },
      bot: { id: 4, name: 'Kargo' },
      details: {
        trigger: { kind: 'keyword', word: 'kargo' },
        steps: [
          { step: 1, kind: 'reply-x', ok: true },
          { step: 2, kind: 'tag-x', ok: false, reason: 'tag-gone', subject: 'vip' },
        ],
      },
    });
    const { person } = await renderAdmin(<LogsPage />, {
      routes: { 'GET /whatsapp/logs': page([line]) },
    });
    const row = within(await screen.findByTestId('log-line'));
    await person.click(row.getByRole('button', { name: /^Details/ }));
    const steps = await screen.findAllByTestId('log-step');
    expect(steps.map((one) => one.textContent)).toEqual([
      '1. reply-x ✓ done',
      '2. tag-x: vip ✕ failed: tag-gone',
    ]);
    expect(screen.getByText(/"word": "kargo"/)).toBeTruthy();
    await person.click(
      screen.getAllByRole('button', { name: en('logs.only.short') })[0] as HTMLElement
    );
    expect(
      await screen.findByText(en('logs.about.contact', { name: 'Ayşe Kaya' }), {
        selector: 'button *',
      })
    ).toBeTruthy();
  });

  it('[L-02] calls the flow of an automation by its automation, and a bot a bot', async () => {
    const line = aLine({ area: 'automation', event: 'automation-x', text: 'Changed', times: 1 });
    const own = { id: 4, name: 'Order shipped', ofAutomation: true as const };
    await renderAdmin(<LogsPage />, {
      routes: {
        'GET /whatsapp/logs': page([
          { ...line, id: 2, bot: own },
          { ...line, id: 1, text: 'Answered', bot: { id: 5, name: 'Kargo' } },
        ]),
      },
    });
    const [first, second] = await screen.findAllByTestId('log-line');
    expect(first?.textContent).toContain(en('logs.about.automation', { name: 'Order shipped' }));
    expect(second?.textContent).toContain(en('logs.about.bot', { name: 'Kargo' }));
  });

  it('[L-06] shows a failure’s explanation and advice, and leads to where it may be retried', async () => {
    const line = aLine({
      area: 'campaign',
      event: 'delivery-failed',
      text: '131026: cannot be delivered',
      campaign: { id: 9, name: 'Spring' },
      details: {
        code: 131026,
        words: { en: { title: 'No WhatsApp', advice: 'Call the person.' } },
      },
    });
    const { person } = await renderAdmin(<LogsPage />, {
      routes: { 'GET /whatsapp/logs': page([line]) },
    });
    const row = within(await screen.findByTestId('log-line'));
    await person.click(row.getByRole('button', { name: /^Details/ }));
    expect(await screen.findByText('Call the person.')).toBeTruthy();
    expect(screen.getByRole('link', { name: en('logs.open') }).getAttribute('href')).toContain(
      'campaigns/9'
    );
  });

  it('[L-01] [X-13] tells each line in the reader’s language, and as it was written where a value is missing', async () => {
    const synced = {
      area: 'template',
      level: 'info',
      event: 'templates-synced',
      text: 'Shop: 63 templates read',
      times: 1,
    };
    const numbers = { number: 'Mağaza', read: 63, created: 2, updated: 1, missing: 0 };
    const words = { en: { title: 'Not on WhatsApp' }, tr: { title: 'WhatsApp kullanmıyor' } };
    await renderAdmin(<LogsPage />, {
      locale: 'tr',
      routes: {
        'GET /whatsapp/logs': page([
          aLine({ ...synced, id: 6, details: numbers }),
          aLine({ ...synced, id: 5, details: null }),
          aLine({
            id: 4,
            area: 'message',
            event: 'delivery-failed',
            details: { code: null, words },
          }),
          aLine({
            id: 3,
            area: 'account',
            event: 'status-changed',
            details: { number: 'gece-hattı', to: 'token-refused', why: 'Session has expired' },
          }),
          aLine({ id: 2, area: 'engine', event: 'not-yet-known', text: 'from a newer version' }),
          aLine({
            id: 1,
            area: 'message',
            event: 'away-not-sent',
            details: { reason: 'window-closed' },
          }),
        ]),
      },
    });
    const rows = await screen.findAllByTestId('log-line');
    const said = rows.map((row) => row.textContent ?? '');
    expect(said[0]).toContain(
      tr('logs.event.template.templates-synced', {
        number: 'Mağaza',
        read: 63,
        created: 2,
        updated: 1,
        missing: 0,
      })
    );
    expect(said[1]).toContain('Shop: 63 templates read');
    expect(said[2]).toContain(
      tr('logs.event.message.delivery-failed', { title: 'WhatsApp kullanmıyor', code: 'none' })
    );
    expect(said[2]).not.toContain('(');
    expect(said[3]).toContain(
      'gece-hattı: Meta, erişim anahtarını (token) reddetti. Session has expired'
    );
    expect(said[4]).toContain('from a newer version');
    const reason = tr('bots.reason.window-closed');
    expect(said[5]).toContain(tr('logs.event.message.away-not-sent', { reason }));
  });

  it('[L-02] asks with the number of lines before it deletes old ones', async () => {
    const { person, calls } = await renderAdmin(<LogsPage />, {
      routes: {
        'GET /whatsapp/logs': page([aLine()]),
        'GET /whatsapp/logs/settings': { logDays: 90, webhookDays: 14 },
        'GET /whatsapp/logs/older': { lines: 1_234_567 },
        'POST /whatsapp/logs/purge': { operationId: 1, lines: 1_234_567 },
      },
    });
    await person.click(await screen.findByTestId('logs-manage'));
    await person.click(await screen.findByTestId('logs-purge'));
    expect(
      await screen.findByText(en('logs.purge.title', { lines: '1.2 million', days: 90, n: 2 }))
    ).toBeTruthy();
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    await person.click(screen.getByTestId('logs-purge-confirm'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ days: 90 })
    );
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import type { ListLogsResult } from '../../../server/src/contracts/setup';
import LogsPage from '../../../admin/src/pages/Logs/LogsPage';
import { renderAdmin, type Call } from '../../support/render-admin';

jest.mock('@strapi/strapi/admin', () =>
  jest
    .requireActual<typeof import('../../support/strapi-admin')>('../../support/strapi-admin')
    .strapiAdmin()
);

type Line = ListLogsResult['logs'][number];

const aLine = (changes: Partial<Line> = {}): Line => ({
  id: 1,
  at: Date.UTC(2026, 10, 20, 11, 2, 11),
  area: 'webhook',
  level: 'error',
  event: 'signature-refused',
  text: 'A webhook with a wrong signature was refused.',
  times: 340,
  details: { ip: '203.0.113.5' },
  ...changes,
});

const page = (logs: Line[], nextCursor: string | null = null): ListLogsResult => ({
  logs,
  nextCursor,
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
    expect(row.getByText('Error')).toBeTruthy();
    await person.click(row.getByRole('button'));
    expect(await screen.findByText('signature-refused')).toBeTruthy();
  });

  it('keeps the filters in the address and asks the server with them', async () => {
    const { calls } = await renderAdmin(<LogsPage />, {
      at: '/?area=webhook&level=error&area2=x',
      routes: { 'GET /whatsapp/logs': page([]) },
    });
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
    const asked = calls.find(({ path }) => path === '/whatsapp/logs');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ area: 'webhook', level: 'error' });
  });

  it('takes an unknown filter of the address for none', async () => {
    const { calls } = await renderAdmin(<LogsPage />, {
      at: '/?area=<script>',
      routes: { 'GET /whatsapp/logs': page([]) },
    });
    expect(await screen.findByText(/What happens is written here/)).toBeTruthy();
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
    await person.click(screen.getByRole('button', { name: 'Older' }));
    expect(await screen.findByText('older line')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Older' })).toHaveProperty('disabled', true);
    await person.click(screen.getByRole('button', { name: 'Newer' }));
    await waitFor(() => expect(screen.queryByText('newest line')).toBeTruthy());
    expect(calls.some(({ query }) => query.get('cursor') === 'c1')).toBe(true);
  });
});

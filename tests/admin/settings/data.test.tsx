import { screen, waitFor } from '@testing-library/react';
import DataPage from '../../../admin/src/pages/Settings/DataPage';
import type { RetentionView } from '../../../server/src/contracts/privacy';
import { violations } from '../axe';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const kept = (
  kind: RetentionView['kinds'][number]['kind'],
  days: number | null,
  more: Partial<RetentionView['kinds'][number]> = {}
) => ({ kind, days, canKeep: days === null, leastDays: 1, wouldDelete: 0, ...more });

const view = (): RetentionView => ({
  kinds: [
    kept('messages', null, { leastDays: 8 }),
    kept('files', null),
    kept('recipients', null, { leastDays: 8 }),
    kept('webhooks', 14, { wouldDelete: 41_200 }),
    kept('logs', 90),
    kept('operations', 90),
    kept('access', 365),
  ],
});

const open = (routes: Routes = {}) =>
  renderAdmin(<DataPage />, {
    routes: {
      'GET /whatsapp/privacy/retention': view(),
      'PUT /whatsapp/privacy/retention': view(),
      'POST /whatsapp/privacy/retention/preview': { wouldDelete: 1_234 },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      ...routes,
    },
  });

afterEach(() => jest.restoreAllMocks());

describe('the settings of data and retention', () => {
  it('[X-06] say what the night would delete, with saved days and with others before they are saved', async () => {
    const { calls, person } = await open();
    expect((await screen.findByTestId('would-delete-webhooks')).textContent).toContain('41,200');
    expect(screen.getByTestId('would-delete-messages').textContent).toBe(en('privacy.keep.never'));
    await person.click(screen.getByTestId('keep-messages'));
    await waitFor(() =>
      expect(screen.getByTestId('would-delete-messages').textContent).toContain('1,234')
    );
    expect(calls.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('[X-06] ask before something is deleted sooner, and send only what was changed', async () => {
    const { calls, person } = await open();
    await person.click(await screen.findByTestId('keep-files'));
    await person.click(screen.getByTestId('save-retention'));
    expect(await screen.findByText(/Files in conversations\.$/)).toBeTruthy();
    expect(calls.some(({ method }) => method === 'PUT')).toBe(false);
    await person.click(screen.getByTestId('confirm-retention'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ days: { files: 365 } })
    );
  });

  it('cannot be saved with days that do not fit, and say which would', async () => {
    const { person } = await open();
    await person.click(await screen.findByTestId('keep-messages'));
    const days = screen.getByTestId('days-messages');
    await person.clear(days);
    await person.type(days, '3');
    await person.tab();
    expect(
      await screen.findByText(en('privacy.keep.range', { least: 8, most: 3650 }))
    ).toBeTruthy();
    expect(screen.getByTestId('save-retention')).toHaveProperty('disabled', true);
  });

  it('tell how the plugin is removed, and have no barrier', async () => {
    await open();
    expect(await screen.findByText(/persisted_tables/)).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('show an error with Retry', async () => {
    await open({ 'GET /whatsapp/privacy/retention': refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });
});

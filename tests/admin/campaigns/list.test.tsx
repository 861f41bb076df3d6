import { screen, within } from '@testing-library/react';
import CampaignsPage from '../../../admin/src/pages/Campaigns/ListPage';
import { campaign, counts } from '../../unit/admin/campaigns/builders';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const running = campaign({
  state: 'running',
  counts: counts({ total: 12480, queued: 4682, sent: 7737, failed: 57, uncertain: 4 }),
});

afterEach(() => jest.restoreAllMocks());

describe('the list of campaigns', () => {
  const list = (answer: Routes[string]) =>
    renderAdmin(<CampaignsPage />, { routes: { 'GET /whatsapp/campaigns': answer } });

  it('[M-01] lists campaigns with state and progress, and offers a new one', async () => {
    await list({ campaigns: [running], nextCursor: null });
    const shown = await screen.findByTestId('campaign-row');
    expect(shown.textContent).toContain('Spring sale');
    expect(shown.textContent).toContain(en('campaigns.list.done', { done: 7798, total: 12_480 }));
    const whole = { done: 7798, total: 12_480, percent: 0.62 };
    expect(
      screen.getByRole('progressbar', { name: en('campaigns.list.progress', whole) })
    ).toBeTruthy();
    expect(screen.getByTestId('new-campaign').getAttribute('href')).toContain('new');
  });

  it('[M-28] [M-32] shows progress of those who get it, with the skipped apart', async () => {
    const begun = campaign({
      state: 'running',
      counts: counts({ total: 260, queued: 145, sent: 20, skipped: 95 }),
    });
    await list({ campaigns: [begun], nextCursor: null });
    const shown = (await screen.findByTestId('campaign-row')).textContent;
    expect(shown).toContain(en('campaigns.list.done', { done: 20, total: 165 }));
    expect(shown).toContain(en('campaigns.list.skipped', { count: 95 }));
    expect(shown).not.toContain('260');
  });

  it('[M-32] [M-33] a cell is a figure, and below it only which share that is', async () => {
    const reached = counts({ total: 200, sent: 195, delivered: 156, read: 78, failed: 5 });
    await list({
      campaigns: [campaign({ state: 'completed', counts: reached })],
      nextCursor: null,
    });
    const cells = within(await screen.findByTestId('campaign-row')).getAllByRole('gridcell');
    expect(cells.slice(-3).map(({ textContent }) => textContent)).toEqual([
      `156${en('campaigns.list.share.delivered', { share: 0.8 })}`,
      `78${en('campaigns.list.share.read', { share: 0.5 })}`,
      `5${en('campaigns.list.share.failed', { share: 0.025 })}`,
    ]);
  });

  it('[M-28] says only how many were skipped where nobody gets it', async () => {
    const nobody = campaign({ state: 'completed', counts: counts({ total: 7, skipped: 7 }) });
    await list({ campaigns: [nobody, { ...running, id: 6 }], nextCursor: null });
    const [first, second] = await screen.findAllByTestId('campaign-row');
    expect(first?.textContent).toContain(en('campaigns.list.skipped', { count: 7 }));
    expect(first?.textContent).not.toContain('of 0');
    expect(second?.textContent).not.toContain('skipped');
  });

  it('says when each campaign began to send, with the year', async () => {
    const startedAt = Date.parse('2025-06-03T09:00:00Z');
    await list({ campaigns: [{ ...running, startedAt }, campaign({ id: 6 })], nextCursor: null });
    const begun = await screen.findAllByTestId('campaign-started');
    expect(begun.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Started Jun 3, 2025, /),
    ]);
  });

  it('[M-51] offers four ready-made kinds while there is none', async () => {
    await list({ campaigns: [], nextCursor: null });
    for (const kind of ['announcement', 'information', 'event', 'newsletter'])
      expect((await screen.findByTestId(`ready-${kind}`)).getAttribute('href')).toContain(
        `new?for=${kind}`
      );
  });

  it('says what campaigns are for while there is none', async () => {
    await list({ campaigns: [], nextCursor: null });
    expect(await screen.findByText(en('campaigns.empty'))).toBeTruthy();
  });

  it('shows an error with Retry and never an empty list in its place', async () => {
    await list(refuse(500, { kind: 'server' }));
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(screen.queryByText(en('campaigns.empty'))).toBeNull();
  });
});

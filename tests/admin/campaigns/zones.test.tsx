import { screen } from '@testing-library/react';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import { StartDialog } from '../../../admin/src/pages/Campaigns/wizard/StartDialog';
import { TimeDialog } from '../../../admin/src/pages/Campaigns/detail/TimeDialog';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import { bill, campaign } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const AT = Date.UTC(2030, 4, 2, 7, 0);

const zoneOf = (locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZoneName: 'short' })
    .formatToParts(AT)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Each time of day in these words, with what follows it. */
const timesIn = (words: string | null): string[] =>
  [...(words ?? '').matchAll(/\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?(.{0,24})/g)].map(
    ([, after = '']) => after.trim()
  );
const expectZoned = (words: string | null, locale = 'en') => {
  const after = timesIn(words);
  expect(after.length).toBeGreaterThan(0);
  for (const one of after) expect(one.startsWith(zoneOf(locale))).toBe(true);
};

const page = (view: CampaignView, locale: string) =>
  renderAdmin(<CampaignPage />, {
    locale,
    routes: {
      'GET /whatsapp/campaigns/5': view,
      'GET /whatsapp/campaigns/5/recipients': { recipients: [], nextCursor: null },
    },
    at: '/c/5',
    route: '/c/:id',
  });

const states: [testId: string, view: Partial<CampaignView>][] = [
  [
    'band-waiting',
    { state: 'running', speed: 1, allowedMps: 1, waiting: { kind: 'limit', until: AT } },
  ],
  [
    'band-paused',
    { state: 'paused', pauseReasons: [{ reason: 'person', detail: null, at: AT, by: null }] },
  ],
  ['band-overdue', { state: 'overdue', when: 'at', scheduledAt: AT }],
];

describe('times of campaigns', () => {
  it.each(states.flatMap(([id, view]) => ['en', 'tr'].map((locale) => ({ id, view, locale }))))(
    '[M-05] name their zone in $id, in $locale',
    async ({ id, view, locale }) => {
      await page(campaign(view), locale);
      expectZoned((await screen.findByTestId(id)).textContent, locale);
    }
  );

  it('[M-05] name their zone on the button that sets another time', async () => {
    const waiting = campaign({ state: 'scheduled', when: 'at', scheduledAt: AT });
    await renderAdmin(<TimeDialog campaign={waiting} onClose={() => undefined} />);
    expectZoned(screen.getByTestId('confirm-time').textContent);
  });

  it('[M-05] name the zone of the person who reads in the question before a start, where the planner sat in another', async () => {
    const view = campaign({ when: 'at', scheduledAt: AT, timezone: 'Asia/Tokyo' });
    await renderAdmin(
      <StartDialog
        campaign={view}
        bill={bill()}
        onClose={() => undefined}
        onStart={() => Promise.resolve()}
      />
    );
    const dialog = screen.getByRole('alertdialog');
    // Title, sentence and button: the hour is the reader's, so no other zone may stand beside it.
    expect(timesIn(dialog.textContent)).toHaveLength(3);
    expectZoned(dialog.textContent);
    expect(dialog.textContent).not.toContain('Tokyo');
  });

  const scheduleButton = async (planned: Partial<CampaignView>) => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    await renderAdmin(<CampaignEditPage />, {
      routes: {
        'GET /whatsapp/campaigns/5': campaign({ bindings, ...planned }),
        'POST /whatsapp/campaigns/5/preflight': bill(),
      },
      at: '/c/5?step=check',
      route: '/c/:id',
    });
    const schedule = en('campaigns.start.schedule', { count: 10, at: '' });
    return screen.findByRole('button', { name: new RegExp(`^${schedule}`) });
  };

  it('[M-05] name their zone on the button that schedules', async () => {
    const button = await scheduleButton({ when: 'at', scheduledAt: AT });
    expectZoned(button.textContent);
  });

  it('[M-05] name none on the button where each person’s own clock is meant', async () => {
    const button = await scheduleButton({ when: 'local', localAt: '2030-05-02T09:00' });
    expect(timesIn(button.textContent)).toHaveLength(1);
    expect(button.textContent).not.toContain(zoneOf('en'));
  });

  it('[M-05] leave the zone away where each person’s own clock is meant', async () => {
    const own = campaign({ state: 'scheduled', when: 'local', localAt: '2030-05-02T09:00' });
    await page({ ...own, scheduledAt: AT }, 'en');
    const words = (await screen.findByTestId('band-scheduled')).textContent;
    expect(timesIn(words)).toHaveLength(1);
    expect(words).not.toContain(zoneOf('en'));
  });
});

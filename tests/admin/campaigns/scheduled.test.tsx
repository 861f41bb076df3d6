import { screen, waitFor, within } from '@testing-library/react';
import { bill, campaign } from '../../unit/admin/campaigns/builders';
import { messageOf } from '../../support/message-views';
import { showOn } from '../../support/show-on';
import { denied } from '../../support/strapi-admin';
import { open } from './campaign-page';
import { en } from '../../support/words';

showOn('wide');

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the page of a scheduled campaign', () => {
  it('[M-16] gives a scheduled campaign another time, or calls it off after a yes', async () => {
    const at = Date.now() + 86_400_000;
    const waiting = campaign({
      state: 'scheduled',
      when: 'at',
      scheduledAt: at,
      timezone: 'Europe/Istanbul',
    });
    const { calls, person } = await open(waiting, {
      'PUT /whatsapp/campaigns/5/schedule': waiting,
      'PUT /whatsapp/campaigns/5/state': { ...waiting, state: 'cancelled' },
    });
    await person.click(await screen.findByTestId('reschedule'));
    await person.click(screen.getByTestId('confirm-time'));
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/schedule'))?.body).toMatchObject({
        scheduledAt: at,
      })
    );
    await person.click(await screen.findByTestId('cancel-campaign'));
    await person.click(screen.getByTestId('confirm-cancel'));
    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/state'))?.body).toEqual({
        action: 'cancel',
      })
    );
  });

  it('says of a scheduled one what will happen: when, to whom, how many now, within the limit, with what words', async () => {
    const waiting = campaign({
      state: 'scheduled',
      when: 'at',
      scheduledAt: Date.now() + 3 * 86_400_000 + 60_000,
      timezone: 'America/New_York',
    });
    const { calls, person } = await open(waiting, {
      'POST /whatsapp/campaigns/5/preflight': bill({
        matched: 2120,
        willReceive: 2104,
        exclusions: [{ reason: 'opted-out', count: 16 }],
        limit: {
          known: true,
          limit: 10_000,
          used: 8_737,
          free: 1_263,
          places: 12_480,
          days: 2,
          today: 1_263,
        },
        samples: [
          {
            contactId: 9,
            contactName: 'Ayşe Kaya',
            usedFallback: false,
            variant: null,
            body: { ...messageOf(1).body, text: 'Hello Ayşe' },
          },
        ],
      }),
    });
    const band = await screen.findByTestId('band-scheduled');
    expect(band.textContent).toMatch(/\(America\/New_York\), in 3 days/);
    const ahead = await screen.findByTestId('ahead-bill');
    expect(within(ahead).getByTestId('bill-will-receive').textContent).toBe('2,104');
    expect(within(ahead).getByTestId('bill-opted-out').textContent).toBe('16');
    expect(ahead.textContent).toContain(
      en('campaigns.limit.used', { used: 8737, limit: 10000, free: 1263 })
    );
    expect(screen.getByText('VIP')).toBeTruthy();
    expect(screen.getByText('Hello Ayşe')).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('campaigns.bill.again') }));
    await waitFor(() =>
      expect(calls.filter((call) => call.path.endsWith('/preflight'))).toHaveLength(2)
    );
  });

  it('counts nothing ahead for who may only follow, and says whom it means', async () => {
    denied.add('canPrepare');
    const { calls } = await open(
      campaign({ state: 'scheduled', when: 'at', scheduledAt: Date.now() + 86_400_000 })
    );
    expect(await screen.findByText('VIP')).toBeTruthy();
    expect(calls.some((call) => call.path.endsWith('/preflight'))).toBe(false);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import type { TakenOver } from '../../../server/src/contracts/template-take-over';
import { library } from '../../../server/src/templates/library';
import { campaign, template } from '../../unit/admin/campaigns/builders';
import { anAccount } from '../../support/account-view';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { denied } from '../../support/strapi-admin';
import { en } from '../../support/words';

showOn('wide');

const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
const NO = 'No, not this time';
const invitation = template({
  name: 'event_invitation',
  buttons: ['Yes, count me in', NO, 'Stop promotions'].map((text) => ({
    type: 'QUICK_REPLY',
    text,
  })),
});
const pending: TakenOver = {
  key: 'event_invitation',
  language: 'en',
  id: 9,
  wabaId: 'W1',
  status: 'PENDING',
};

const open = (step: string, more: Routes = {}, kind = 'event') =>
  renderAdmin(<CampaignEditPage />, {
    routes: {
      'GET /whatsapp/accounts': {
        accounts: [anAccount({ id: 1, name: 'Main', wabaId: 'W1' })],
        encryptionKey: 'present',
        webhookUrl: '',
        webhookReachable: true,
      },
      'GET /whatsapp/templates': { templates: [invitation], lastSync: null },
      'GET /whatsapp/templates/library': { templates: library, taken: [pending] },
      'GET /whatsapp/contacts': { contacts: [], nextCursor: null },
      'GET /whatsapp/campaigns/5': campaign({ bindings, name: 'Tasting' }),
      'PUT /whatsapp/campaigns/5': campaign({ bindings, name: 'Tasting' }),
      ...more,
    },
    at: `/c/5?step=${step}&for=${kind}`,
    route: '/c/:id',
  });

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the ready texts of a ready campaign', () => {
  it('[M-51] are offered where they are not there yet, and followed where they are', async () => {
    const { calls, person } = await open('message', {
      'POST /whatsapp/templates/library': { made: [], there: [] },
    });
    const invited = await screen.findByTestId('offer-event_invitation');
    expect(within(invited).getByTestId('library-taken').textContent).toContain(
      en('state.template.PENDING')
    );
    const name = en('campaigns.library.takeOf', { title: 'Event reminder' });
    await person.click(screen.getByRole('button', { name }));
    await waitFor(() =>
      expect(
        calls.find(({ method, path }) => method === 'POST' && path.endsWith('/library'))?.body
      ).toEqual({
        accountId: 1,
        key: 'event_reminder',
        languages: ['en', 'tr'],
      })
    );
    const link = within(screen.getByTestId('offer-event_reminder')).getByRole('link');
    expect(link.getAttribute('href')).toContain('templates/library?open=event_reminder');
  });

  it('[M-51] are those of the kind', async () => {
    await open('message', {}, 'newsletter');
    expect(await screen.findByTestId('offer-newsletter')).toBeTruthy();
    expect(screen.queryByTestId('offer-event_reminder')).toBeNull();
  });
});

describe('the reminder of an event', () => {
  it('[M-51] is planned for the day before, without those who said no', async () => {
    const { calls, person } = await open('time', {
      'POST /whatsapp/campaigns/5/reminder': campaign({ id: 6, name: 'Tasting: reminder' }),
    });
    const day = `${new Date().getFullYear() + 1}-12-24`;
    const date = await screen.findByLabelText(en('shell.moment.day'));
    expect(screen.getByTestId('plan-reminder')).toHaveProperty('disabled', true);
    await person.type(date, day);
    await waitFor(() =>
      expect(screen.getByTestId('plan-reminder')).toHaveProperty('disabled', false)
    );
    await person.click(screen.getByTestId('plan-reminder'));
    const link = await screen.findByRole('link', { name: en('campaigns.reminder.open') });
    expect(link.getAttribute('href')).toContain('/campaigns/6/edit');
    expect(calls.find(({ path }) => path.endsWith('/reminder'))?.body).toMatchObject({
      name: en('campaigns.reminder.name', { name: 'Tasting' }),
      scheduledAt: expect.any(Number) as number,
      declines: NO,
    });
  });

  it('[M-51] says what stands in the way of a second one', async () => {
    const { person } = await open('time', {
      'POST /whatsapp/campaigns/5/reminder': refuse(409, { kind: 'name-taken', field: 'name' }),
    });
    const date = await screen.findByLabelText(en('shell.moment.day'));
    await person.type(date, `${new Date().getFullYear() + 1}-12-24`);
    await person.click(screen.getByTestId('plan-reminder'));
    const segment = `${en('campaigns.reminder.name', { name: 'Tasting' })} (5)`;
    expect(await screen.findByText(en('campaigns.reminder.again', { segment }))).toBeTruthy();
  });

  it('[M-51] asks for the permission that it needs', async () => {
    denied.add('canChange');
    await open('time');
    expect(await screen.findByText(en('campaigns.reminder.mayNot'))).toBeTruthy();
    expect(screen.queryByTestId('plan-reminder')).toBeNull();
  });
});

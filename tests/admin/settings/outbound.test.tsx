import { screen, waitFor, within } from '@testing-library/react';
import type { DeliveryView, EndpointView } from '../../../server/src/contracts/outbound';
import OutboundPage from '../../../admin/src/pages/Settings/OutboundPage';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

const SECRET = 'whsec_c2VjcmV0LW9mLXRoZS10ZXN0cy0xMjM0NTY3ODkw';
const crm: EndpointView = {
  id: 3,
  name: 'CRM',
  url: 'https://crm.example.com/hooks',
  events: ['consent.opted_out'],
  withNumbers: false,
  active: true,
  offReason: null,
  secretHint: 'Tk0w',
  oldSecretUntil: null,
  failingSince: null,
  waiting: 1,
  failed: 2,
  addedAt: 1,
};
const delivery = (change: Partial<DeliveryView> = {}): DeliveryView => ({
  id: 9,
  eventId: 'msg_1',
  type: 'consent.opted_out',
  state: 'failed',
  attempts: 10,
  nextTryAt: null,
  lastStatus: 503,
  lastError: 'status',
  lastTryAt: 2,
  addedAt: 1,
  payload: '{"type":"consent.opted_out","data":{"contact":{"id":"abc"}}}',
  ...change,
});

const LIST = 'GET /whatsapp/outbound/endpoints';
const open = (routes: Routes = {}) =>
  renderAdmin(<OutboundPage />, {
    locale: 'en',
    routes: {
      [LIST]: { endpoints: [crm] },
      'GET /whatsapp/outbound/endpoints/3/deliveries': {
        deliveries: [delivery(), delivery({ id: 10, state: 'done', lastError: null })],
        nextCursor: null,
      },
      ...routes,
    },
  });
const posted = (calls: readonly Call[], path: string) =>
  calls.filter((call) => call.method === 'POST' && call.path.endsWith(path));

describe('the page of outgoing webhooks', () => {
  it('[X-11] says what it is for while there is none, and what failed instead of an empty list', async () => {
    const empty = await open({ [LIST]: { endpoints: [] } });
    expect(await screen.findByText(/Each event is signed/)).toBeTruthy();
    empty.unmount();
    await open({ [LIST]: refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(screen.queryByText(/Each event is signed/)).toBeNull();
  });

  it('[X-11] makes an address, shows its secret once, and says at the field what is wrong', async () => {
    let isRefused = true;
    const { calls, person } = await open({
      'POST /whatsapp/outbound/endpoints': () =>
        isRefused
          ? refuse(422, { kind: 'url-private', field: 'url' })
          : { endpoint: crm, secret: SECRET },
    });
    await person.click(await screen.findByTestId('new-endpoint'));
    const form = within(await screen.findByRole('dialog'));
    await person.click(form.getByTestId('endpoint-save'));
    expect(await form.findByText(en('outbound.problem.events'))).toBeTruthy();
    expect(posted(calls, '/endpoints')).toEqual([]);
    await person.type(form.getByTestId('endpoint-name'), ' CRM ');
    await person.type(form.getByTestId('endpoint-url'), 'https://10.0.0.1/hooks');
    await person.click(
      form.getByRole('checkbox', { name: en('outbound.event.consent.opted_out') })
    );
    await person.click(form.getByTestId('endpoint-save'));
    expect(await form.findByText(/inside your own network/)).toBeTruthy();
    isRefused = false;
    await person.click(form.getByTestId('endpoint-save'));
    expect(await screen.findByText(SECRET)).toBeTruthy();
    expect(posted(calls, '/endpoints').at(-1)?.body).toEqual({
      name: 'CRM',
      url: 'https://10.0.0.1/hooks',
      events: ['consent.opted_out'],
      withNumbers: false,
      active: true,
    });
    await person.click(screen.getByTestId('secret-done'));
    await waitFor(() => expect(screen.queryByText(SECRET)).toBeNull());
  });

  it('[X-11] edits with the secret masked, and makes a new one after asking', async () => {
    const { person } = await open({
      'POST /whatsapp/outbound/endpoints/3/secret': {
        endpoint: { ...crm, oldSecretUntil: 1_800_000_000_000 },
        secret: SECRET,
      },
    });
    await person.click(
      await screen.findByRole('button', { name: en('outbound.edit-of', { name: 'CRM' }) })
    );
    const form = within(await screen.findByRole('dialog'));
    expect(form.getByText(en('outbound.secret.ends', { hint: 'Tk0w' }))).toBeTruthy();
    await person.click(form.getByRole('button', { name: en('outbound.secret.replace') }));
    const question = within(await screen.findByRole('alertdialog'));
    await person.click(question.getByRole('button', { name: en('outbound.secret.replace') }));
    expect(await screen.findByText(SECRET)).toBeTruthy();
    expect(screen.getByText(/signed with the old secret too/)).toBeTruthy();
  });

  it('[X-11] shows why a test event did not arrive', async () => {
    const { person } = await open({
      'POST /whatsapp/outbound/endpoints/3/test': delivery({ lastStatus: 404, attempts: 1 }),
    });
    await person.click(await screen.findByTestId('endpoint-test'));
    await waitFor(() =>
      expect(notices.at(-1)).toEqual({
        type: 'danger',
        message: 'CRM: the test event did not arrive (status 404, not accepted).',
      })
    );
  });

  it('[X-11] lists deliveries with state, status and content, and sends one or all failed again', async () => {
    const { calls, person } = await open({
      'POST /whatsapp/outbound/deliveries/9/replay': delivery({ state: 'waiting' }),
      'POST /whatsapp/outbound/endpoints/3/replay-failed': { replayed: 2 },
    });
    await person.click(await screen.findByTestId('endpoint-deliveries'));
    const drawer = within(await screen.findByRole('dialog'));
    const [failed, done] = await drawer.findAllByTestId('delivery');
    expect(failed?.textContent).toMatch(/Failed.*10 attempts.*status 503.*not accepted/);
    expect(done?.textContent).toMatch(/Arrived/);
    const first = within(failed as HTMLElement);
    expect(first.queryByText(/"abc"/)).toBeNull();
    await person.click(first.getByRole('button', { name: en('outbound.payload') }));
    expect(first.getByText(/"abc"/)).toBeTruthy();
    await person.click(first.getByRole('button', { name: en('outbound.replay') }));
    await person.click(drawer.getByTestId('replay-failed'));
    await waitFor(() =>
      expect(notices.at(-1)).toEqual({ type: 'success', message: '2 events are sent again.' })
    );
    expect(posted(calls, '/deliveries/9/replay')).toHaveLength(1);
  });

  it('[X-11] says why an address was turned off, and asks before one is deleted', async () => {
    const { calls, person } = await open({
      [LIST]: { endpoints: [{ ...crm, active: false, offReason: 'gone' }] },
      'DELETE /whatsapp/outbound/endpoints/3': { ok: true },
    });
    expect(await screen.findByText(/answered that it is gone/)).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('outbound.delete-of', { name: 'CRM' }) })
    );
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/1 event that still waits/)).toBeTruthy();
    await person.click(
      question.getByRole('button', { name: en('outbound.delete-of', { name: 'CRM' }) })
    );
    await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });
});

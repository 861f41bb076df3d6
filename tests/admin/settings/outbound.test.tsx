import { screen, waitFor, within } from '@testing-library/react';
import type { DeliveryView, EndpointView } from '../../../server/src/contracts/outbound';
import type { SystemKeyView } from '../../../server/src/contracts/system-keys';
import KeysPage from '../../../admin/src/pages/Settings/KeysPage';
import OutboundPage from '../../../admin/src/pages/Settings/OutboundPage';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

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
    expect(await screen.findByText(en('outbound.empty'))).toBeTruthy();
    empty.unmount();
    await open({ [LIST]: refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(screen.queryByText(en('outbound.empty'))).toBeNull();
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
    expect(screen.getByText(/also signed with the old secret/)).toBeTruthy();
  });

  it('[X-11] shows why a test event did not arrive', async () => {
    const { person } = await open({
      'POST /whatsapp/outbound/endpoints/3/test': delivery({ lastStatus: 404, attempts: 1 }),
    });
    await person.click(await screen.findByTestId('endpoint-test'));
    await waitFor(() =>
      expect(notices.at(-1)).toEqual({
        type: 'danger',
        message: `CRM: the test event was not delivered (HTTP 404, ${en('outbound.error.status')}).`,
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
    expect(failed?.textContent).toMatch(
      /Failed.*10 attempts.*HTTP 503.*the other system returned an error/
    );
    expect(done?.textContent).toMatch(/Delivered/);
    const first = within(failed as HTMLElement);
    expect(first.queryByText(/"abc"/)).toBeNull();
    await person.click(first.getByRole('button', { name: en('outbound.payload') }));
    expect(first.getByText(/"abc"/)).toBeTruthy();
    await person.click(first.getByRole('button', { name: en('outbound.replay') }));
    await person.click(drawer.getByTestId('replay-failed'));
    await waitFor(() =>
      expect(notices.at(-1)).toEqual({ type: 'success', message: 'Sending 2 events again.' })
    );
    expect(posted(calls, '/deliveries/9/replay')).toHaveLength(1);
  });

  it('[X-11] says why an address was turned off, and asks before one is deleted', async () => {
    const { calls, person } = await open({
      [LIST]: { endpoints: [{ ...crm, active: false, offReason: 'gone' }] },
      'DELETE /whatsapp/outbound/endpoints/3': { ok: true },
    });
    expect(await screen.findByText(/the URL no longer exists/)).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('outbound.delete-of', { name: 'CRM' }) })
    );
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/with 1 waiting event/)).toBeTruthy();
    await person.click(
      question.getByRole('button', { name: en('outbound.delete-of', { name: 'CRM' }) })
    );
    await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });
});

describe('the page of keys of other systems', () => {
  const key = (change: Partial<SystemKeyView> = {}): SystemKeyView => ({
    ...{ id: 4, name: 'crm', hosts: ['crm.example.com'], readable: true },
    ...{ madeBy: 'Ada', changedBy: 'Can', addedAt: 1, changedAt: 2 },
    ...{ lastUsedAt: 3, lastStatus: 401, lastError: null, uses: [] },
    ...change,
  });
  const KEYS = '/whatsapp/system-keys';
  const openKeys = (
    keys: readonly SystemKeyView[],
    { routes = {}, locale = 'en' }: { routes?: Routes; locale?: 'en' | 'tr' } = {}
  ) =>
    renderAdmin(<KeysPage />, {
      locale,
      routes: { [`GET ${KEYS}`]: { keys, encryptionKey: 'present' }, ...routes },
    });
  const sent = (calls: readonly Call[], method: string) =>
    calls.filter((call) => call.method === method).map(({ body }) => body);
  beforeEach(() => {
    notices.length = 0;
  });

  it('[B-16] says what keys are for while there is none, and what failed instead of an empty list', async () => {
    const empty = await openKeys([]);
    expect(await screen.findByText(en('keys.empty'))).toBeTruthy();
    empty.unmount();
    await openKeys([], { routes: { [`GET ${KEYS}`]: refuse(500, { kind: 'server' }) } });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(screen.queryByText(en('keys.empty'))).toBeNull();
  });

  it('[B-16] keeps none while Strapi has no encryption key, and gives the line that makes one', async () => {
    const missing = { keys: [], encryptionKey: 'missing' };
    await openKeys([], { routes: { [`GET ${KEYS}`]: missing } });
    expect(await screen.findByText(en('keys.no-encryption'))).toBeTruthy();
    expect(screen.getByText(/^ENCRYPTION_KEY=/)).toBeTruthy();
    expect(screen.getByTestId('new-key').hasAttribute('disabled')).toBe(true);
  });

  it('[B-16] lists where each may go, who changed it and what the other system said last', async () => {
    await openKeys([key({ uses: [{ botId: 1, name: 'Menu', active: true, needsIt: true }] })]);
    const row = await screen.findByTestId('key-row');
    expect(row.textContent).toMatch(/crm.*crm\.example\.com.*1 flow.*HTTP 401.*Can.*Ada/);
    expect(within(row).queryByTestId('key-unreadable')).toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('[B-16] says in Turkish too that a value cannot be read, and why its last call failed', async () => {
    const lost = key({ readable: false, lastStatus: null, lastError: 'timeout' });
    await openKeys([lost], { locale: 'tr' });
    expect((await screen.findByTestId('key-unreadable')).textContent).toBe(tr('keys.unreadable'));
    expect(screen.getByText(tr('bots.reason.http-timeout'))).toBeTruthy();
  });

  it('[B-16] makes a key, says at the fields what is wrong, and forgets the value', async () => {
    const { calls, person } = await openKeys([], {
      routes: { [`POST ${KEYS}`]: () => key() },
    });
    await person.click(await screen.findByTestId('new-key'));
    const form = within(await screen.findByRole('dialog'));
    await person.type(form.getByTestId('key-name'), 'CRM');
    await person.type(form.getByTestId('key-hosts'), 'https://crm.example.com');
    await person.click(form.getByTestId('key-save'));
    for (const word of ['keys.problem.name', 'keys.problem.value', 'keys.problem.hosts'] as const)
      expect(await form.findByText(en(word))).toBeTruthy();
    expect(await violations()).toEqual([]);
    for (const [field, text] of [
      ['key-name', 'crm'],
      ['key-hosts', 'crm.example.com, *.eu.example.com'],
    ] as const) {
      await person.clear(form.getByTestId(field));
      await person.type(form.getByTestId(field), text);
    }
    await person.type(form.getByTestId('key-value'), ' sk-live-1234 ');
    expect(form.getByTestId('key-value').getAttribute('type')).toBe('password');
    await person.click(form.getByTestId('key-save'));
    await waitFor(() => expect(notices.at(-1)?.message).toBe(en('keys.saved')));
    expect(sent(calls, 'POST')).toEqual([
      { name: 'crm', value: 'sk-live-1234', hosts: ['crm.example.com', '*.eu.example.com'] },
    ]);
    expect(screen.queryByTestId('key-value')).toBeNull();
  });

  it('[B-16] keeps the value while hosts go, and asks for it again where one is added', async () => {
    const wide = key({ hosts: ['a.example', 'b.example'] });
    const { calls, person } = await openKeys([wide], {
      routes: { [`PUT ${KEYS}/4`]: () => wide },
    });
    await person.click(await screen.findByTestId('key-edit'));
    const form = within(await screen.findByRole('dialog'));
    expect((form.getByTestId('key-value') as HTMLInputElement).value).toBe('');
    const hosts = form.getByTestId('key-hosts');
    await person.clear(hosts);
    await person.type(hosts, 'c.example');
    await person.click(form.getByTestId('key-save'));
    expect(await form.findByText(en('error.key-value-needed'))).toBeTruthy();
    expect(sent(calls, 'PUT')).toEqual([]);
    await person.clear(hosts);
    await person.type(hosts, 'b.example');
    await person.click(form.getByTestId('key-save'));
    await waitFor(() => expect(sent(calls, 'PUT')).toEqual([{ hosts: ['b.example'] }]));
  });

  it('[B-16] names the flows before it deletes, and deletes none that a flow needs', async () => {
    const needed = { botId: 1, name: 'Menu', active: true, needsIt: true };
    const drafted = { botId: 2, name: 'Later', active: false, needsIt: false };
    const { person, unmount } = await openKeys([key({ uses: [needed, drafted] })]);
    const press = { name: en('keys.delete-of', { name: 'crm' }) };
    await person.click(await screen.findByRole('button', press));
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByRole('link', { name: 'Menu' })).toBeTruthy();
    expect(question.getByText('Later')).toBeTruthy();
    expect(question.getByTestId('key-delete').hasAttribute('disabled')).toBe(true);
    unmount();
    const free = await openKeys([key({ uses: [drafted] })], {
      routes: { [`DELETE ${KEYS}/4`]: { ok: true } },
    });
    await free.person.click(await screen.findByRole('button', press));
    const again = within(await screen.findByRole('alertdialog'));
    await free.person.click(again.getByTestId('key-delete'));
    await waitFor(() => expect(free.calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });
});

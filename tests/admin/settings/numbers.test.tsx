import { screen, waitFor, within } from '@testing-library/react';
import type { AccountView, ListAccountsResult } from '../../../server/src/contracts/accounts';
import type { ProcessesResult } from '../../../server/src/contracts/processes';
import NumbersPage from '../../../admin/src/pages/Settings/NumbersPage';
import shellWords from '../../../admin/src/translations/en/shell.json';
import { violations } from '../axe';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { anAccount } from '../../support/account-view';

const aList = (
  accounts: AccountView[],
  changes: Partial<ListAccountsResult> = {}
): ListAccountsResult => ({
  accounts,
  encryptionKey: 'present',
  webhookUrl: 'https://cms.example.com/api/whatsapp/webhook',
  webhookReachable: true,
  ...changes,
});

type Process = ProcessesResult['processes'][number];

const theProcesses = (
  processes: Partial<Process>[],
  changes: Partial<ProcessesResult> = {}
): ProcessesResult => ({
  working: true,
  redis: null,
  processes: processes.map((one, i) => ({
    name: `a1b2c${i}`,
    self: i === 0,
    serve: 'all',
    engine: 'embedded',
    problem: null,
    clockOffsetMs: 12,
    bootAt: 0,
    beatAt: 0,
    ...one,
  })),
  ...changes,
});

const number = {
  displayPhoneNumber: '+90 532 000 00 00',
  verifiedName: 'Shop',
  qualityRating: 'GREEN',
  messagingLimit: 250,
  throughputMps: 80,
  status: 'CONNECTED',
};

const open = (list: ListAccountsResult, routes: Routes = {}, at = '/') =>
  renderAdmin(<NumbersPage />, {
    at,
    routes: {
      'GET /whatsapp/accounts': list,
      'GET /whatsapp/accounts/7/logo': { logo: null },
      'GET /whatsapp/processes': theProcesses([{}]),
      ...routes,
    },
  });

const fill = async (person: Awaited<ReturnType<typeof open>>['person']) => {
  await person.type(await screen.findByTestId('number-name'), 'Shop TR');
  await person.type(screen.getByTestId('number-wabaId'), '1020304050');
  await person.type(screen.getByTestId('number-phoneNumberId'), '9080706050');
  await person.type(screen.getByTestId('number-token'), 'EAAG1234567890');
};

beforeEach(() => notices.splice(0));
afterEach(() => jest.restoreAllMocks());

describe('the list of numbers', () => {
  it('says in words how a number is, and that a simulator reaches nobody real', async () => {
    await open(aList([anAccount({ isSimulator: true, baseUrl: 'http://localhost:4010' })]));
    const card = await screen.findByTestId('number-card');
    expect(within(card).getByText('Shop TR')).toBeTruthy();
    expect(within(card).getByTestId('number-status').textContent).toContain('Connected');
    expect(within(card).getByText('High')).toBeTruthy();
    expect(within(card).getByText('2,000 people in 24 h')).toBeTruthy();
    expect(within(card).getByText('80 messages per second')).toBeTruthy();
    expect(within(card).getByText('Simulator')).toBeTruthy();
  });

  it('says that no webhooks arrive, and leads to their address', async () => {
    const { webhook } = anAccount();
    const silent = { ...webhook, silentSince: Date.now() - 300_000 };
    const { person } = await open(aList([anAccount({ webhook: silent })]));
    const notice = await screen.findByTestId('webhooks-missing');
    expect(notice.textContent).toContain('No webhooks arrive');
    expect(notice.textContent).toContain('5 minutes ago');
    await person.click(within(notice).getByRole('button', { name: 'Webhook' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('[X-17] shows bad news of Meta at its number, and puts them away', async () => {
    const notice = {
      event: 'meta-name' as const,
      values: { decision: 'REJECTED', name: 'Acme', reason: 'NAME_NOT_CONSISTENT' },
      at: Date.now() - 300_000,
    };
    const { person, calls } = await open(aList([anAccount({ notice })]), {
      'PUT /whatsapp/accounts/7': anAccount(),
    });
    const shown = await screen.findByTestId('meta-notice');
    expect(shown.textContent).toContain(
      'Shop TR: Meta rejected the name “Acme”: it does not match the brand'
    );
    expect(shown.textContent).toContain('5 minutes ago');
    await person.click(within(shown).getByRole('button', { name: 'Put away' }));
    await waitFor(() =>
      expect(calls).toContainEqual(
        expect.objectContaining({ method: 'PUT', body: { notice: null } })
      )
    );
  });

  it('invites to connect the first number when there is none', async () => {
    const { person } = await open(aList([]));
    expect(await screen.findByText(/Connect a WhatsApp number/)).toBeTruthy();
    await person.click(await screen.findByRole('button', { name: 'Connect a number' }));
    expect((await screen.findByRole('dialog')).textContent).toContain('Ids and token');
  });

  it('shows what failed instead of an empty list, and tries again', async () => {
    let isDown = true;
    const { person } = await renderAdmin(<NumbersPage />, {
      routes: {
        'GET /whatsapp/accounts': () =>
          isDown ? refuse(500, { kind: 'server' }) : aList([anAccount()]),
      },
    });
    const retry = await screen.findByRole('button', { name: 'Retry' });
    expect(screen.queryByText(/Connect a WhatsApp number/)).toBeNull();
    isDown = false;
    await person.click(retry);
    expect(await screen.findByTestId('number-card')).toBeTruthy();
  });

  it.each(['token-refused', 'token-unreadable'] as const)(
    'leads from %s straight to an open token field',
    async (status) => {
      const { person } = await open(aList([anAccount({ status })]));
      await person.click(await screen.findByRole('button', { name: 'Enter a new token' }));
      expect(await screen.findByTestId('number-token')).toHaveProperty('value', '');
    }
  );

  it('removes a number only after a dialog that names it, and says why when it is refused', async () => {
    const remedy = 'Cancel the campaign Spring first.';
    const { person, calls } = await open(aList([anAccount()]), {
      'DELETE /whatsapp/accounts/7': () =>
        refuse(409, { kind: 'campaigns-open', remedy }, 'A campaign still uses this number.'),
    });
    await person.click(await screen.findByRole('button', { name: 'More for Shop TR' }));
    await person.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
    await person.click(await screen.findByRole('button', { name: 'Remove Shop TR' }));
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.message).toContain(remedy);
    expect(screen.getByRole('button', { name: 'Remove Shop TR' })).toBeTruthy();
  });
});

describe('connecting a number', () => {
  it('asks for what is missing before it asks Meta', async () => {
    const { person, calls } = await open(aList([]), {}, '/?connect=1');
    await person.click(await screen.findByTestId('connect-next'));
    expect(await screen.findByText('Give the number a name.')).toBeTruthy();
    expect(screen.getAllByText('Paste the ID from Meta.')).toHaveLength(2);
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('[X-01] shows what Meta says, keeps the number, then gives address and verify token', async () => {
    const account = anAccount();
    let accounts: AccountView[] = [];
    const { person, calls } = await renderAdmin(<NumbersPage />, {
      at: '/?connect=1',
      routes: {
        'GET /whatsapp/accounts': () => aList(accounts),
        'POST /whatsapp/accounts/test': { ok: true, number },
        'POST /whatsapp/accounts': () => {
          accounts = [account];
          return account;
        },
        'POST /whatsapp/accounts/7/subscribe': { ok: true },
      },
    });
    await fill(person);
    await person.click(screen.getByTestId('connect-next'));
    expect(await screen.findByText('250 people in 24 h')).toBeTruthy();
    await person.click(screen.getByTestId('connect-save'));
    expect(await screen.findByText('https://cms.example.com/api/whatsapp/webhook')).toBeTruthy();
    expect(screen.getByText('verify-me')).toBeTruthy();
    await person.click(screen.getByTestId('subscribe'));
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
    const created = calls.filter(
      ({ method, path }) => method === 'POST' && path === '/whatsapp/accounts'
    );
    expect(created.map(({ body }) => body)).toEqual([
      {
        name: 'Shop TR',
        wabaId: '1020304050',
        phoneNumberId: '9080706050',
        token: 'EAAG1234567890',
      },
    ]);
  });

  it('puts a refusal of Meta at the field it is about, with the remedy, and loses nothing', async () => {
    const { person } = await open(
      aList([]),
      {
        'POST /whatsapp/accounts/test': {
          ok: false,
          problem: {
            kind: 'token-refused',
            field: 'token',
            message: 'Meta refused the token.',
            remedy: 'Make a new one.',
          },
        },
      },
      '/?connect=1'
    );
    await fill(person);
    await person.click(screen.getByTestId('connect-next'));
    expect(await screen.findByText('Meta refused the token. Make a new one.')).toBeTruthy();
    expect(screen.getByTestId('number-token')).toHaveProperty('value', 'EAAG1234567890');
    expect(screen.getByTestId('keep-unconnected')).toBeTruthy();
  });

  it('asks before what was typed is lost', async () => {
    const { person } = await open(aList([]), {}, '/?connect=1');
    await person.type(await screen.findByTestId('number-name'), 'Shop');
    await person.keyboard('{Escape}');
    expect(await screen.findByText('Leave without saving?')).toBeTruthy();
    await person.click(
      await screen.findByRole('button', { name: shellWords['shell.dialog.dismiss'] })
    );
    expect(screen.getByTestId('number-name')).toHaveProperty('value', 'Shop');
  });
});

describe('secrets in the form', () => {
  it('never fills in a kept token: its end is shown until it is replaced', async () => {
    const { person, calls } = await open(aList([anAccount()]), {
      'PUT /whatsapp/accounts/7': anAccount({ name: 'Depot' }),
    });
    await person.click(await screen.findByTestId('edit-number'));
    expect(await screen.findByText(/•••• 4f2a/)).toBeTruthy();
    expect(screen.queryByTestId('number-token')).toBeNull();
    await person.clear(screen.getByTestId('number-name'));
    await person.type(screen.getByTestId('number-name'), 'Depot');
    await person.click(screen.getByTestId('number-save'));
    await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ name: 'Depot' });
  });

  it('sends a replaced token, and drops it when one keeps the old one', async () => {
    const { person } = await open(aList([anAccount()]));
    await person.click(await screen.findByTestId('edit-number'));
    await person.click(await screen.findByRole('button', { name: 'Replace' }));
    await person.type(screen.getByTestId('number-token'), 'EAAGnewtoken1');
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', false);
    await person.click(screen.getByRole('button', { name: 'Keep the old one' }));
    expect(screen.queryByTestId('number-token')).toBeNull();
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', true);
  });

  it('offers no replacement for a secret of the environment', async () => {
    const { person } = await open(
      aList([anAccount({ token: { source: 'environment', hint: '4f2a' } })])
    );
    await person.click(await screen.findByTestId('edit-number'));
    expect(await screen.findAllByText(/environment variable of the server/)).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Replace' })).toBeNull();
  });

  it('takes no secret while Strapi has no encryption key, and makes a key in the browser', async () => {
    await open(aList([], { encryptionKey: 'missing' }), {}, '/?connect=1');
    expect(await screen.findByTestId('number-token')).toHaveProperty('disabled', true);
    expect(screen.getByTestId('number-appSecret')).toHaveProperty('disabled', true);
    const lines = screen.getAllByText(/^ENCRYPTION_KEY=[\w-]{43}$/);
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('the templates of a number', () => {
  it('[T-25] come in by its own menu, which says what was added, changed and removed', async () => {
    const synced = { at: 1, ok: true, read: 63, created: 2, updated: 1, missing: 1, error: null };
    const { calls, person } = await renderAdmin(<NumbersPage />, {
      routes: {
        'GET /whatsapp/accounts': aList([anAccount()]),
        'POST /whatsapp/templates/sync': synced,
      },
    });
    await person.click(await screen.findByRole('button', { name: 'More for Shop TR' }));
    await person.click(await screen.findByRole('menuitem', { name: 'Sync templates' }));
    await waitFor(() =>
      expect(notices.at(-1)).toMatchObject({
        type: 'success',
        message: expect.stringMatching(/63 read: 2 new, 1 changed, 1 no longer at Meta/),
      })
    );
    expect(calls.find((one) => one.method === 'POST')?.body).toEqual({ accountId: 7 });
  });
});

describe('the logo of a number', () => {
  const logo = {
    id: 5,
    name: 'defne.png',
    mime: 'image/png',
    size: 900,
    url: '/uploads/defne.png',
  };

  it('is shown as the library has it, and is taken away at once', async () => {
    let kept: typeof logo | null = logo;
    const { person, calls } = await open(aList([anAccount()]), {
      'GET /whatsapp/accounts/7/logo': () => ({ logo: kept }),
      'PUT /whatsapp/accounts/7/logo': () => {
        kept = null;
        return { logo: null };
      },
    });
    await person.click(await screen.findByTestId('edit-number'));
    const picture = await screen.findByRole('img', { name: 'defne.png' });
    expect(picture.getAttribute('src')).toMatch(/\/uploads\/defne\.png$/);
    await person.click(screen.getByRole('button', { name: 'Take it away' }));
    await waitFor(() => expect(screen.queryByRole('img', { name: 'defne.png' })).toBeNull());
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ fileId: null });
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', true);
  });
});

describe('the processes below the numbers', () => {
  const at = (processes: ProcessesResult) =>
    open(aList([anAccount()]), { 'GET /whatsapp/processes': processes });

  it('are left out while one does everything and is well', async () => {
    await at(theProcesses([{}]));
    await screen.findByTestId('number-card');
    expect(screen.queryByTestId('processes')).toBeNull();
  });

  it('say who serves what, and what is wrong with whom in words', async () => {
    await at(
      theProcesses(
        [
          { serve: 'web', engine: 'bullmq' },
          { serve: 'worker', engine: 'bullmq', problem: 'redis-lost' },
          { serve: 'worker', engine: 'bullmq', clockOffsetMs: -4_200 },
        ],
        { redis: 'redis://cache:6379' }
      )
    );
    const panel = within(await screen.findByTestId('processes'));
    expect(panel.getByText('a1b2c0 (answers you)')).toBeTruthy();
    expect(panel.getByText(/over Redis \(redis:\/\/cache:6379\)/)).toBeTruthy();
    expect(panel.getByText('Pages and webhooks only')).toBeTruthy();
    expect(panel.getByText('Redis does not answer; work goes on by timers')).toBeTruthy();
    expect(panel.getByText('Clock is 4 s off')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('say what to do when nobody takes up work', async () => {
    await at(theProcesses([{ serve: 'web' }], { working: false }));
    const panel = within(await screen.findByTestId('processes'));
    expect(panel.getByText(/Start a worker \(npx strapi-plugin-whatsapp worker\)/)).toBeTruthy();
  });
});

describe('what customers see of reading and writing', () => {
  const edit = async (account: AccountView) => {
    const view = await open(aList([account]), {
      'PUT /whatsapp/accounts/7': account,
    });
    await view.person.click(await screen.findByTestId('edit-number'));
    await screen.findByTestId('number-marks');
    const changes = () =>
      view.calls
        .filter(({ method, path }) => method === 'PUT' && path === '/whatsapp/accounts/7')
        .map(({ body }) => body);
    return { ...view, changes };
  };
  const READ = 'Show customers that their messages were read';
  const TYPING = 'Show customers that somebody is writing';

  it('is switched for each number and kept at once', async () => {
    const { person, changes } = await edit(anAccount({ readMarks: true, typingMarks: false }));
    await person.click(screen.getByLabelText(TYPING));
    await waitFor(() => expect(changes()).toEqual([{ typingMarks: true }]));
    await person.click(screen.getByLabelText(READ));
    await waitFor(() => expect(changes().at(-1)).toEqual({ readMarks: false }));
  });

  it('shows typing only together with the read marks, as WhatsApp does', async () => {
    await edit(anAccount({ readMarks: false, typingMarks: true }));
    const typing = screen.getByLabelText<HTMLInputElement>(TYPING);
    expect(typing.checked).toBe(false);
    expect(typing.disabled).toBe(true);
  });

  it('says what the server refused', async () => {
    const account = anAccount({ readMarks: true });
    const view = await open(aList([account]), {
      'PUT /whatsapp/accounts/7': refuse(503, { kind: 'server' }),
    });
    await view.person.click(await screen.findByTestId('edit-number'));
    await screen.findByTestId('number-marks');
    await view.person.click(screen.getByLabelText(READ));
    await waitFor(() => expect(notices.some(({ type }) => type === 'danger')).toBe(true));
  });
});

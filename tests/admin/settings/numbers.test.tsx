import type { AccountView } from '../../../server/src/contracts/accounts';
import { screen, waitFor, within } from '@testing-library/react';
import NumbersPage from '../../../admin/src/pages/Settings/NumbersPage';
import shellWords from '../../../admin/src/translations/en/shell.json';
import { aList, openNumbers as open, theProcesses } from '../../support/numbers-page';
import { refuse, renderAdmin } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { anAccount } from '../../support/account-view';
import { en } from '../../support/words';

const number = {
  displayPhoneNumber: '+90 532 000 00 00',
  verifiedName: 'Shop',
  qualityRating: 'GREEN',
  messagingLimit: 250,
  throughputMps: 80,
  status: 'CONNECTED',
};

const fill = async (person: Awaited<ReturnType<typeof open>>['person']) => {
  await person.type(await screen.findByTestId('number-name'), 'Shop TR');
  await person.type(screen.getByTestId('number-wabaId'), '1020304050');
  await person.type(screen.getByTestId('number-phoneNumberId'), '9080706050');
  await person.type(screen.getByTestId('number-token'), 'EAAG1234567890');
};

const tokenRefused = {
  en: { text: 'Meta refused the token.', advice: 'Make a new one.' },
  tr: { text: 'Meta erişim anahtarını reddetti.', advice: 'Yenisini oluşturun.' },
};

beforeEach(() => notices.splice(0));
afterEach(() => jest.restoreAllMocks());

describe('the list of numbers', () => {
  it('says in words how a number is, and that a simulator reaches nobody real', async () => {
    await open(aList([anAccount({ isSimulator: true, baseUrl: 'http://localhost:4010' })]));
    const card = await screen.findByTestId('number-card');
    expect(within(card).getByText('Shop TR')).toBeTruthy();
    expect(within(card).getByTestId('number-status').textContent).toContain('Connected');
    expect(within(card).getByText(en('settings.quality.GREEN'))).toBeTruthy();
    expect(
      within(card).getByText(en('settings.limit.people', { count: 2000, sharers: 1 }))
    ).toBeTruthy();
    expect(within(card).getByText(en('settings.speed', { count: 80 }))).toBeTruthy();
    expect(within(card).getByText(en('shell.simulator'))).toBeTruthy();
  });

  it('says that no webhooks arrive, and leads to their address', async () => {
    const { webhook } = anAccount();
    const silent = { ...webhook, silentSince: Date.now() - 300_000 };
    const { person } = await open(aList([anAccount({ webhook: silent })]));
    const notice = await screen.findByTestId('webhooks-missing');
    expect(notice.textContent).toContain('Webhooks are not arriving');
    expect(notice.textContent).toContain('5 minutes ago');
    await person.click(within(notice).getByRole('button', { name: en('settings.webhook') }));
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
      en('logs.event.account.meta-name', {
        number: 'Shop TR',
        decision: 'REJECTED',
        name: 'Acme',
        reason: 'NAME_NOT_CONSISTENT',
      })
    );
    expect(shown.textContent).toContain('5 minutes ago');
    await person.click(within(shown).getByRole('button', { name: en('settings.notice.put-away') }));
    await waitFor(() =>
      expect(calls).toContainEqual(
        expect.objectContaining({ method: 'PUT', body: { notice: null } })
      )
    );
  });

  it('invites to connect the first number when there is none', async () => {
    const { person } = await open(aList([]));
    expect(await screen.findByText(/Connect a WhatsApp number/)).toBeTruthy();
    await person.click(await screen.findByRole('button', { name: en('settings.connect') }));
    expect((await screen.findByRole('dialog')).textContent).toContain(
      en('settings.connect.step.ids')
    );
  });

  it('shows what failed instead of an empty list, and tries again', async () => {
    let isDown = true;
    const { person } = await renderAdmin(<NumbersPage />, {
      routes: {
        'GET /whatsapp/accounts': () =>
          isDown ? refuse(500, { kind: 'server' }) : aList([anAccount()]),
      },
    });
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(/Connect a WhatsApp number/)).toBeNull();
    isDown = false;
    await person.click(retry);
    expect(await screen.findByTestId('number-card')).toBeTruthy();
  });

  it.each(['token-refused', 'token-unreadable'] as const)(
    'leads from %s straight to an open token field',
    async (status) => {
      const { person } = await open(aList([anAccount({ status })]));
      await person.click(await screen.findByRole('button', { name: en('settings.new-token') }));
      expect(await screen.findByTestId('number-token')).toHaveProperty('value', '');
    }
  );

  it.each([
    ['en', 'Meta refused the token.', 'Make a new one.'],
    ['tr', 'Meta erişim anahtarını reddetti.', 'Yenisini oluşturun.'],
  ] as const)(
    'says why the token was refused and what to do, in %s',
    async (locale, text, advice) => {
      const refused = anAccount({
        status: 'token-refused',
        statusReason: 'Error validating access token: Session has expired',
        statusWords: tokenRefused,
      });
      await renderAdmin(<NumbersPage />, {
        locale,
        routes: {
          'GET /whatsapp/accounts': aList([refused]),
          'GET /whatsapp/processes': theProcesses([{}]),
        },
      });
      const card = await screen.findByTestId('number-card');
      expect(within(card).getByText(text)).toBeTruthy();
      expect(within(card).getByText(advice)).toBeTruthy();
      expect(card.textContent).not.toContain('Session has expired');
    }
  );

  it('shows Meta’s own reason where there are no words for it', async () => {
    const statusReason = 'Session has expired';
    await open(aList([anAccount({ status: 'token-refused', statusReason })]));
    expect((await screen.findByTestId('number-card')).textContent).toContain(statusReason);
  });

  it('[X-03] says which of several numbers is the default, and makes another one it', async () => {
    const depot = anAccount({ id: 8, name: 'Depot', isDefault: false });
    const { person, calls } = await open(aList([anAccount(), depot]), {
      'PUT /whatsapp/accounts/8': { ...depot, isDefault: true },
    });
    const [first] = await screen.findAllByTestId('number-card');
    expect(screen.getAllByTestId('default-number')).toHaveLength(1);
    expect(first && within(first).getByTestId('default-number').textContent).toBe('Default');
    await person.click(
      screen.getByRole('button', { name: en('settings.more', { name: 'Depot' }) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('settings.default.use') }));
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ isDefault: true });
  });

  it('removes a number only after a dialog that names it, and says why when it is refused', async () => {
    const remedy = 'Cancel the campaign Spring first.';
    const { person, calls } = await open(aList([anAccount()]), {
      'DELETE /whatsapp/accounts/7': () =>
        refuse(409, { kind: 'campaigns-open', remedy }, 'A campaign still uses this number.'),
    });
    await person.click(
      await screen.findByRole('button', { name: en('settings.more', { name: 'Shop TR' }) })
    );
    await person.click(await screen.findByRole('menuitem', { name: en('settings.remove') }));
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
    await person.click(
      await screen.findByRole('button', {
        name: en('settings.remove.confirm', { name: 'Shop TR' }),
      })
    );
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.message).toContain(remedy);
    expect(
      screen.getByRole('button', { name: en('settings.remove.confirm', { name: 'Shop TR' }) })
    ).toBeTruthy();
  });
});

describe('connecting a number', () => {
  it('asks for what is missing before it asks Meta', async () => {
    const { person, calls } = await open(aList([]), {}, '/?connect=1');
    await person.click(await screen.findByTestId('connect-next'));
    expect(await screen.findByText(en('settings.problem.name.missing'))).toBeTruthy();
    expect(screen.getAllByText(en('settings.problem.wabaId.missing'))).toHaveLength(2);
    // The button that a browser presses on Enter in any of the fields.
    const button = screen.getByTestId<HTMLButtonElement>('connect-next');
    expect(button.type).toBe('submit');
    expect(button.form?.contains(screen.getAllByRole('textbox')[0] ?? null)).toBe(true);
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
    expect(
      await screen.findByText(en('settings.limit.people', { count: 250, sharers: 1 }))
    ).toBeTruthy();
    await person.click(screen.getByTestId('connect-save'));
    expect(await screen.findByText('https://cms.example.com/api/whatsapp/webhook')).toBeTruthy();
    expect(screen.getByText('verify-me')).toBeTruthy();
    expect(screen.getByTestId('webhook-event').textContent).toBe(en('settings.webhook.waiting'));
    await person.click(screen.getByTestId('subscribe'));
    await screen.findByText(/^Subscribed\. Waiting for the first event/);
    accounts = [{ ...account, webhook: { ...account.webhook, lastEventAt: Date.now() } }];
    // The page asks again every three seconds while the address is shown.
    await screen.findByText(
      /^The first event arrived .*\. The webhook works\.$/,
      {},
      { timeout: 20_000 }
    );
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
            words: tokenRefused,
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

  it('[X-01] has no tick at the confirmation of a number that was kept without being confirmed', async () => {
    const words = { text: 'Meta refused the token.', advice: 'Make a new one.' };
    const problem = { kind: 'token-refused', field: 'token', message: '', remedy: '' };
    const kept = anAccount({ status: 'not-connected' });
    const { person } = await open(
      aList([]),
      {
        'POST /whatsapp/accounts/test': {
          ok: false,
          problem: { ...problem, words: { en: words, tr: words } },
        },
        'POST /whatsapp/accounts': kept,
      },
      '/?connect=1'
    );
    await fill(person);
    await person.click(screen.getByTestId('connect-next'));
    await person.click(await screen.findByTestId('keep-unconnected'));
    await screen.findByTestId('connect-continue');
    const stepOf = (key: 'ids' | 'read') =>
      screen.getByText(en(`settings.connect.step.${key}`)).closest('li')?.textContent;
    expect(stepOf('ids')).toContain(en('shell.steps.done'));
    expect(stepOf('read')).not.toContain(en('shell.steps.done'));
  });

  it('[X-01] says at the button that nothing answers, by the name of the host', async () => {
    const words = { text: 'Could not reach graph.facebook.com.', advice: 'Check the network.' };
    const problem = { kind: 'no-answer', field: 'baseUrl', message: '', remedy: '' };
    const { person } = await open(
      aList([]),
      {
        'POST /whatsapp/accounts/test': {
          ok: false,
          problem: { ...problem, words: { en: words, tr: words } },
        },
      },
      '/?connect=1'
    );
    await fill(person);
    await person.click(screen.getByTestId('connect-next'));
    const dialog = within(screen.getByRole('dialog'));
    const alert = await dialog.findByRole('alert');
    expect(alert.textContent).toBe('Could not reach graph.facebook.com.Check the network.');
    expect(document.activeElement).toBe(alert);
    const next = screen.getByTestId('connect-next');
    const fields = screen.getByTestId('number-token');
    expect(alert.compareDocumentPosition(next)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(alert.compareDocumentPosition(fields)).toBe(Node.DOCUMENT_POSITION_PRECEDING);
    expect(screen.queryByTestId('number-baseUrl')).toBeNull();
    await person.type(screen.getByTestId('number-name'), '!');
    await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull());
  });

  it('[X-01] opens what hides a wrong field and goes there', async () => {
    const details = {
      kind: 'invalid',
      field: 'baseUrl',
      remedy: 'Use https://graph.facebook.com.',
    };
    const { person } = await open(
      aList([]),
      { 'POST /whatsapp/accounts/test': refuse(400, details, 'An address is needed.') },
      '/?connect=1'
    );
    await fill(person);
    await person.click(screen.getByTestId('connect-next'));
    const field = await screen.findByTestId('number-baseUrl');
    expect(screen.getByText(/Use https:\/\/graph\.facebook\.com\./)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('asks before what was typed is lost', async () => {
    const { person } = await open(aList([]), {}, '/?connect=1');
    await person.type(await screen.findByTestId('number-name'), 'Shop');
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    const question = within(await screen.findByRole('alertdialog'));
    await person.click(question.getByRole('button', { name: shellWords['shell.dialog.dismiss'] }));
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

  it('keeps nothing that was typed once it is cancelled', async () => {
    const { person, calls } = await open(aList([anAccount()]));
    await person.click(await screen.findByTestId('edit-number'));
    await person.type(await screen.findByTestId('number-name'), ' 2');
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await waitFor(() => expect(screen.queryByTestId('number-name')).toBeNull());
    expect(calls.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('sends a replaced token, and drops it when one keeps the old one', async () => {
    const { person } = await open(aList([anAccount()]));
    await person.click(await screen.findByTestId('edit-number'));
    await person.click(await screen.findByRole('button', { name: en('settings.secret.replace') }));
    await person.type(screen.getByTestId('number-token'), 'EAAGnewtoken1');
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', false);
    await person.click(screen.getByRole('button', { name: en('settings.secret.keep') }));
    expect(screen.queryByTestId('number-token')).toBeNull();
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', true);
  });

  it('offers no replacement for a secret of the environment', async () => {
    const { person } = await open(
      aList([anAccount({ token: { source: 'environment', hint: '4f2a' } })])
    );
    await person.click(await screen.findByTestId('edit-number'));
    expect(await screen.findAllByText(/environment variable of the server/)).toHaveLength(2);
    expect(screen.queryByRole('button', { name: en('settings.secret.replace') })).toBeNull();
  });

  it('takes no secret while Strapi has no encryption key, and makes a key in the browser', async () => {
    await open(aList([], { encryptionKey: 'missing' }), {}, '/?connect=1');
    expect(await screen.findByTestId('number-token')).toHaveProperty('disabled', true);
    expect(screen.getByTestId('number-appSecret')).toHaveProperty('disabled', true);
    const lines = screen.getAllByText(/^ENCRYPTION_KEY=[\w-]{43}$/);
    expect(lines.length).toBeGreaterThan(0);
  });
});

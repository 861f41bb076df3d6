import { screen, waitFor } from '@testing-library/react';
import type { AccountView } from '../../../server/src/contracts/accounts';
import NumbersPage from '../../../admin/src/pages/Settings/NumbersPage';
import { anAccount } from '../../support/account-view';
import { aList, openNumbers as open } from '../../support/numbers-page';
import { refuse, renderAdmin } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

beforeEach(() => notices.splice(0));
afterEach(() => jest.restoreAllMocks());

describe('the templates of a number', () => {
  it('[T-25] come in by its own menu, which says what was added, changed and removed', async () => {
    const synced = { at: 1, ok: true, read: 63, created: 2, updated: 1, missing: 1, error: null };
    const { calls, person } = await renderAdmin(<NumbersPage />, {
      routes: {
        'GET /whatsapp/accounts': aList([anAccount()]),
        'POST /whatsapp/templates/sync': synced,
      },
    });
    await person.click(
      await screen.findByRole('button', { name: en('settings.more', { name: 'Shop TR' }) })
    );
    await person.click(
      await screen.findByRole('menuitem', { name: en('settings.sync-templates') })
    );
    await waitFor(() =>
      expect(notices.at(-1)).toMatchObject({
        type: 'success',
        message: expect.stringMatching(
          /63 templates synced: 2 new, 1 changed, 1 not found at Meta/
        ),
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
    await person.click(screen.getByRole('button', { name: en('settings.logo.remove') }));
    await waitFor(() => expect(screen.queryByRole('img', { name: 'defne.png' })).toBeNull());
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ fileId: null });
    expect(screen.getByTestId('number-save')).toHaveProperty('disabled', true);
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
  const READ = en('composer.marks.readMarks');
  const TYPING = en('composer.marks.typingMarks');

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

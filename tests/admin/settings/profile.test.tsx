import { screen, waitFor, within } from '@testing-library/react';
import type { ProfileView } from '../../../server/src/contracts/business-profile';
import NumbersPage from '../../../admin/src/pages/Settings/NumbersPage';
import { violations } from '../axe';
import { anAccount } from '../../support/account-view';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

const profile: ProfileView = {
  about: 'Fresh coffee',
  address: 'Moda',
  description: '',
  email: '',
  websites: ['http://old.example'],
  vertical: 'RESTAURANT',
  pictureUrl: 'https://pps.whatsapp.net/v/face.jpg',
};

const open = async (routes: Routes = {}, locale = 'en') => {
  const shown = await renderAdmin(<NumbersPage />, {
    locale,
    routes: {
      'GET /whatsapp/accounts': {
        accounts: [anAccount()],
        encryptionKey: 'present',
        webhookUrl: 'https://cms.example.com/api/whatsapp/webhook',
        webhookReachable: true,
      },
      'GET /whatsapp/processes': { working: true, redis: null, processes: [] },
      'GET /whatsapp/accounts/7/profile': profile,
      ...routes,
    },
  });
  const { person } = shown;
  await person.click(await screen.findByTestId('number-more'));
  await person.click(
    await screen.findByRole('menuitem', { name: /^(Business profile|İşletme profili)$/ })
  );
  return shown;
};
const sent = (calls: { method: string; body?: unknown }[]) =>
  calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);

beforeEach(() => notices.splice(0));
afterEach(() => grantOnly(null));

describe('the business profile of a number', () => {
  it('[X-01] is read from Meta into a form, and only what was changed is written', async () => {
    const { person, calls } = await open({
      'PUT /whatsapp/accounts/7/profile': { ...profile, about: 'Open until nine' },
    });
    const about = await screen.findByTestId('profile-about');
    expect(about).toHaveProperty('value', 'Fresh coffee');
    expect(screen.getByTestId('profile-website')).toHaveProperty('value', 'http://old.example');
    expect(screen.getByText(en('profile.vertical.RESTAURANT'))).toBeTruthy();
    expect(screen.getByRole('link', { name: /Open current picture/ })).toBeTruthy();
    expect(screen.getByTestId('profile-save')).toHaveProperty('disabled', true);
    expect(screen.getByTestId('edit-number')).toBeTruthy();
    expect(screen.getByTestId('connect-number')).toBeTruthy();
    await person.clear(about);
    await person.type(about, 'Open until nine');
    await person.click(screen.getByTestId('profile-save'));
    await waitFor(() => expect(notices.at(-1)?.type).toBe('success'));
    expect(sent(calls)).toEqual([{ about: 'Open until nine' }]);
    expect(screen.queryByTestId('profile-about')).toBeNull();
  });

  it('[X-01] says what is wrong at its field before anything is sent', async () => {
    const { person, calls } = await open();
    await person.clear(await screen.findByTestId('profile-about'));
    await person.type(screen.getByTestId('profile-email'), 'nobody');
    await person.type(screen.getByTestId('profile-secondWebsite'), 'http://shop.example');
    await person.click(screen.getByTestId('profile-save'));
    expect(await screen.findByText(en('profile.problem.about-empty'))).toBeTruthy();
    expect(screen.getByText(en('profile.problem.email'))).toBeTruthy();
    expect(screen.getByText(en('profile.problem.website'))).toBeTruthy();
    expect(sent(calls)).toEqual([]);
  });

  it('[X-01] shows a refusal of Meta at the field it is about, and loses nothing', async () => {
    const said = 'Param description must be at most 256 characters long.';
    const { person } = await open({
      'PUT /whatsapp/accounts/7/profile': () =>
        refuse(422, {
          kind: 'profile-invalid',
          field: 'description',
          problems: [{ field: 'description', code: 'refused', said }],
        }),
    });
    await person.type(await screen.findByTestId('profile-description'), 'Roasted');
    await person.click(screen.getByTestId('profile-save'));
    expect(await screen.findByText(en('profile.problem.refused', { said }))).toBeTruthy();
    expect(screen.getByTestId('profile-description')).toHaveProperty('value', 'Roasted');
  });

  it.each([
    ['en', 'The access token has expired.'],
    ['tr', 'Erişim anahtarının süresi dolmuş.'],
  ])('[X-01] says why it cannot be read, in %s', async (locale, text) => {
    const words = {
      en: { text: 'The access token has expired.', advice: 'Make a new one.' },
      tr: { text: 'Erişim anahtarının süresi dolmuş.', advice: 'Yenisini oluşturun.' },
    };
    await open(
      {
        'GET /whatsapp/accounts/7/profile': () =>
          refuse(422, { kind: 'profile-refused', remedy: 'Make a new one.', words }),
      },
      locale
    );
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(text)).toBeTruthy();
    expect(within(dialog).queryByTestId('profile-about')).toBeNull();
  });

  it('asks before what was typed is lost', async () => {
    const { person } = await open();
    await person.type(await screen.findByTestId('profile-address'), ' 12');
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
  });

  it('[X-05] is all that somebody sees who may do nothing else with numbers', async () => {
    grantOnly(['profile']);
    await open();
    expect(await screen.findByTestId('profile-about')).toBeTruthy();
    expect(screen.queryByTestId('edit-number')).toBeNull();
    expect(screen.queryByTestId('connect-number')).toBeNull();
  });

  it('is free of what hinders people with a screen reader', async () => {
    await open();
    await screen.findByTestId('profile-about');
    expect(await violations()).toEqual([]);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import LibraryPage from '../../../admin/src/pages/Templates/LibraryPage';
import { emptyHouseStyle } from '../../../server/src/contracts/house-style';
import { LIBRARY_INDUSTRIES } from '../../../server/src/contracts/template-library';
import type { TakenOver } from '../../../server/src/contracts/template-take-over';
import { library } from '../../../server/src/templates/library';
import { template } from '../../unit/admin/campaigns/builders';
import { anAccount } from '../../support/account-view';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { denied, notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

showOn('wide');

const taken = (change: Partial<TakenOver> = {}): TakenOver => ({
  key: 'tips',
  language: 'tr',
  id: 9,
  wabaId: 'W1',
  status: 'PENDING',
  ...change,
});
const accounts = [
  anAccount({ id: 4, name: 'Main', wabaId: 'W1' }),
  anAccount({ id: 5, name: 'Other', wabaId: 'W2' }),
];

const open = (at = '/', more: Routes = {}, locale = 'en') =>
  renderAdmin(<LibraryPage />, {
    at,
    locale,
    routes: {
      'GET /whatsapp/templates/library': { templates: library, taken: [taken()] },
      'GET /whatsapp/template-style': emptyHouseStyle,
      'GET /whatsapp/accounts': {
        ...{ accounts, encryptionKey: 'present', webhookUrl: '', webhookReachable: true },
      },
      ...more,
    },
  });

afterEach(() => {
  denied.clear();
  notices.splice(0);
  jest.restoreAllMocks();
});

describe('the library of templates', () => {
  it('[T-45] shows the ready texts by industry, and finds one by its words', async () => {
    const { person } = await open();
    expect(await screen.findByTestId('library-order_confirmation')).toBeTruthy();
    expect(screen.getByText(en('templates.library.count', { count: library.length }))).toBeTruthy();
    for (const industry of LIBRARY_INDUSTRIES) {
      const name = en(`templates.library.industry.${industry}`);
      expect(screen.getByRole('heading', { level: 2, name })).toBeTruthy();
    }
    await person.type(screen.getByRole('searchbox'), 'puan durumu');
    await waitFor(() => expect(screen.queryByTestId('library-order_confirmation')).toBeNull());
    expect(screen.getByTestId('library-loyalty_status')).toBeTruthy();
    await person.type(screen.getByRole('searchbox'), ' nothing');
    expect(await screen.findByText(en('shell.state.nothing-matches'))).toBeTruthy();
  });

  it('[T-45] narrows by industry and by purpose', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('combobox', { name: en('templates.library.industry') })
    );
    await person.click(
      await screen.findByRole('option', { name: en('templates.library.industry.travel') })
    );
    await waitFor(() => expect(screen.queryByTestId('library-order_confirmation')).toBeNull());
    expect(screen.getByTestId('library-flight_status')).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('templates.purpose.label') }));
    await person.click(
      await screen.findByRole('option', { name: en('templates.purpose.account') })
    );
    await waitFor(() => expect(screen.queryByTestId('library-flight_status')).toBeNull());
    expect(screen.getByTestId('library-travel_loyalty_update')).toBeTruthy();
  });

  it('[T-51] marks what is taken, with the way to it', async () => {
    await open();
    const card = await screen.findByTestId('library-tips');
    const mark = within(card).getByTestId('library-taken');
    expect(mark.textContent).toContain('Turkish');
    expect(mark.textContent).toContain(en('state.template.PENDING'));
    expect(within(mark).getByRole('link').getAttribute('href')).toContain('/templates/9');
    const other = screen.getByTestId('library-lesson');
    expect(within(other).queryByTestId('library-taken')).toBeNull();
  });

  it('[T-45] shows both languages on the phone, the sources, and the address to replace', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('button', {
        name: en('templates.library.openOf', { title: 'Dispatch notice' }),
      })
    );
    const english = await screen.findByTestId('library-phone-en');
    expect(english.textContent).toContain('Hi Emma, your order A1042 left our warehouse');
    expect(english.textContent).toContain('Track parcel');
    expect(screen.getByTestId('library-phone-tr').textContent).toContain('Merhaba Ayşe');
    expect(screen.getByTestId('library-address')).toBeTruthy();
    expect(
      screen.getByText(
        en('templates.library.value', {
          name: '{{carrier}}',
          source: en('templates.library.source.record'),
        })
      )
    ).toBeTruthy();
  });

  it('[T-52] shows what WhatsApp writes itself in the language of the text', async () => {
    await open('/?open=abandoned_cart');
    expect((await screen.findByTestId('library-phone-en')).textContent).toContain('Copy code');
    expect(screen.getByTestId('library-phone-tr').textContent).toContain('Kodu kopyala');
  });

  it('[T-51] takes over the languages that are not there, into the chosen account', async () => {
    const { calls, person } = await open('/?open=tips', {
      'POST /whatsapp/templates/library': () => ({ made: [template()], there: [] }),
    });
    const form = await screen.findByTestId('library-form');
    expect(within(form).getByTestId('library-taken').textContent).toContain('Turkish');
    expect(within(form).getAllByRole('checkbox')).toHaveLength(1);
    await person.click(screen.getByTestId('take-over'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
        accountId: 4,
        key: 'tips',
        languages: ['en'],
      })
    );
    await waitFor(() =>
      expect(notices.map(({ message }) => message)).toEqual([
        en('templates.library.made', { count: 1 }),
      ])
    );
    await person.click(within(form).getByRole('combobox'));
    await person.click(await screen.findByRole('option', { name: 'Other' }));
    const boxes = within(form).getAllByRole('checkbox');
    expect(boxes).toHaveLength(2);
    await person.click(boxes[1] as HTMLElement);
    await person.click(screen.getByTestId('take-over'));
    await waitFor(() =>
      expect(calls.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
        accountId: 5,
        key: 'tips',
        languages: ['en', 'tr'],
      })
    );
  });

  it('[T-51] says why nothing was taken over', async () => {
    const { person } = await open('/?open=lesson', {
      'POST /whatsapp/templates/library': () =>
        refuse(404, { kind: 'not-found' }, 'template of the library was not found'),
    });
    await screen.findByTestId('library-form');
    await person.click(screen.getByTestId('take-over'));
    await waitFor(() => expect(notices.map(({ type }) => type)).toEqual(['danger']));
  });

  it('[T-51] says that the numbers could not be read, and asks for one only where there is none', async () => {
    const none = { accounts: [], encryptionKey: 'present', webhookUrl: '', webhookReachable: true };
    let isBroken = true;
    const { person } = await open('/?open=lesson', {
      'GET /whatsapp/accounts': () => (isBroken ? refuse(500, { kind: 'server' }) : none),
    });
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(en('templates.library.noNumber'))).toBeNull();
    isBroken = false;
    await person.click(retry);
    expect(await screen.findByText(en('templates.library.noNumber'))).toBeTruthy();
    expect(screen.getByTestId('take-over')).toHaveProperty('disabled', true);
  });

  it('[X-14] leads to the guide about categories', async () => {
    await open();
    const link = await screen.findByRole('link', { name: en('category-guide.link') });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/templates/categories');
  });

  it('[T-51] takes nothing over for who may only look', async () => {
    denied.add('canManage');
    const { calls } = await open('/?open=lesson');
    expect(await screen.findByText(en('templates.library.mayNot'))).toBeTruthy();
    expect(screen.queryByTestId('take-over')).toBeNull();
    expect(calls.some(({ path }) => path === '/whatsapp/accounts')).toBe(false);
  });

  it('has nothing that axe would mend, on the page and in the preview', async () => {
    const page = await open();
    await screen.findByTestId('library-order_confirmation');
    expect(await violations()).toEqual([]);
    page.unmount();
    await open('/?open=tips');
    await screen.findByTestId('library-phone-tr');
    expect(await violations()).toEqual([]);
  });

  it('[T-51] puts the language of the reader first, and takes over no other unless it is ticked', async () => {
    const { calls, person } = await open(
      '/?open=lesson',
      { 'POST /whatsapp/templates/library': () => ({ made: [template()], there: [] }) },
      'tr'
    );
    const form = await screen.findByTestId('library-form');
    const [turkish, english] = within(form).getAllByRole('checkbox');
    expect(turkish?.getAttribute('aria-checked')).toBe('true');
    expect(english?.getAttribute('aria-checked')).toBe('false');
    const phones = screen.getAllByTestId(/^library-phone-/).map(({ lang }) => lang);
    expect(phones).toEqual(['tr', 'en']);
    const sent = () => calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
    await person.click(screen.getByTestId('take-over'));
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(sent()).toMatchObject([{ languages: ['tr'] }]);
    await person.click(english as HTMLElement);
    await person.click(screen.getByTestId('take-over'));
    await waitFor(() => expect(sent()[1]).toMatchObject({ languages: ['tr', 'en'] }));
  });

  it('[T-45] speaks Turkish to Turkish readers', async () => {
    await open('/', {}, 'tr');
    const card = await screen.findByTestId('library-order_confirmation');
    expect(card.textContent).toContain('Sipariş onayı');
    expect(card.textContent).toContain(tr('templates.library.open'));
  });
});

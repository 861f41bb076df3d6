import { screen, waitFor, within } from '@testing-library/react';
import type { PriceListResult, RateCardPreview } from '../../../server/src/contracts/prices';
import PricesPage from '../../../admin/src/pages/Settings/PricesPage';
import { violations } from '../axe';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { en, tr } from '../../support/words';

const none = {
  marketing: null,
  utility: null,
  authentication: null,
  'authentication-international': null,
  service: null,
};
const autumn: PriceListResult = {
  id: 3,
  validFrom: '2026-10-01',
  currency: 'EUR',
  source: 'file',
  fileName: 'rates.csv',
  markets: 2,
  isCurrent: true,
  changedAt: 1,
  rates: [
    { market: 'TR', rates: { ...none, marketing: 10_000, utility: 700 } },
    { market: 'rest-of-africa', rates: { ...none, marketing: 20_000 } },
  ],
};
const winter = { ...autumn, id: 4, validFrom: '2027-01-01', isCurrent: false, rates: [] };
const LIST = 'GET /whatsapp/prices';
const preview: RateCardPreview = {
  currency: 'EUR',
  rates: autumn.rates,
  problems: [],
  ignored: [],
  replaces: false,
};

const open = (routes: Routes = {}, locale = 'en') =>
  renderAdmin(<PricesPage />, {
    locale,
    routes: {
      [LIST]: { lists: [winter, autumn] },
      'GET /whatsapp/prices/3': autumn,
      'GET /whatsapp/prices/4': winter,
      ...routes,
    },
  });
/** jsdom's files cannot be read as text. */
const card = (text = 'Market,Utility\nTurkey,1') =>
  Object.assign(new File([text], 'rates.csv', { type: 'text/csv' }), {
    text: () => Promise.resolve(text),
  });

describe('the page of prices', () => {
  it('says where prices come from while there are none, and what failed instead of an empty table', async () => {
    const empty = await open({ [LIST]: { lists: [] } });
    const words = await screen.findByText(/No prices yet/);
    expect(words.textContent).toContain('Import Meta’s rate card');
    const link = screen.getByRole('link', { name: /Open Meta’s rate cards/ });
    expect(link.getAttribute('href')).toContain('developers.facebook.com');
    empty.unmount();
    await open({ [LIST]: refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
    expect(screen.queryByText(/No prices yet/)).toBeNull();
  });

  it('shows the prices of today: markets in words, with all digits, and nothing for what is not known', async () => {
    await open();
    const [africa, turkey] = await screen.findAllByTestId('market-rates');
    expect(africa?.textContent).toBe('Rest of AfricaMarketing€0.02Edit Rest of Africa');
    expect(turkey?.textContent).toMatch(/^TürkiyeMarketing€0.01Utility€0.0007/);
    expect(screen.getByText(/From the file rates.csv: 2 markets, in EUR/)).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('edits the rates of a market as typed, and says at the field what is wrong', async () => {
    let isRefused = true;
    const { calls, person } = await open({
      'PUT /whatsapp/prices/3/rates': () =>
        isRefused ? refuse(422, { kind: 'negative', field: 'utility' }) : autumn,
    });
    await person.click(
      await screen.findByRole('button', { name: en('prices.edit-of', { market: 'Türkiye' }) })
    );
    const form = within(await screen.findByRole('dialog'));
    const utility = form.getByTestId('rate-utility');
    expect((utility as HTMLInputElement).value).toBe('0.0007');
    await person.clear(utility);
    await person.type(utility, '0,0009');
    await person.click(form.getByTestId('market-save'));
    expect(await form.findByText(en('error.negative'))).toBeTruthy();
    isRefused = false;
    await person.click(form.getByTestId('market-save'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls.filter(({ method }) => method === 'PUT').at(-1)?.body).toEqual({
      market: 'TR',
      rates: {
        marketing: '0.01',
        utility: '0,0009',
        authentication: '',
        'authentication-international': '',
        service: '',
      },
    });
  });

  it('shows and reads prices with the comma of a Turkish reader', async () => {
    const [turkey] = autumn.rates;
    const dear = { ...autumn, rates: [{ ...turkey, rates: { ...none, marketing: 1_234_000 } }] };
    const { calls, person } = await open(
      { 'GET /whatsapp/prices/3': dear, 'PUT /whatsapp/prices/3/rates': dear },
      'tr'
    );
    await person.click(
      await screen.findByRole('button', { name: tr('prices.edit-of', { market: 'Türkiye' }) })
    );
    const form = within(await screen.findByRole('dialog'));
    expect(form.getByTestId<HTMLInputElement>('rate-marketing').value).toBe('1,234');
    await person.type(form.getByTestId('rate-utility'), '0,0009');
    await person.click(form.getByTestId('market-save'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        rates: { marketing: '1.234', utility: '0.0009' },
      })
    );
  });

  it('takes a market out by leaving it without rates', async () => {
    const { calls, person } = await open({ 'PUT /whatsapp/prices/3/rates': autumn });
    await person.click(
      await screen.findByRole('button', { name: en('prices.edit-of', { market: 'Türkiye' }) })
    );
    await person.click(await screen.findByRole('button', { name: en('prices.takeOut') }));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
        market: 'TR',
        rates: {},
      })
    );
  });

  it('starts the prices of another day with a copy of the newest', async () => {
    const { calls, person } = await open({ 'POST /whatsapp/prices': winter });
    await person.click(await screen.findByTestId('new-prices'));
    const form = within(await screen.findByRole('dialog'));
    await person.click(form.getByTestId('list-save'));
    expect(await form.findByText(en('prices.problem.validFrom'))).toBeTruthy();
    await person.type(form.getByTestId('price-day'), '2027-04-01');
    await person.click(form.getByTestId('list-save'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
        validFrom: '2027-04-01',
        currency: 'EUR',
        copyOf: 4,
      })
    );
  });

  it('deletes the prices of a day after asking', async () => {
    const { calls, person } = await open({ 'DELETE /whatsapp/prices/3': { ok: true } });
    await person.click(await screen.findByRole('button', { name: en('prices.delete') }));
    const question = await screen.findByRole('alertdialog');
    expect(question.textContent).toContain(en('prices.delete.title', { day: 'October 1, 2026' }));
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
    await person.click(within(question).getByTestId('delete-prices'));
    await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });

  it('calls made-up prices made up', async () => {
    await open({ 'GET /whatsapp/prices/3': { ...autumn, source: 'sample' } });
    expect(await screen.findByText(/made up for the demo. They are not Meta’s/)).toBeTruthy();
  });

  it('speaks Turkish', async () => {
    await open({}, 'tr');
    expect(await screen.findByText(tr('prices.market.rest-of-africa'))).toBeTruthy();
    expect(screen.getByText(/rates.csv dosyasından: 2 pazar/)).toBeTruthy();
  });
});

describe('the import of a rate card', () => {
  const start = async (routes: Routes) => {
    const all = await open(routes);
    await all.person.click(await screen.findByTestId('import-prices'));
    const form = within(await screen.findByRole('dialog'));
    const give = async (file: File) => {
      await all.person.upload(form.getByTestId('rate-card'), file);
      await form.findByText(file.name);
      await all.person.type(form.getByTestId('price-day'), '2026-10-01');
      await all.person.click(form.getByTestId('import-check'));
    };
    return { ...all, form, give };
  };
  const posts = (calls: readonly Call[], path: string) =>
    calls.filter((call) => call.method === 'POST' && call.path.endsWith(path));

  it('shows what the file would bring, and imports only after another press', async () => {
    const { calls, person, form, give } = await start({
      'POST /whatsapp/prices/preview': { ...preview, replaces: true, ignored: ['Note'] },
      'POST /whatsapp/prices/import': autumn,
    });
    await give(card());
    expect(await form.findByText(/2 markets found, in EUR. Nothing is saved yet/)).toBeTruthy();
    expect(form.getByText(/The file replaces them/)).toBeTruthy();
    expect(form.getByText(en('prices.import.ignored', { columns: 'Note' }))).toBeTruthy();
    expect(form.getAllByTestId('market-rates')).toHaveLength(2);
    expect(posts(calls, '/import')).toHaveLength(0);
    await person.click(form.getByTestId('import-run'));
    await waitFor(() => expect(posts(calls, '/import')).toHaveLength(1));
    expect(calls.find(({ path }) => path.endsWith('/import'))?.body).toEqual({
      text: 'Market,Utility\nTurkey,1',
      fileName: 'rates.csv',
      validFrom: '2026-10-01',
      currency: null,
    });
  });

  it('names row and column of each mistake and offers no import', async () => {
    const { form, give } = await start({
      'POST /whatsapp/prices/preview': {
        ...preview,
        problems: [
          { kind: 'not-a-rate', row: 4, column: 'Marketing', value: 'abc' },
          { kind: 'no-header', row: null, column: null, value: null },
        ],
      },
    });
    await give(card());
    const problems = await form.findAllByTestId('rate-card-problem');
    expect(problems[0]?.textContent).toBe(
      en('prices.import.row', {
        row: '4, Marketing: “abc” is not a price. Use a number, for example 0.0512.',
      })
    );
    expect(problems[1]?.textContent).toMatch(/^The file has no header row/);
    expect(form.queryByTestId('import-run')).toBeNull();
  });

  it('asks for the currency that a file does not name', async () => {
    const { calls, person, form, give } = await start({
      'POST /whatsapp/prices/preview': ({ body }: { body: unknown }) =>
        (body as { currency: string | null }).currency === null
          ? {
              ...preview,
              problems: [{ kind: 'currency-missing', row: null, column: null, value: null }],
            }
          : preview,
    });
    await give(card());
    await person.type(await form.findByTestId('price-currency'), 'eur');
    expect(form.queryByTestId('rate-card-problem')).toBeNull();
    await person.click(form.getByTestId('import-check'));
    expect(await form.findByTestId('import-run')).toBeTruthy();
    expect(posts(calls, '/preview').map(({ body }) => body)).toMatchObject([
      { currency: null },
      { currency: 'EUR' },
    ]);
  });

  it('refuses a file that is too large before it is sent, and a check without a file', async () => {
    const { calls, person, form } = await start({});
    await person.click(form.getByTestId('import-check'));
    expect(await form.findByText(en('prices.problem.file'))).toBeTruthy();
    await person.upload(form.getByTestId('rate-card'), card('x'.repeat(200_001)));
    expect(await form.findByText(en('prices.problem.large'))).toBeTruthy();
    expect(posts(calls, '/preview')).toHaveLength(0);
  });
});

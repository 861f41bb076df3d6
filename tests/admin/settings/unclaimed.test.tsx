import { screen, waitFor, within } from '@testing-library/react';
import type { UnclaimedNumberView } from '../../../server/src/contracts/parked';
import OperationsPage from '../../../admin/src/pages/Operations/OperationsPage';
import { anAccount } from '../../support/account-view';
import { aList, openNumbers } from '../../support/numbers-page';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { violations } from '../axe';
import { en } from '../../support/words';

const number = (changes: Partial<UnclaimedNumberView> = {}): UnclaimedNumberView => ({
  id: 3,
  phoneNumberId: '209900000000001',
  displayPhoneNumber: '493012345678',
  wabaId: '100',
  isExample: false,
  count: 14,
  more: false,
  firstAt: 1,
  lastAt: Date.now() - 60_000,
  account: null,
  ...changes,
});
const open = (numbers: UnclaimedNumberView[], routes: object = {}) =>
  openNumbers(aList([anAccount()]), { 'GET /whatsapp/parked/numbers': { numbers }, ...routes });

afterEach(() => {
  grantOnly(null);
  notices.length = 0;
});

describe('what waits for numbers that are not connected', () => {
  it('is said with its number, and connecting begins with the ids filled in', async () => {
    const { person } = await open([number()]);
    const notice = await screen.findByTestId('unclaimed-number');
    expect(notice.textContent).toContain(
      en('numbers.unclaimed.title', { n: 14, more: 'other', phone: '+49 30 12345678' })
    );
    expect(await violations()).toEqual([]);
    await person.click(within(notice).getByRole('link', { name: en('numbers.unclaimed.connect') }));
    const field = (name: string) => screen.getByTestId<HTMLInputElement>(`number-${name}`).value;
    await screen.findByTestId('number-wabaId');
    expect([field('wabaId'), field('phoneNumberId')]).toEqual(['100', '209900000000001']);
  });

  it('asks first whether messages of a foreign number are kept, with the number of messages', async () => {
    const { person, calls } = await open([number()], {
      'POST /whatsapp/parked/numbers/3/ignore': { count: 14, left: false },
    });
    await person.click(await screen.findByRole('button', { name: en('numbers.unclaimed.ignore') }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('14 waiting messages are deleted.');
    await person.click(
      within(dialog).getByRole('button', { name: en('numbers.unclaimed.ignore') })
    );
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(calls.some(({ path }) => path.endsWith('/numbers/3/ignore'))).toBe(true);
  });

  it('a number of ours with a new id is named', async () => {
    await open([number({ account: { id: 1, name: 'Shop TR' } })]);
    const notice = await screen.findByTestId('unclaimed-number');
    expect(notice.textContent).toContain('209900000000001');
    expect(notice.textContent).toContain('Shop TR');
  });

  it('on the page of the numbers there is no link to that page, elsewhere there is', async () => {
    const numbers = [number({ account: { id: 1, name: 'Shop TR' } })];
    const routes = { 'GET /whatsapp/parked/numbers': { numbers } };
    await openNumbers(aList([anAccount()]), routes, '/settings/whatsapp/numbers');
    const notice = await screen.findByTestId('unclaimed-number');
    expect(within(notice).queryByRole('link')).toBeNull();
    await open(numbers);
    expect(await screen.findAllByRole('link', { name: en('numbers.unclaimed.open') })).toHaveLength(
      1
    );
  });

  it('a test of Meta’s dashboard is said on the page of the numbers alone', async () => {
    const example = number({ isExample: true, count: 0 });
    await open([example]);
    expect((await screen.findByTestId('webhook-example')).textContent).toContain('arrived');
    const { container } = await renderAdmin(<OperationsPage />, {
      routes: {
        'GET /whatsapp/parked/numbers': { numbers: [example, number({ id: 4 })] },
        'GET /whatsapp/operations': { running: [], waiting: [], recent: [], nextCursor: null },
        'GET /whatsapp/parked/count': { total: 0, more: false, reasons: [] },
      },
    });
    await waitFor(() =>
      expect(container.querySelectorAll('[data-testid="unclaimed-number"]')).toHaveLength(1)
    );
    expect(container.querySelector('[data-testid="webhook-example"]')).toBeNull();
  });
});

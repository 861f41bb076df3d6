import { screen, waitFor } from '@testing-library/react';
import type { HostField, HostTypeView } from '../../../server/src/contracts/records';
import LinkedTypesPage from '../../../admin/src/pages/Settings/LinkedTypesPage';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { aMappingOf } from '../../support/mapping-view';

const field = (path: string, type: string, choices: string[] = []): HostField => ({
  path,
  label: path,
  type,
  sensitive: false,
  required: false,
  related: false,
  choices,
});
const guess = {
  phone: 'phone',
  email: null,
  name: null,
  surname: null,
  language: null,
  town: null,
  birthday: null,
  consent: null,
};
const order: HostTypeView = {
  uid: 'api::order.order',
  label: 'Order',
  hasDrafts: false,
  localized: false,
  fields: [
    field('phone', 'string'),
    field('total', 'decimal'),
    field('state', 'enumeration', ['placed', 'paid']),
    field('paidAt', 'datetime'),
  ],
  guess,
};
const mapping = aMappingOf(order);
const path = '/whatsapp/records/mappings/api%3A%3Aorder.order';

const open = (routes: Routes = {}) =>
  renderAdmin(<LinkedTypesPage />, {
    routes: {
      'GET /whatsapp/records/types': { types: [order], mappings: [mapping] },
      'GET /whatsapp/conversions/settings': { days: 7 },
      'POST /whatsapp/records/check': {
        total: 0,
        checked: 0,
        works: 0,
        withPhone: 0,
        byEmail: 0,
        known: 0,
        problems: [],
        counts: {},
      },
      [`PUT ${path}`]: mapping,
      ...routes,
    },
  });

beforeEach(() => {
  notices.splice(0);
  grantOnly(null);
});
afterEach(() => jest.restoreAllMocks());

describe('entries as conversions', () => {
  it('[A-05] says which entries count, in which state, with which amount', async () => {
    const { person, calls } = await open();
    const choose = async (label: RegExp, option: string) => {
      await person.click(await screen.findByRole('combobox', { name: label }));
      await person.click(await screen.findByRole('option', { name: option }));
    };
    await person.click(await screen.findByTestId('mapping-edit'));
    await person.click(await screen.findByTestId('rule-conversion'));
    await choose(/^Counting condition/, 'state');
    await choose(/^Field value/, 'paid');
    expect(screen.queryByTestId('conversion-currency')).toBeNull();
    await choose(/^Amount/, 'total');
    await person.type(screen.getByTestId('conversion-currency'), 'try');
    await person.click(screen.getByTestId('mapping-save'));
    await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      conversion: {
        event: 'order',
        state: { field: 'state', value: 'paid' },
        value: 'total',
        currency: 'TRY',
        at: null,
      },
    });
  });

  it('[A-05] shows a refusal at the field of the rule', async () => {
    const remedy = 'Write a word of small letters.';
    const { person } = await open({
      [`PUT ${path}`]: refuse(400, { kind: 'invalid', field: 'conversion.event', remedy }),
    });
    await person.click(await screen.findByTestId('mapping-edit'));
    await person.click(await screen.findByTestId('rule-conversion'));
    await person.click(screen.getByTestId('mapping-save'));
    expect((await screen.findAllByText(remedy)).length).toBeGreaterThan(1);
  });

  it('[A-05] sets within how many days a message counts', async () => {
    const { person, calls } = await open({ 'PUT /whatsapp/conversions/settings': { days: 14 } });
    const days = await screen.findByTestId('conversion-days');
    await person.clear(days);
    await person.type(days, '14');
    await person.tab();
    await person.click(screen.getByTestId('conversion-days-save'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ days: 14 })
    );
  });
});

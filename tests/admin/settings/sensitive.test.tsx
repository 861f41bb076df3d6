import { screen, waitFor, within } from '@testing-library/react';
import FieldsPage from '../../../admin/src/pages/Settings/FieldsPage';
import type { CustomField } from '../../../server/src/contracts/contacts';
import type { SensitiveAllowance } from '../../../server/src/contracts/sensitive';
import { violations } from '../axe';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';

const allergy: CustomField = {
  id: 5,
  key: 'allergy',
  kind: 'text',
  label: 'Allergy',
  labelTr: 'Alerji',
  choices: [],
  archived: false,
  sensitive: 'health',
  allowed: ['exports'],
};
const city: CustomField = {
  ...allergy,
  id: 6,
  key: 'city',
  label: 'City',
  labelTr: 'Şehir',
  sensitive: null,
};
const open: SensitiveAllowance = {
  id: 9,
  field: { on: 'custom', key: 'allergy' },
  use: 'exports',
  reason: 'The clinic asks for a file each year',
  by: 'Deniz A.',
  at: Date.UTC(2026, 10, 20, 9),
  withdrawnBy: null,
  withdrawnAt: null,
};
const REASON = 'We must warn people of a recall';

const start = (routes: Routes = {}, locale: 'en' | 'tr' = 'en') =>
  renderAdmin(<FieldsPage />, {
    locale,
    routes: {
      'GET /whatsapp/contact-fields': { fields: [allergy, city] },
      'GET /whatsapp/sensitive-uses': { allowances: [open] },
      'PUT /whatsapp/contact-fields/6': { ...city, sensitive: 'belief' },
      ...routes,
    },
  });

beforeEach(() => {
  notices.splice(0);
  grantOnly(null);
});
afterEach(() => jest.restoreAllMocks());

describe('sensitive fields in the settings', () => {
  it('[X-10] the list has a lock and says what a field is allowed for', async () => {
    await start();
    const [first, second] = await screen.findAllByTestId('field-row');
    expect(within(first as HTMLElement).getByLabelText(en('sensitive.lock'))).toBeTruthy();
    expect(first?.textContent).toContain(
      en('sensitive.kind.allowed', { kind: 'Health', uses: 'Exports' })
    );
    expect(within(second as HTMLElement).queryByLabelText(en('sensitive.lock'))).toBeNull();
  });

  it('[X-10] a field is marked with why it is sensitive', async () => {
    const { person, calls } = await start();
    await person.click(
      await screen.findByRole('button', { name: en('fields.edit', { field: 'City' }) })
    );
    await person.click(await screen.findByRole('combobox', { name: /Sensitivity/ }));
    await person.click(await screen.findByRole('option', { name: en('sensitive.kind.belief') }));
    await person.click(screen.getByTestId('save-field'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        sensitive: 'belief',
      })
    );
  });

  it('[X-10] a use is allowed by a typed reason only, and a refusal stays at the reason', async () => {
    let isRefused = true;
    const { person, calls } = await start({
      'POST /whatsapp/sensitive-uses': () =>
        isRefused ? refuse(409, { kind: 'already-allowed' }) : { ...open, use: 'segments' },
    });
    await person.click(
      await screen.findByRole('button', { name: en('fields.edit', { field: 'Allergy' }) })
    );
    const exports = await screen.findByTestId('sensitive-exports');
    expect(exports.textContent).toContain('Allowed by Deniz A.');
    expect(exports.textContent).toContain(open.reason);
    await person.click(screen.getByRole('button', { name: en('sensitive.allow.segments') }));
    const asked = await screen.findByTestId('sensitive-reason');
    await person.type(asked, 'because');
    await person.click(screen.getByTestId('allow-sensitive'));
    expect(await screen.findByText(en('sensitive.reason.short', { least: '10' }))).toBeTruthy();
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([]);
    await person.clear(asked);
    await person.type(asked, REASON);
    await person.click(screen.getByTestId('allow-sensitive'));
    expect(await screen.findByText(en('error.already-allowed'))).toBeTruthy();
    isRefused = false;
    await person.click(screen.getByTestId('allow-sensitive'));
    await waitFor(() => expect(screen.queryByTestId('sensitive-reason')).toBeNull());
    expect(calls.filter(({ method }) => method === 'POST').at(-1)?.body).toEqual({
      field: { on: 'custom', key: 'allergy' },
      use: 'segments',
      reason: REASON,
    });
    // The form of the field itself was not sent by it.
    expect(calls.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it('[X-10] what was allowed is withdrawn with one press', async () => {
    const { person, calls } = await start({ 'DELETE /whatsapp/sensitive-uses/9': { ok: true } });
    await person.click(
      await screen.findByRole('button', { name: en('fields.edit', { field: 'Allergy' }) })
    );
    await person.click(
      await screen.findByRole('button', {
        name: en('sensitive.withdraw.exports', { label: 'Allergy' }),
      })
    );
    await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });

  it('[X-10] who has no permission sees what is allowed, and can neither allow nor take the mark away', async () => {
    grantOnly(['configure']);
    const { person } = await start();
    await person.click(
      await screen.findByRole('button', { name: en('fields.edit', { field: 'Allergy' }) })
    );
    expect((await screen.findByTestId('sensitive-exports')).textContent).toContain(open.reason);
    expect(screen.queryByRole('button', { name: en('sensitive.allow.segments') })).toBeNull();
    expect(
      screen.queryByRole('button', { name: en('sensitive.withdraw.exports', { label: 'Allergy' }) })
    ).toBeNull();
    await person.click(screen.getByRole('combobox', { name: /Sensitivity/ }));
    const none = await screen.findByRole('option', { name: en('sensitive.kind.none') });
    expect(none.getAttribute('aria-disabled') ?? none.getAttribute('data-disabled')).not.toBeNull();
  });

  it('[X-10] the dialog is readable for a screen reader, in Turkish too', async () => {
    const { person } = await start({}, 'tr');
    await person.click(
      await screen.findByRole('button', { name: tr('fields.edit', { field: 'Alerji' }) })
    );
    await person.click(await screen.findByRole('button', { name: tr('sensitive.allow.messages') }));
    await screen.findByTestId('sensitive-reason');
    expect(await violations()).toEqual([]);
  });
});

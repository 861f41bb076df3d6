import { screen, waitFor, within } from '@testing-library/react';
import { Form } from '@strapi/strapi/admin';
import type {
  HostField,
  HostTypeView,
  LinkedRecord,
  MappingView,
} from '../../../server/src/contracts/records';
import PhoneInput from '../../../admin/src/fields/PhoneInput';
import { checkPhone } from '../../../admin/src/fields/check-phone';
import LinkedTypesPage from '../../../admin/src/pages/Settings/LinkedTypesPage';
import { LinkedRecords } from '../../../admin/src/shared/LinkedRecords';
import enRecords from '../../../admin/src/translations/en/records.json';
import trRecords from '../../../admin/src/translations/tr/records.json';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { aMappingOf } from '../../support/mapping-view';
import { contactOf } from '../../support/message-views';
import { en } from '../../support/words';

const field = (path: string, type = 'string', change: Partial<HostField> = {}): HostField => ({
  path,
  label: path,
  type,
  sensitive: false,
  required: false,
  related: false,
  choices: [],
  ...change,
});

const guess = {
  phone: 'phone',
  email: null,
  name: 'name',
  surname: null,
  language: null,
  town: null,
  birthday: null,
  consent: null,
};
const customer: HostTypeView = {
  uid: 'api::customer.customer',
  label: 'Customer',
  hasDrafts: false,
  localized: false,
  fields: [
    field('phone'),
    field('name'),
    field('city'),
    field('iban', 'string', { sensitive: true }),
    field('stage', 'enumeration', { required: true, choices: ['new', 'won'] }),
  ],
  guess,
};

const aMapping = (change: Partial<MappingView> = {}) =>
  aMappingOf(customer, { linked: 27, people: 17, ...change });

const check = {
  total: 1940,
  checked: 1940,
  works: 1912,
  withPhone: 1900,
  byEmail: 12,
  known: 3,
  problems: [{ documentId: 'd', title: 'Nobody', value: 'call me', reason: 'not-a-number' }],
  counts: {},
};

const open = (mappings: MappingView[], routes: Routes = {}) =>
  renderAdmin(<LinkedTypesPage />, {
    routes: {
      'GET /whatsapp/records/types': { types: [customer], mappings },
      'POST /whatsapp/records/check': check,
      'GET /whatsapp/conversions/settings': { days: 7 },
      ...routes,
    },
  });

const path = '/whatsapp/records/mappings/api%3A%3Acustomer.customer';

beforeEach(() => {
  notices.splice(0);
  grantOnly(null);
});
afterEach(() => jest.restoreAllMocks());

describe('the page of linked content types', () => {
  it('[P-03] links a type with guessed fields, says for how many entries they work, and starts the first sync', async () => {
    const { person, calls } = await open([], {
      [`PUT ${path}`]: aMapping(),
      [`POST ${path}/sync`]: { operationId: 5 },
    });
    await person.click(await screen.findByTestId('add-mapping'));
    await person.click(await screen.findByRole('menuitem', { name: en('message.quote.in') }));
    const answer = await screen.findByTestId('check-result');
    expect(answer.textContent).toContain(
      en('records.check.works', { works: '1,912', checked: '1,940' })
    );
    expect(answer.textContent).toContain('Nobody');
    expect(answer.textContent).toContain(en('records.reason.not-a-number'));
    await person.click(screen.getByTestId('mapping-save'));
    await person.click(await screen.findByTestId('confirm-sync'));
    await waitFor(() => expect(calls.some((call) => call.path === `${path}/sync`)).toBe(true));
    const saved = calls.find((call) => call.method === 'PUT');
    expect(saved?.body).toMatchObject({
      role: 'Customer',
      fields: { phone: 'phone', name: 'name' },
    });
  });

  it('[P-03] shows a refusal at its field and keeps what was typed', async () => {
    const { person } = await open([aMapping()], {
      [`PUT ${path}`]: refuse(400, {
        kind: 'invalid',
        field: 'fields.phone',
        remedy: 'Choose another field.',
      }),
    });
    await person.click(await screen.findByTestId('mapping-edit'));
    expect(await screen.findByText(en('records.change.title', { label: 'Customer' }))).toBeTruthy();
    const role = await screen.findByTestId('mapping-role');
    await person.clear(role);
    await person.type(role, 'Guest');
    await person.click(screen.getByTestId('mapping-save'));
    expect((await screen.findAllByText('Choose another field.')).length).toBeGreaterThan(0);
    expect((role as HTMLInputElement).value).toBe('Guest');
  });

  it('[P-03] asks for the values of required fields before entries are made of strangers', async () => {
    const { person, calls } = await open([aMapping()], { [`PUT ${path}`]: aMapping() });
    await person.click(await screen.findByTestId('mapping-edit'));
    await screen.findByTestId('rule-makesEntries');
    expect(screen.queryByRole('combobox', { name: /stage of new entries/ })).toBeNull();
    await person.click(await screen.findByTestId('rule-makesEntries'));
    await person.click(await screen.findByRole('combobox', { name: /stage of new entries/ }));
    await person.click(await screen.findByRole('option', { name: 'won' }));
    await person.click(screen.getByTestId('mapping-save'));
    await waitFor(() => expect(calls.some((call) => call.method === 'PUT')).toBe(true));
    expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
      makesEntries: true,
      defaults: { stage: 'won' },
    });
  });

  it('[B-25] lets flows change only what is chosen for that, of what messages may use', async () => {
    const used = aMapping({ usable: ['city', 'iban'], reasons: { iban: 'They ask for it often' } });
    const { person, calls } = await open([used], { [`PUT ${path}`]: used });
    await person.click(await screen.findByTestId('mapping-edit'));
    const select = await screen.findByRole('combobox', { name: en('records.writable') });
    await person.click(select);
    const offered = await screen.findAllByRole('option');
    expect(offered.map((one) => one.textContent)).toEqual(['city']);
    await person.click(screen.getByRole('option', { name: 'city' }));
    await person.keyboard('{Escape}');
    await person.click(screen.getByTestId('mapping-save'));
    await waitFor(() => expect(calls.some((call) => call.method === 'PUT')).toBe(true));
    expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ writable: ['city'] });
  });

  describe('that carry consent', () => {
    const rule = {
      ...{
        uid: customer.uid,
        carries: false,
        texts: { en: '', tr: '' },
        version: 0,
        by: null,
        at: null,
      },
      ...{ people: 17, decides: 12, isStrict: true },
    };
    const carried = '/whatsapp/carried-consent';

    it('[O-33] need words in both languages, and are asked about with the number of people before they are switched on', async () => {
      const { person, calls } = await open([aMapping()], {
        [`GET ${carried}`]: rule,
        [`PUT ${carried}`]: { ...rule, carries: true, version: 1 },
      });
      const puts = () => calls.filter((call) => call.method === 'PUT');
      await person.click(await screen.findByTestId('mapping-carries'));
      const box = await screen.findByTestId('carried-on');
      expect(screen.getByText(en('records.carries.law'))).toBeTruthy();
      expect(screen.getByTestId('carried-count').textContent).toContain('12');
      await person.click(box);
      await person.type(screen.getByTestId('carried-en'), 'I agree.');
      await person.click(screen.getByTestId('carried-save'));
      expect(await screen.findByText(en('records.carries.missing'))).toBeTruthy();
      await person.type(screen.getByTestId('carried-tr'), 'Kabul ediyorum.');
      await person.click(screen.getByTestId('carried-save'));
      const confirm = await screen.findByTestId('carried-confirm');
      expect(confirm.textContent).toContain('12');
      expect(puts()).toEqual([]);
      await person.click(confirm);
      await waitFor(() => expect(puts()).toHaveLength(1));
      expect(puts()[0]?.body).toEqual({
        uid: customer.uid,
        carries: true,
        texts: { en: 'I agree.', tr: 'Kabul ediyorum.' },
        from: { version: 0, carries: false },
      });
    });

    it('[O-33] say by which version, and that other words make another', async () => {
      const texts = { en: 'I agree.', tr: 'Kabul ediyorum.' };
      const on = { ...rule, texts, carries: true, version: 2, by: 'Ada', at: 1_700_000_000_000 };
      const { person } = await open([aMapping({ carriedVersion: 2 })], {
        [`GET ${carried}`]: { ...on, isStrict: false },
        [`PUT ${carried}`]: refuse(409, { kind: 'changed-meanwhile' }),
      });
      const card = await screen.findByTestId('card-carries');
      expect(card.textContent).toBe(en('records.card.carries', { version: 2 }));
      await person.click(screen.getByTestId('mapping-carries'));
      const words = await screen.findByTestId('carried-en');
      expect(screen.getByText(en('records.carries.lenient'))).toBeTruthy();
      const version = screen.getByTestId('carried-version');
      expect(version.textContent).toContain('Ada');
      await person.type(words, ' Really.');
      expect(version.textContent).toContain(en('records.carries.next', { version: 3 }));
      await person.click(screen.getByTestId('carried-save'));
      await waitFor(() =>
        expect(notices.map(({ message }) => message).join()).toContain(
          en('error.changed-meanwhile')
        )
      );
      expect((words as HTMLTextAreaElement).value).toBe('I agree. Really.');
    });
  });

  it('[X-10] marks a field as sensitive, which then needs no other reason to be named, and shows what it is allowed for', async () => {
    const marked = aMapping({ usable: ['iban'], marks: { city: 'ethnic-origin' } });
    const { person, calls } = await open([marked], {
      'GET /whatsapp/sensitive-uses': { allowances: [] },
      [`PUT ${path}`]: marked,
    });
    await person.click(await screen.findByTestId('mapping-edit'));
    const [city] = await screen.findAllByTestId('marked-field');
    expect(await within(city as HTMLElement).findByTestId('sensitive-segments')).toBeTruthy();
    expect(
      screen.getByLabelText(new RegExp(en('records.reason-field', { label: 'iban' })))
    ).toBeTruthy();
    await person.click(screen.getByRole('combobox', { name: en('records.marks.add') }));
    const markable = await screen.findAllByRole('option');
    expect(markable.map((one) => one.textContent)).toEqual(['iban', 'stage']);
    await person.click(screen.getByRole('option', { name: 'iban' }));
    expect(
      screen.queryByLabelText(new RegExp(en('records.reason-field', { label: 'iban' })))
    ).toBeNull();
    await person.click(screen.getByTestId('mapping-save'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
        marks: { city: 'ethnic-origin', iban: 'other' },
      })
    );
  });

  it('[P-18] exposes fields of related entries to filters, and shows which of them are gone', async () => {
    const exposing = aMapping({ reach: ['owner.name'] });
    const { person, calls } = await open([exposing], {
      'GET /whatsapp/records/types/api%3A%3Acustomer.customer/reach': {
        fields: [
          {
            path: 'orders.products.title',
            label: 'Orders › Products › Title',
            type: 'string',
            choices: [],
          },
        ],
      },
      [`PUT ${path}`]: exposing,
    });
    await person.click(await screen.findByTestId('mapping-edit'));
    const select = await screen.findByRole('combobox', { name: new RegExp(en('records.reach')) });
    await waitFor(() => expect(select.getAttribute('aria-disabled')).not.toBe('true'));
    await person.click(select);
    await person.click(
      await screen.findByRole('option', { name: en('records.reach.gone', { path: 'owner.name' }) })
    );
    await person.click(await screen.findByRole('option', { name: 'Orders › Products › Title' }));
    await person.keyboard('{Escape}');
    await person.click(screen.getByTestId('mapping-save'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({
        reach: ['orders.products.title'],
      })
    );
  });

  it('[P-03] says what removing does with the numbers of entries and people, and does it', async () => {
    const { person, calls } = await open([aMapping()], { [`DELETE ${path}`]: { ok: true } });
    await person.click(await screen.findByRole('button', { name: en('records.unlink.confirm') }));
    expect(screen.getByTestId('mapping-card').textContent).toContain(
      en('records.card.linked', { count: 27, people: 17 })
    );
    expect(await screen.findByText(/27 entries of 17 contacts are unlinked/)).toBeTruthy();
    await person.click(screen.getByTestId('confirm-remove'));
    await waitFor(() => expect(calls.some((call) => call.method === 'DELETE')).toBe(true));
  });

  it('[P-03] tells of changes that could not be followed and of a type that is gone', async () => {
    await open([aMapping({ waiting: 3, exists: false })]);
    const card = await screen.findByTestId('mapping-card');
    expect(card.textContent).toContain(en('records.card.waiting', { count: 3 }));
    expect(card.textContent).toContain('no longer exists');
    expect((within(card).getByTestId('mapping-sync') as HTMLButtonElement).disabled).toBe(true);
  });

  it('[O-17] lists entries whose yes is not counted, and records what their contact said', async () => {
    const entry = { documentId: 'd', title: 'Typed Once', url: '/content-manager/d', at: 1_000 };
    const { person, calls } = await open([aMapping({ moved: 2 })], {
      [`GET ${path}/moved`]: { total: 2, entries: [{ ...entry, contact: contactOf(7) }] },
      'POST /whatsapp/contacts/7/consent': contactOf(7),
    });
    await screen.findByText(en('records.card.moved', { count: 2 }));
    await person.click(screen.getByTestId('mapping-moved'));
    const row = await screen.findByTestId('moved-entry');
    expect(within(row).getByRole('link', { name: 'Typed Once' })).toBeTruthy();
    expect(screen.getByText(en('records.moved.more', { count: 1 }))).toBeTruthy();
    await person.click(within(row).getByText(en('contacts.record.button')));
    await person.click(screen.getByRole('radio', { name: en('contacts.record.optIn') }));
    await person.type(screen.getByLabelText(/^Source/), 'phone call');
    await person.type(screen.getByLabelText(/^Proof/), 'said so');
    await person.click(screen.getByTestId('save-consent'));
    // Card and list leave the contact out from then on.
    const asked = (to: string) => calls.filter((call) => call.path.endsWith(to));
    await waitFor(() =>
      expect([asked('/moved').length, asked('/records/types').length]).toEqual([2, 2])
    );
    const said = { action: 'opt-in', category: 'marketing', source: 'phone call' };
    expect(asked('/contacts/7/consent')[0]).toMatchObject({ method: 'POST', body: said });
  });

  it('shows what failed with a way to try again', async () => {
    await renderAdmin(<LinkedTypesPage />, {
      routes: { 'GET /whatsapp/records/types': refuse(503, { kind: 'restarting' }) },
    });
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: /try again|retry/i })).toBeTruthy();
  });

  it('has the same words in Turkish', () => {
    expect(Object.keys(trRecords)).toEqual(Object.keys(enRecords));
  });
});

const record: LinkedRecord = {
  id: 4,
  uid: customer.uid,
  documentId: 'abc',
  role: 'Customer',
  label: 'Customer',
  title: 'Ayşe Kaya',
  url: `/content-manager/collection-types/${customer.uid}/abc`,
  fields: [
    { path: 'city', label: 'City', type: 'string', value: 'İzmir', locked: false },
    { path: 'tier', label: 'Tier', type: 'string', value: null, locked: false },
  ],
  byHand: false,
  linkedAt: 1,
};

describe('the records of a person', () => {
  const types = [{ uid: customer.uid, role: 'Customer' }];
  const show = (links: LinkedRecord[], routes: Routes = {}) =>
    renderAdmin(<LinkedRecords contactId={9} />, {
      routes: { 'GET /whatsapp/records/links': { links, types }, ...routes },
    });

  it('[C-21] shows title, chosen fields and the way to the entry', async () => {
    await show([record]);
    const one = await screen.findByTestId('linked-record');
    expect(within(one).getByRole('link', { name: 'Ayşe Kaya' }).getAttribute('href')).toBe(
      record.url
    );
    expect(one.textContent).toContain('İzmir');
    expect(one.textContent).not.toContain('Tier');
  });

  it('[X-10] shows a lock in place of a value that the reader may not see', async () => {
    const fields = [{ path: 'city', label: 'City', type: 'string', value: null, locked: true }];
    await show([{ ...record, fields }]);
    const one = await screen.findByTestId('linked-record');
    expect(one.textContent).toContain('City');
    expect(within(one).getByTestId('hidden-sensitive').textContent).toBe('Hidden: sensitive');
  });

  it('[C-22] links an entry by hand and takes one off after asking', async () => {
    const { person, calls } = await show([record], {
      'GET /whatsapp/records/entries': {
        entries: [
          { documentId: 'x', title: 'Otel', detail: '+90 232', contact: { id: 2, name: 'Can' } },
        ],
      },
      'POST /whatsapp/records/links': { ok: true },
      'DELETE /whatsapp/records/links/4': { ok: true },
    });
    await person.click(await screen.findByTestId('link-record'));
    const entry = await screen.findByTestId('record-entry');
    expect(entry.textContent).toContain('Linked to Can');
    await person.click(within(entry).getByRole('button', { name: en('records.link.button') }));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
        contactId: 9,
        uid: customer.uid,
        documentId: 'x',
      })
    );
    await person.click(
      screen.getByRole('button', { name: en('records.links.unlink', { title: 'Ayşe Kaya' }) })
    );
    await person.click(await screen.findByTestId('confirm-unlink'));
    await waitFor(() => expect(calls.some((call) => call.method === 'DELETE')).toBe(true));
  });

  it('[C-22] offers no change to somebody who may only look', async () => {
    grantOnly(['browse']);
    await show([record]);
    await screen.findByTestId('linked-record');
    expect(screen.queryByTestId('link-record')).toBeNull();
    expect(
      screen.queryByRole('button', { name: en('records.links.unlink', { title: 'Ayşe Kaya' }) })
    ).toBeNull();
  });
});

describe('the custom field “WhatsApp number”', () => {
  const show = (routes: Routes = {}, at = '/') =>
    renderAdmin(
      <Form method="POST" initialValues={{ phone: '' }} onSubmit={() => undefined}>
        {() => <PhoneInput name="phone" label="Phone" />}
      </Form>,
      { at, routes }
    );
  const known = { id: 3, name: 'Ayşe Kaya', marketing: 'in', blocked: false };
  const nobody = {
    ...{ e164: '+905321234567', country: 'TR', problem: null, meant: [] },
    ...{ remarks: [], contact: null },
  };

  it('[P-03] says whether the number is a contact and opted in, with the way to it', async () => {
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        e164: '+905321234567',
        problem: null,
        meant: [],
        remarks: [],
        contact: known,
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '0532 123 45 67');
    const link = await screen.findByRole('link', { name: 'Ayşe Kaya' });
    expect(link.getAttribute('href')).toContain('contacts?contact=3');
    expect(screen.getByTestId('phone-facts').textContent).toContain(en('state.marketing.in'));
  });

  it('[P-03] calls a contact without a name by the number', async () => {
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        e164: '+905321234567',
        problem: null,
        meant: [],
        remarks: [],
        contact: { ...known, name: '+905321234567' },
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '0532 123 45 67');
    expect(await screen.findByRole('link', { name: '+90 532 123 45 67' })).toBeTruthy();
  });

  it('[P-03] says that the number belongs to nobody yet', async () => {
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        e164: '+905321234567',
        problem: null,
        meant: [],
        remarks: [],
        contact: null,
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '0532 123 45 67');
    expect(await screen.findByText(/not a contact yet/)).toBeTruthy();
  });

  it('[P-03] leads to the link of its content type, without which nobody can be written to from the entry', async () => {
    const routes = {
      'GET /whatsapp/records/phone': nobody,
      'GET /whatsapp/records/mapped': {
        types: [{ uid: 'api::customer.customer', role: 'Customer' }],
      },
    };
    const open = async (uid: string) => {
      const { person, ...view } = await show(routes, `/content-manager/collection-types/${uid}/x`);
      await person.type(screen.getByRole('textbox'), '0532 123 45 67');
      await screen.findByText(/not a contact yet/);
      return view;
    };
    const words = en('records.phone.link-type');
    const lead = await open('api::lead.lead');
    const link = await screen.findByRole('link', { name: words });
    expect(link.getAttribute('href')).toBe('/settings/whatsapp/linked-types');
    lead.unmount();
    const { calls } = await open('api::customer.customer');
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/mapped'))).toBe(true));
    expect(screen.queryByRole('link', { name: words })).toBeNull();
  });

  it('[P-03] says what may have been meant by digits of another country', async () => {
    const meant = ['+44 7400 123456'];
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        ...{ e164: null, problem: 'other-country', meant },
        ...{ remarks: [], contact: null },
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '447400123456');
    const words = en('records.phone.meant', { numbers: '+44 7400 123456' });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('[P-03] says what to check in a number that was read', async () => {
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        ...{ e164: '+905991234567', country: 'TR', problem: null, meant: [] },
        ...{ remarks: ['unknown-range'], contact: known },
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '0599 123 45 67');
    const words = en('records.phone.remark.unknown-range', {
      phone: '+905991234567',
      country: 'Türkiye',
    });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it.each(['+1 647 555 0123', '+44 7400 123456', '+90 532 123 45 67', '+972 52 123 4567'])(
    '[P-03] asks the server for %s as it was typed',
    async (typed) => {
      const { person, calls } = await show({ 'GET /whatsapp/records/phone': nobody });
      await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), typed);
      await screen.findByText(/not a contact yet/);
      expect(calls.map(({ query }) => query.get('value'))).toEqual([typed]);
    }
  );

  it('[P-03] says one mistake at a time', async () => {
    const refused = { phone: 'phone: Refused.' };
    await renderAdmin(
      <Form
        method="POST"
        initialValues={{ phone: '532 123' }}
        initialErrors={refused}
        onSubmit={() => undefined}
      >
        {() => <PhoneInput name="phone" label="Phone" />}
      </Form>,
      {
        routes: {
          'GET /whatsapp/records/phone': {
            ...{ ...nobody, e164: null, country: 'CA', problem: 'not-valid' },
          },
        },
      }
    );
    expect(await screen.findByText(refused.phone)).toBeTruthy();
    const words = en('records.phone.not-here', { country: 'Canada' });
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByText(refused.phone)).toBeNull();
    const field = screen.getByLabelText(en('campaigns.text.variable.phone'));
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('[P-03] says at the field what is no number, without asking the server', async () => {
    const { person, calls } = await show();
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), 'call me');
    expect(await screen.findByText(/Type digits/)).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('[P-03] says why the server reads no number', async () => {
    const { person } = await show({
      'GET /whatsapp/records/phone': {
        ...{ e164: null, problem: 'country-missing', meant: [] },
        ...{ remarks: [], contact: null },
      },
    });
    await person.type(screen.getByLabelText(en('campaigns.text.variable.phone')), '532 123');
    expect(await screen.findByText(en('records.phone.country-missing'))).toBeTruthy();
  });

  it('[P-03] refuses in the browser only what has no digit of any script', () => {
    expect(checkPhone('0532 123 45 67')).toBeNull();
    expect(checkPhone('0532 123 45 67 / 0533 765 43 21')).toBeNull();
    expect(checkPhone('٠٥٣٢١٢٣٤٥٦٧')).toBeNull();
    expect(checkPhone('0\ufe0f5\ufe0f3\ufe0f2\ufe0f1234567')).toBeNull();
    expect(checkPhone('call me')).toBe('not-a-number');
    expect(checkPhone('\u202a')).toBe('not-a-number');
    expect(checkPhone('')).toBeNull();
  });
});

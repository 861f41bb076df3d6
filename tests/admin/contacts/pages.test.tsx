import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import ContactsPage from '../../../admin/src/pages/Contacts/ListPage';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { contact } from '../../unit/admin/campaigns/builders';
import { refusal, renderAdmin, serve } from '../campaigns/render';

jest.mock('@strapi/strapi/admin', () => jest.requireActual('../campaigns/strapi-admin'));

const { denied } = jest.requireMock<{ denied: Set<string> }>('@strapi/strapi/admin');

const people = [
  contact({ id: 1, name: 'Ayşe Kaya', consent: { marketing: 'in', utility: 'in' } }),
  contact({
    id: 2,
    name: 'Can Demir',
    phone: null,
    waId: null,
    username: 'can',
    consent: { marketing: 'out', utility: 'in' },
  }),
];
const vip = {
  id: 7,
  name: 'VIP',
  description: null,
  members: 1204,
  messageable: 1150,
  createdAt: 1_700_000_000_000,
};

type Routes = Parameters<typeof serve>[0];

const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/contacts': () => ({ body: { contacts: people, nextCursor: null } }),
  'GET /whatsapp/contacts/count': () => ({ body: { total: 48210 } }),
  'GET /whatsapp/groups': () => ({ body: { groups: [vip] } }),
  'GET /whatsapp/contacts/1': () => ({
    body: {
      contact: people[0],
      groups: [{ id: 7, name: 'VIP' }],
      consentEvents: [
        {
          id: 1,
          category: 'marketing',
          action: 'opt-in',
          source: 'shop',
          evidence: 'form 12',
          actor: 'Deniz',
          at: 1_700_000_000_000,
        },
      ],
    },
  }),
  ...more,
});

const open = (page: React.ReactElement, more: Routes = {}, path = '/') => {
  const calls = serve(routes(more));
  renderAdmin(page, { path });
  return { calls, user: userEvent.setup() };
};

const bodyOf = (
  calls: { method: string; path: string; body: unknown }[],
  method: string,
  path: string
) => calls.find((c) => c.method === method && c.path === path)?.body;

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the contacts', () => {
  it('[P-01] are listed with number or username and consent in words; the count follows', async () => {
    open(<ContactsPage />);
    const [first, second] = await screen.findAllByTestId('contact-row');
    expect(first?.textContent).toContain('+905321234567');
    expect(first?.textContent).toContain('Opted in');
    expect(second?.textContent).toContain('@can');
    expect(second?.textContent).toContain('Opted out');
    expect(await screen.findByText('48,210 people')).toBeTruthy();
  });

  it('[P-01] are created with name and number; a refusal stands at its field and keeps what was typed', async () => {
    const { calls, user } = open(
      <ContactsPage />,
      { 'POST /whatsapp/contacts': () => refusal(409, 'contact-exists', { field: 'phone' }) },
      '/?contact=new'
    );
    await user.type(await screen.findByTestId('contact-name'), 'Zeynep');
    await user.click(screen.getByTestId('save-contact'));
    expect(screen.getByText('Write a phone number.')).toBeTruthy();
    expect(bodyOf(calls, 'POST', '/whatsapp/contacts')).toBeUndefined();
    await user.type(screen.getByTestId('contact-phone'), '0532 111 22 33');
    await user.click(screen.getByTestId('save-contact'));
    expect(await screen.findByText(/There is a contact with this number already/)).toBeTruthy();
    expect(screen.getByTestId('contact-phone')).toHaveProperty('value', '0532 111 22 33');
    expect(bodyOf(calls, 'POST', '/whatsapp/contacts')).toMatchObject({
      name: 'Zeynep',
      phone: '0532 111 22 33',
    });
  });

  it('asks before typed changes are lost', async () => {
    const { user } = open(<ContactsPage />, {}, '/?contact=1');
    await user.type(await screen.findByTestId('contact-name'), '!');
    await user.keyboard('{Escape}');
    expect(await screen.findByText('Leave without saving?')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('contact-name')).toHaveProperty('value', 'Ayşe Kaya!');
  });

  it('record a consent only with answer, place and proof, and show the ledger', async () => {
    const { calls, user } = open(
      <ContactsPage />,
      { 'POST /whatsapp/contacts/1/consent': () => ({ body: {} }) },
      '/?contact=1'
    );
    await user.click(await screen.findByRole('tab', { name: 'Consent' }));
    expect(screen.getByTestId('consent-ledger').textContent).toContain('form 12');
    await user.click(screen.getByTestId('record-consent'));
    const save = screen.getByTestId('save-consent');
    expect(save).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('radio', { name: 'No, wants none of these messages' }));
    await user.type(screen.getByRole('textbox', { name: /Where was it said/ }), 'phone call');
    expect(save).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox', { name: /What proves it/ }), 'note 3');
    await user.click(save);
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/contacts/1/consent')).toEqual({
        category: 'marketing',
        action: 'opt-out',
        source: 'phone call',
        evidence: 'note 3',
      })
    );
  });

  it('[P-05] go into a group together, with their number on the button', async () => {
    const { calls, user } = open(<ContactsPage />, {
      'POST /whatsapp/groups/7/members': () => ({ body: { changed: 2 } }),
    });
    await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }));
    await user.click(screen.getByTestId('add-to-group'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('combobox'));
    await user.click(await screen.findByRole('option', { name: 'VIP (1,204)' }));
    await user.click(screen.getByRole('button', { name: 'Add 2 to VIP' }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/members')).toEqual({ contactIds: [1, 2] })
    );
  });

  it('show an error with Retry and never an empty list in its place', async () => {
    open(<ContactsPage />, { 'GET /whatsapp/contacts': () => refusal(500, 'server') });
    expect(await screen.findByRole('button', { name: 'Retry' })).toBeTruthy();
    expect(screen.queryByText(/No people yet/)).toBeNull();
  });

  it('have no button that fails for who may only look', async () => {
    denied.add('canEdit').add('canChange');
    open(<ContactsPage />, {}, '/?contact=1');
    expect(await screen.findByTestId('contact-name')).toHaveProperty('disabled', true);
    for (const id of ['new-contact', 'save-contact', 'record-consent'])
      expect(screen.queryByTestId(id)).toBeNull();
    expect(screen.queryByRole('checkbox', { hidden: true })).toBeNull();
  });
});

describe('the groups', () => {
  it('[P-04] are made with a name and an optional description', async () => {
    const { calls, user } = open(<GroupsPage />, {
      'POST /whatsapp/groups': () => ({ body: { ...vip, id: 8, name: 'New' } }),
    });
    await user.click(await screen.findByTestId('new-group'));
    await user.click(screen.getByTestId('save-group'));
    expect(screen.getByText('Write a name.')).toBeTruthy();
    await user.type(screen.getByTestId('group-name'), 'New');
    await user.click(screen.getByTestId('save-group'));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups')).toEqual({ name: 'New', description: null })
    );
  });

  it('tell how many people they hold and how many may get marketing', async () => {
    open(<GroupsPage />);
    const row = await screen.findByTestId('group-row');
    expect(row.textContent).toContain('1,204');
    expect(
      within(row).getByRole('progressbar', { name: '1,150 of 1,204 may get marketing' })
    ).toBeTruthy();
  });

  it('are deleted only after a yes that names the number', async () => {
    const { calls, user } = open(<GroupsPage />, {
      'DELETE /whatsapp/groups/7': () => ({ body: { ok: true } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Delete VIP' }));
    expect(
      screen.getByText('The list of 1,204 people goes; the people stay in Contacts.')
    ).toBeTruthy();
    expect(calls.some((c) => c.method === 'DELETE')).toBe(false);
    await user.click(screen.getByTestId('confirm-delete-group'));
    await waitFor(() => expect(calls.some((c) => c.method === 'DELETE')).toBe(true));
  });

  it('[P-05] lose a person at once and take them back with Undo', async () => {
    const { calls, user } = open(
      <GroupsPage />,
      {
        'POST /whatsapp/groups/7/members/remove': () => ({ body: { changed: 1 } }),
        'POST /whatsapp/groups/7/members': () => ({ body: { changed: 1 } }),
      },
      '/?members=7'
    );
    await user.click(await screen.findByRole('button', { name: 'Take out Ayşe Kaya' }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/members/remove')).toEqual({
        contactIds: [1],
      })
    );
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/members')).toEqual({ contactIds: [1] })
    );
  });
});

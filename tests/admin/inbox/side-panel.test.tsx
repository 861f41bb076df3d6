import { fireEvent, screen, waitFor } from '@testing-library/react';
import { ContactPanel } from '../../../admin/src/pages/Inbox/components/ContactPanel';
import { grantOnly } from '../../support/strapi-admin';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { contactOf, conversationOf } from '../../support/message-views';

jest.mock('@strapi/strapi/admin', () =>
  jest
    .requireActual<typeof import('../../support/strapi-admin')>('../../support/strapi-admin')
    .strapiAdmin()
);

const CHANGE = 'PUT /whatsapp/conversations/1';
const CONSENT = 'POST /whatsapp/conversations/1/consent';

const media = {
  kind: 'document' as const,
  mime: 'application/pdf',
  filename: 'sipariş.pdf',
  voice: false,
  url: '/whatsapp/messages/4/media',
  sizeBytes: 2_000,
};
const body = {
  type: 'document',
  text: null,
  header: null,
  footer: null,
  buttons: [],
  media,
  location: null,
  contacts: [],
};

const open = async (routes: Routes = {}) => {
  let changes = 0;
  const conversation = conversationOf(1, {
    contact: contactOf(1, { tags: ['vip'] }),
    origin: 'ad',
    referral: {
      sourceType: 'ad',
      sourceId: '1',
      sourceUrl: 'https://fb.me/x',
      headline: 'Yaz indirimi',
      body: null,
    },
  });
  const view = await renderAdmin(
    <ContactPanel conversation={conversation} onChanged={() => (changes += 1)} />,
    {
      locale: 'en',
      routes: {
        'GET /whatsapp/conversations/1/about': {
          groups: [{ id: 1, name: 'Toptancılar' }],
          campaigns: [{ id: 5, name: 'Bahar', at: 1_700_000_000_000, state: 'read' }],
          files: [{ messageId: 4, at: 1_700_000_000_000, body }],
        },
        'GET /whatsapp/tags': { tags: [{ id: 1, name: 'iade', color: null, people: 2 }] },
        'GET /whatsapp/tasks': { tasks: [], nextCursor: null },
        'GET /whatsapp/contacts/1/records': { links: [], types: [] },
        [CHANGE]: conversation,
        [CONSENT]: conversation,
        ...routes,
      },
    }
  );
  return { ...view, changes: () => changes };
};

describe('what is known of the person, beside the thread', () => {
  afterEach(() => grantOnly(null));

  it('[C-30] shows groups, campaigns with what became of them, and files', async () => {
    await open();
    expect(await screen.findByText('Toptancılar')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bahar' }).getAttribute('href')).toMatch(
      /campaigns\/5/
    );
    expect(screen.getByText(/sipariş\.pdf · 2/)).toBeTruthy();
  });

  it('[C-27] [C-29] says how it began, with the words of the ad', async () => {
    await open();
    expect(screen.getByText('Ad')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Yaz indirimi/ }).getAttribute('href')).toBe(
      'https://fb.me/x'
    );
  });

  it('[C-25] a press takes a tag away', async () => {
    const { calls, changes } = await open();
    fireEvent.click(screen.getByRole('button', { name: /vip/ }));
    await waitFor(() => expect(changes()).toBe(1));
    expect(calls.find(({ path, method }) => `${method} ${path}` === CHANGE)?.body).toEqual({
      tags: { add: [], remove: ['vip'] },
    });
  });

  it('[C-32] records what was asked for, with what proves it', async () => {
    const { calls, changes } = await open();
    fireEvent.click(screen.getByTestId('record-change'));
    const save = await screen.findByTestId('save-change');
    expect(save.hasAttribute('disabled')).toBe(true);
    fireEvent.change(screen.getByLabelText(/What was said/), {
      target: { value: 'kampanya istemiyorum' },
    });
    fireEvent.click(save);
    await waitFor(() => expect(changes()).toBe(1));
    expect(calls.find(({ path, method }) => `${method} ${path}` === CONSENT)?.body).toEqual({
      category: 'marketing',
      action: 'opt-out',
      source: 'Chat',
      evidence: 'kampanya istemiyorum',
    });
  });

  it('[X-05] who may only read sees no button that fails', async () => {
    grantOnly(['read', 'browse']);
    await open();
    expect(await screen.findByText('Toptancılar')).toBeTruthy();
    expect(screen.queryByTestId('record-change')).toBeNull();
    expect(screen.queryByLabelText('Add a tag')).toBeNull();
  });

  it('says so when it cannot be read, and tries again', async () => {
    let answers = 0;
    await open({
      'GET /whatsapp/conversations/1/about': () => {
        answers += 1;
        throw new Error('network');
      },
    });
    const again = await screen.findByRole('button', { name: /Try again|Retry/ });
    fireEvent.click(again);
    await waitFor(() => expect(answers).toBeGreaterThan(1));
  });
});

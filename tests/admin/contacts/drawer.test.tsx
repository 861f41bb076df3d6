import { screen, within } from '@testing-library/react';
import { ContactDrawer } from '../../../admin/src/pages/Contacts/components/ContactDrawer';
import type { TimelineEntry } from '../../../server/src/contracts/timeline';
import { contactOf, conversationOf } from '../../support/message-views';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';

const at = 1_700_000_000_000;
const entry = (kind: TimelineEntry['kind'], change: Partial<TimelineEntry>): TimelineEntry => ({
  key: `${kind} 1`,
  kind,
  at,
  who: null,
  subject: null,
  detail: null,
  target: null,
  ...change,
});
const newest = [
  entry('campaign', {
    subject: 'Autumn',
    detail: 'read',
    target: { page: 'campaign', id: 9 },
  }),
  entry('opted-out', { subject: 'phone call', detail: 'marketing', who: 'Deniz A.' }),
  entry('linked', {
    subject: 'Ayşe Kaya',
    detail: 'Customer',
    target: { page: 'entry', url: '/content-manager/collection-types/api::c.c/x' },
  }),
];
const older = [entry('added', { detail: 'import' })];

const open = (locale = 'en') =>
  renderAdmin(<ContactDrawer id={1} onClose={() => undefined} />, {
    locale,
    routes: {
      'GET /whatsapp/contacts/1': {
        contact: contactOf(1, { tags: ['vip'] }),
        groups: [],
        wishes: {
          topicsRefused: [],
          channels: [{ key: '*', channel: 'email' }],
          frequency: null,
          pausedUntil: null,
        },
        dataConsents: [],
        consentEvents: [],
      },
      'GET /whatsapp/tags': { tags: [{ id: 1, name: 'vip', color: 'success', people: 2 }] },
      'GET /whatsapp/contact-fields': { fields: [] },
      'GET /whatsapp/agents': { agents: [], me: 1 },
      'GET /whatsapp/records/links': { links: [], types: [] },
      'GET /whatsapp/conversations': ({ query }: { query: URLSearchParams }) => ({
        conversations:
          query.get('contactId') === '1' && query.get('status') === 'all'
            ? [
                conversationOf(4, { accountName: 'Shop TR', status: 'closed' }),
                conversationOf(5, { accountName: 'Depot' }),
              ]
            : [],
        nextCursor: null,
        unreadTotal: 0,
      }),
      'GET /whatsapp/contacts/1/timeline': ({ query }: { query: URLSearchParams }) =>
        query.get('before') === null
          ? { entries: newest, nextBefore: at }
          : { entries: older, nextBefore: null },
    },
  });

describe('the drawer of a person', () => {
  afterEach(() => grantOnly(null));

  it('[P-01] lists their conversation with each number and the way into it', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('tab', { name: 'Conversations' }));
    const rows = await screen.findAllByTestId('contact-conversation');
    expect(rows).toHaveLength(2);
    const [first] = rows;
    expect(first?.textContent).toContain('Closed');
    const link = within(first as HTMLElement).getByRole('link', { name: 'Shop TR' });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/inbox?c=4');
  });

  it('[P-01] tells what happened, newest first, and what is older when asked', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('tab', { name: 'Timeline' }));
    const [campaign, consent, linked] = await screen.findAllByTestId('timeline-entry');
    expect(campaign?.textContent).toContain('Campaign message: Autumn');
    expect(campaign?.textContent).toContain('Read');
    expect(consent?.textContent).toContain('Opted out: Marketing');
    expect(consent?.textContent).toContain('phone call · by Deniz A.');
    const way = within(linked as HTMLElement).getByRole('link', {
      name: 'Linked with Customer: Ayşe Kaya',
    });
    expect(way.getAttribute('href')).toBe('/content-manager/collection-types/api::c.c/x');
    await person.click(screen.getByRole('button', { name: 'Show older' }));
    expect((await screen.findByText(/Import$/)).closest('li')?.textContent).toContain(
      'Added to contacts'
    );
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  });

  it('[X-05] has no conversations and no link to a campaign for who may see neither', async () => {
    grantOnly(['contactBrowse']);
    const { person } = await open('tr');
    await person.click(await screen.findByRole('tab', { name: 'Geçmiş' }));
    const [campaign] = await screen.findAllByTestId('timeline-entry');
    expect(campaign?.textContent).toContain('Kampanya mesajı: Autumn');
    expect(within(campaign as HTMLElement).queryByRole('link')).toBeNull();
    const tabs = screen.getAllByRole('tab').map((tab) => tab.textContent);
    expect(tabs).toEqual(['Bilgiler', 'İzin', 'Geçmiş']);
  });

  it('[C-25] shows a tag in its colour', async () => {
    await open();
    const tag = await screen.findByText('vip');
    expect(tag.parentElement?.querySelector('[data-color="success"]')).not.toBeNull();
  });
});

import userEvent from '@testing-library/user-event';
import { contact } from '../../unit/admin/campaigns/builders';
import { renderAdmin, serve } from '../campaigns/render';

export const people = [
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
export const vip = {
  id: 7,
  name: 'VIP',
  description: null,
  members: 1204,
  messageable: 1150,
  optedOut: 3,
  inactive: 12,
  unreachable: 0,
  createdAt: 1_700_000_000_000,
  changedAt: 1_700_000_000_000,
};
export const facets = {
  tags: [{ id: 1, name: 'vip', color: null, people: 31 }],
  languages: [{ value: 'tr', people: 40 }],
  countries: [],
  sources: [],
  origins: [{ value: 'campaign', people: 4 }],
  quality: [{ value: 'no-email', people: 7 }],
  team: [{ id: 5, name: 'Deniz A.' }],
  fields: [],
  linked: [],
  links: [],
};

type Routes = Parameters<typeof serve>[0];

export const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/contacts': () => ({ body: { contacts: people, nextCursor: null } }),
  'POST /whatsapp/people/search': () => ({ body: { contacts: people, nextCursor: null } }),
  'POST /whatsapp/people/count': () => ({ body: { total: 48210 } }),
  'GET /whatsapp/people/facets': () => ({ body: facets }),
  'GET /whatsapp/people/views': () => ({ body: { views: [] } }),
  'GET /whatsapp/tags': () => ({ body: { tags: facets.tags } }),
  'GET /whatsapp/contact-fields': () => ({ body: { fields: [] } }),
  'GET /whatsapp/message-topics': () => ({
    body: { topics: [{ key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' }] },
  }),
  'GET /whatsapp/groups': () => ({ body: { groups: [vip] } }),
  'GET /whatsapp/contacts/1': () => ({
    body: {
      contact: people[0],
      groups: [{ id: 7, name: 'VIP' }],
      wishes: { topicsRefused: ['news'], channels: [], frequency: 'weekly', pausedUntil: null },
      dataConsents: [],
      consentEvents: [
        {
          id: 1,
          category: 'marketing',
          topic: null,
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

export const open = (page: React.ReactElement, more: Routes = {}, path = '/') => {
  const calls = serve(routes(more));
  renderAdmin(page, { path });
  return { calls, user: userEvent.setup() };
};

export const bodyOf = (
  calls: { method: string; path: string; body: unknown }[],
  method: string,
  path: string
) => calls.find((c) => c.method === method && c.path === path)?.body;

import { contact } from '../../unit/admin/campaigns/builders';
import { renderAdmin, type Routes } from '../../support/render-admin';

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
  towns: [],
  sources: [],
  origins: [{ value: 'campaign', people: 4 }],
  quality: [{ value: 'no-email', people: 7 }],
  team: [{ id: 5, name: 'Deniz A.' }],
  fields: [],
  linked: [],
  links: [],
};

export const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/contacts': { contacts: people, nextCursor: null },
  'POST /whatsapp/people/search': { contacts: people, nextCursor: null },
  'POST /whatsapp/people/count': { total: 48210 },
  'GET /whatsapp/people/facets': facets,
  'GET /whatsapp/people/views': { views: [] },
  'GET /whatsapp/tags': { tags: facets.tags },
  'GET /whatsapp/contact-fields': { fields: [] },
  'GET /whatsapp/message-topics': {
    topics: [{ key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' }],
  },
  'GET /whatsapp/groups': { groups: [vip] },
  'GET /whatsapp/contacts/1': {
    contact: people[0],
    groups: [{ id: 7, name: 'VIP' }],
    askedStop: null,
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
    carriedMessages: [],
  },
  ...more,
});

export const open = (page: React.ReactElement, more: Routes = {}, path = '/') =>
  renderAdmin(page, { routes: routes(more), at: path });

export const bodyOf = (
  calls: { method: string; path: string; body: unknown }[],
  method: string,
  path: string
) => calls.find((c) => c.method === method && c.path === path)?.body;

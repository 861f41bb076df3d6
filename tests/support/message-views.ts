import type { ConversationView, MessageView } from '../../server/src/contracts/conversations';
import type { ContactView } from '../../server/src/contracts/contacts';
import type { TemplateView } from '../../server/src/contracts/templates';

/** A text message as the server shows it; override what the test is about. */
export const messageOf = (id: number, part: Partial<MessageView> = {}): MessageView => ({
  id,
  conversationId: 1,
  direction: 'in',
  origin: part.direction === 'out' ? 'agent' : 'customer',
  state: part.direction === 'out' ? 'sent' : 'received',
  body: {
    type: 'text',
    text: `message ${id}`,
    header: null,
    footer: null,
    buttons: [],
    media: null,
    location: null,
    contacts: [],
  },
  wamid: null,
  clientId: null,
  reactions: [],
  quoted: null,
  agent: null,
  campaignId: null,
  error: null,
  at: 1_700_000_000_000 + id * 1_000,
  times: { accepted: null, sent: null, delivered: null, read: null, failed: null },
  ...part,
});

export const contactOf = (id: number, part: Partial<ContactView> = {}): ContactView => ({
  id,
  name: `Person ${id}`,
  phone: `+90532000${String(id).padStart(4, '0')}`,
  waId: null,
  bsuid: null,
  username: null,
  profileName: null,
  email: null,
  language: 'tr',
  country: 'TR',
  tags: [],
  consent: { marketing: 'in', utility: 'in' },
  blocked: false,
  source: 'test',
  lastInboundAt: null,
  lastOutboundAt: null,
  createdAt: 1_700_000_000_000,
  ...part,
});

/** An open conversation whose window closes an hour after `now`. */
export const conversationOf = (
  id: number,
  part: Partial<ConversationView> = {},
  now = Date.now()
): ConversationView => ({
  id,
  accountId: 1,
  accountName: 'Shop',
  isSimulator: true,
  contact: contactOf(id),
  status: 'open',
  assignee: null,
  unread: 0,
  lastMessageAt: 1_700_000_000_000 + id,
  preview: { text: 'hello', direction: 'in', state: 'received', type: 'text' },
  window: { open: true, expiresAt: now + 3_600_000 },
  ...part,
});

export const templateOf = (id: number, part: Partial<TemplateView> = {}): TemplateView => ({
  id,
  wabaId: '1',
  name: `template_${id}`,
  language: 'tr',
  category: 'UTILITY',
  status: 'APPROVED',
  statusText: '',
  quality: 'GREEN',
  rejectedReason: null,
  parameterFormat: 'POSITIONAL',
  header: null,
  body: 'Hello {{1}}, order {{2}} is on its way',
  footer: null,
  buttons: [],
  slots: [
    { key: 'body.1', component: 'body', kind: 'text', name: '1', example: 'Ada' },
    { key: 'body.2', component: 'body', kind: 'text', name: '2', example: '1007' },
  ],
  bindings: {
    'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: null },
  },
  missing: ['body.2'],
  sendable: { ok: true, reason: null },
  syncedAt: null,
  ...part,
});

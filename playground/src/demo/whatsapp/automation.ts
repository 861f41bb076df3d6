import type { Core } from '@strapi/strapi';
import { both, said, type Both } from '../language';
import { shop } from '../shop';
import { findRows, isThere, service } from './rows';

interface Bots {
  create(body: object): Promise<{ id: number }>;
}
interface Mapping {
  id: number;
  syncedAt: unknown;
}
interface Records {
  reachable(uid: string): Promise<{ fields: { path: string }[] }>;
  saveMapping(uid: string, body: object, actor: { id: number; name: string }): Promise<unknown>;
  startSync(uid: string, by: { id: number; name: string }): Promise<number>;
}

const keywords = (words: Both<readonly string[]>) => [
  { kind: 'keyword', match: 'contains', words, wholeWord: false, accents: false },
];

/** What a bot of the demo has unless it says otherwise: the plugin's services take whole bodies. */
export const newBot = {
  triggers: [],
  steps: [],
  graph: null,
  draft: null,
  accountId: null,
  cooldownMinutes: 0,
  countsAsAnswered: false,
  allowance: null,
  active: false,
};

/** Three bots that answer and one that is still being written. */
export const bots = [
  {
    ...newBot,
    name: both('Delivery questions', 'Kargo soruları'),
    triggers: keywords(
      both<readonly string[]>(
        ['my parcel', 'where is my order', 'tracking number'],
        ['kargom', 'siparişim nerede', 'takip numarası']
      )
    ),
    steps: [
      {
        kind: 'text',
        text: both(
          'Hi {{first_name}}, we’re checking your order right away.',
          'Merhaba {{first_name}}, siparişinizi hemen kontrol ediyoruz.'
        ),
        onFail: null,
      },
      {
        kind: 'task',
        title: both('Send the delivery status', 'Kargo durumunu yaz'),
        note: '',
        dueInMinutes: 60,
        assigneeId: null,
        onFail: null,
      },
      { kind: 'tag', add: [both('Delivery', 'Kargo')], remove: [], onFail: null },
    ],
    cooldownMinutes: 30,
    active: true,
  },
  {
    ...newBot,
    name: both('Catalogue', 'Katalog'),
    triggers: keywords(
      both<readonly string[]>(['catalogue', 'catalog', 'price list'], ['katalog', 'fiyat listesi'])
    ),
    steps: [
      {
        kind: 'buttons',
        text: both('Which catalogue shall we send you?', 'Hangi kataloğumuzu gönderelim?'),
        buttons: [
          both('Ceramics', 'Seramik'),
          both('Home textiles', 'Ev tekstili'),
          both('Wholesale', 'Toptan'),
        ],
        onFail: null,
      },
    ],
    active: true,
  },
  {
    ...newBot,
    name: both('Preferences', 'Tercihler'),
    triggers: [
      {
        kind: 'keyword',
        match: 'exact',
        words: both<readonly string[]>(
          ['preferences', 'my preferences'],
          ['tercihler', 'tercihlerim', 'preferences']
        ),
        wholeWord: false,
        accents: false,
      },
    ],
    steps: [{ kind: 'preferences', text: '', onFail: null }],
    active: true,
  },
  {
    ...newBot,
    name: both('Welcome to a first message', 'İlk mesaja karşılama'),
    triggers: [{ kind: 'event', event: 'first-message', value: '' }],
    steps: [
      {
        kind: 'text',
        text: both(
          'Welcome to Defne Home! How can we help you?',
          'Defne Ev’e hoş geldiniz! Size nasıl yardımcı olabiliriz?'
        ),
        onFail: null,
      },
    ],
  },
];

export const createBots = async (strapi: Core.Strapi): Promise<void> => {
  const room = service<Bots>(strapi, 'bots');
  for (const bot of said(bots))
    if (!(await isThere(strapi, 'bot', { name: bot.name }))) await room?.create(bot);
};

const person = { phone: 'phone', email: 'email', name: 'name', surname: 'surname' };
const ofCustomer = { phone: 'customer.phone', email: 'customer.email' };
interface Linked {
  role: Both;
  fields: Record<string, string>;
  shown: string[];
  usable: string[];
  /** Of them those that flows may change. */
  writable?: string[];
  reach?: string[];
  createContacts?: boolean;
  conversion?: object;
}
export const mappings: readonly [string, Linked][] = [
  [
    'api::customer.customer',
    {
      role: both('Customer', 'Müşteri'),
      fields: { ...person, language: 'language', birthday: 'birthday' },
      shown: ['tier', 'city'],
      usable: ['name', 'tier', 'city', 'points'],
      reach: ['orders.products.category', 'orders.products.title'],
    },
  ],
  [
    'api::order.order',
    {
      role: both('Order', 'Sipariş'),
      fields: ofCustomer,
      shown: ['number', 'state', 'total'],
      usable: ['number', 'state', 'trackingCode', 'deliveredAt', 'rating'],
      writable: ['rating'],
      createContacts: false,
      conversion: {
        event: 'order',
        state: null,
        value: 'total',
        currency: shop.currency,
        at: 'placedAt',
      },
    },
  ],
  [
    'api::appointment.appointment',
    {
      role: both('Appointment', 'Randevu'),
      fields: ofCustomer,
      shown: ['subject', 'startsAt', 'state'],
      usable: ['subject', 'startsAt', 'state'],
      writable: ['state'],
      createContacts: false,
    },
  ],
  [
    'api::invoice.invoice',
    {
      role: both('Invoice', 'Fatura'),
      fields: ofCustomer,
      shown: ['number', 'amount', 'dueOn', 'state'],
      usable: ['number', 'dueOn', 'state'],
      createContacts: false,
    },
  ],
  [
    'api::service-notice.service-notice',
    {
      role: both('Service notice', 'Hizmet duyurusu'),
      fields: ofCustomer,
      shown: ['subject', 'state'],
      usable: ['subject', 'state'],
      createContacts: false,
    },
  ],
];

/** Entries of the shop belong to the people who write; each type is read once now. */
export const linkRecords = async (
  strapi: Core.Strapi,
  actor: { id: number; name: string }
): Promise<void> => {
  const records = service<Records>(strapi, 'records');
  for (const [uid, body] of said(mappings)) {
    const type = strapi.contentTypes[uid as never] as { attributes: object } | undefined;
    if (!records || !type) continue;
    const [mapping] = await findRows<Mapping>(strapi, 'mapping', { uid });
    if (mapping?.syncedAt) continue;
    const empty = { phone: null, email: null, name: null, surname: null, language: null };
    const { fields, shown, usable, writable = [], reach = [], ...rest } = body;
    const offered = (await records.reachable(uid)).fields.map(({ path }) => path);
    const known = (field: string) => field in type.attributes;
    await records.saveMapping(
      uid,
      {
        country: null,
        shown: shown.filter(known),
        usable: usable.filter(known),
        writable: writable.filter(known),
        reach: reach.filter((path) => offered.includes(path)),
        reasons: {},
        marks: {},
        createContacts: true,
        overwrites: false,
        writesConsent: false,
        makesEntries: false,
        defaults: {},
        ...rest,
        fields: { ...empty, birthday: null, consent: null, ...fields },
      },
      actor
    );
    await records.startSync(uid, actor);
  }
};

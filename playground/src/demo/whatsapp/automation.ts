import type { Core } from '@strapi/strapi';
import { service } from './rows';

interface Bots {
  create(body: object): Promise<{ id: number }>;
}
interface Records {
  reachable(uid: string): Promise<{ fields: { path: string }[] }>;
  saveMapping(uid: string, body: object, actor: { id: number; name: string }): Promise<unknown>;
  startSync(uid: string, by: { id: number; name: string }): Promise<number>;
}

const keywords = (...words: string[]) => [
  { kind: 'keyword', match: 'contains', words, wholeWord: false, accents: false },
];

/** Three bots that answer and one that is still being written. */
const bots = [
  {
    name: 'Kargo soruları',
    triggers: keywords('kargom', 'siparişim nerede', 'takip numarası'),
    steps: [
      { kind: 'text', text: 'Merhaba {{first_name}}, siparişinizi hemen kontrol ediyoruz.' },
      { kind: 'task', title: 'Kargo durumunu yaz', dueInMinutes: 60 },
      { kind: 'tag', add: ['Kargo'], remove: [] },
    ],
    cooldownMinutes: 30,
    active: true,
  },
  {
    name: 'Katalog',
    triggers: keywords('katalog', 'fiyat listesi'),
    steps: [
      {
        kind: 'buttons',
        text: 'Hangi kataloğumuzu gönderelim?',
        buttons: ['Seramik', 'Ev tekstili', 'Toptan'],
      },
    ],
    cooldownMinutes: 0,
    active: true,
  },
  {
    name: 'Tercihler',
    triggers: [
      {
        kind: 'keyword',
        match: 'exact',
        words: ['tercihler', 'tercihlerim', 'preferences'],
        wholeWord: false,
        accents: false,
      },
    ],
    steps: [{ kind: 'preferences', text: '' }],
    cooldownMinutes: 0,
    active: true,
  },
  {
    name: 'İlk mesaja karşılama',
    triggers: [{ kind: 'event', event: 'first-message', value: '' }],
    steps: [{ kind: 'text', text: 'Defne Ev’e hoş geldiniz! Size nasıl yardımcı olabiliriz?' }],
    active: false,
  },
];

export const createBots = async (strapi: Core.Strapi): Promise<void> => {
  const room = service<Bots>(strapi, 'bots');
  for (const bot of bots) await room?.create(bot);
};

const person = { phone: 'phone', email: 'email', name: 'name', surname: 'surname' };
interface Linked {
  role: string;
  fields: Record<string, string>;
  shown: string[];
  usable: string[];
  reach?: string[];
  createContacts?: boolean;
  conversion?: object;
}
const mappings: readonly [string, Linked][] = [
  [
    'api::customer.customer',
    {
      role: 'Müşteri',
      fields: { ...person, language: 'language', birthday: 'birthday' },
      shown: ['tier', 'city'],
      usable: ['name', 'tier', 'city'],
      reach: ['orders.products.category', 'orders.products.title'],
    },
  ],
  [
    'api::order.order',
    {
      role: 'Sipariş',
      fields: { phone: 'customer.phone', email: 'customer.email' },
      shown: ['number', 'state', 'total'],
      usable: ['number', 'state', 'trackingCode'],
      createContacts: false,
      conversion: {
        event: 'order',
        state: null,
        value: 'total',
        currency: 'TRY',
        at: 'placedAt',
      },
    },
  ],
];

/** Customers and orders of the shop belong to the people who write; both are read once now. */
export const linkRecords = async (
  strapi: Core.Strapi,
  actor: { id: number; name: string }
): Promise<void> => {
  const records = service<Records>(strapi, 'records');
  for (const [uid, body] of mappings) {
    const type = strapi.contentTypes[uid as never] as { attributes: object } | undefined;
    if (!records || !type) continue;
    const empty = { phone: null, email: null, name: null, surname: null, language: null };
    const { fields, shown, usable, reach = [], ...rest } = body;
    const offered = (await records.reachable(uid)).fields.map(({ path }) => path);
    const known = (field: string) => field in type.attributes;
    await records.saveMapping(
      uid,
      {
        country: null,
        shown: shown.filter(known),
        usable: usable.filter(known),
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

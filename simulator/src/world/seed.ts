import type { Sim } from '../sim';
import { createNumber } from './accounts';
import type { PersonInput } from './people';
import { seedTemplates } from './seed-templates';

export const SEED = {
  wabaId: '200000000000001',
  numberIds: ['400000000000001', '400000000000002'],
} as const;

/** The languages that the account, its templates and its people can have alone. */
export type WorldLanguage = 'en' | 'tr';

interface Shop {
  name: string;
  phone: string;
  displayPhone: string;
}

const SHOPS: Readonly<Record<WorldLanguage, Shop>> = {
  en: { name: 'Defne Home', phone: '16475550101', displayPhone: '+1 647-555-0101' },
  tr: { name: 'Defne Ev', phone: '908505550101', displayPhone: '+90 850 555 01 01' },
};

/** The business that the simulator plays. */
export const shopIn = (language: WorldLanguage | null): Shop => SHOPS[language ?? 'tr'];

const PEOPLE: readonly PersonInput[] = [
  { name: 'Ayşe Yılmaz', phone: '905321110001', language: 'tr', country: 'TR' },
  { name: 'Mehmet Demir', phone: '905321110002', language: 'tr', country: 'TR' },
  { name: 'Zeynep Kaya', phone: '905321110003', language: 'tr', country: 'TR', receipts: false },
  { name: 'Can Öztürk', phone: null, username: 'can.ozturk', language: 'tr', country: 'TR' },
  {
    name: 'Elif Şahin',
    phone: '905321110005',
    username: 'elif.sahin',
    language: 'tr',
    country: 'TR',
  },
  { name: 'Jürgen Müller', phone: '4915112340001', language: 'de', country: 'DE' },
  { name: 'Anna Schäfer', phone: '4915112340002', language: 'de', country: 'DE', online: false },
  { name: 'Bob Miller', phone: '447700900101', language: 'en', country: 'GB' },
  {
    name: 'Grace Hughes',
    phone: '447700900102',
    language: 'en',
    country: 'GB',
    marketingStopped: true,
  },
  {
    name: 'Not On WhatsApp',
    phone: '447700900199',
    language: 'en',
    country: 'GB',
    onWhatsApp: false,
  },
];

const seedAccount = (sim: Sim): void => {
  const { name, phone, displayPhone } = shopIn(sim.language);
  sim.wabas.set(SEED.wabaId, {
    id: SEED.wabaId,
    name,
    currency: 'EUR',
    timezoneId: '132',
    subscribed: false,
    overrideUrl: null,
    overrideVerifyToken: null,
    insights: false,
    paymentMethod: true,
    restrictions: [],
    banned: false,
  });
  const numbers = [
    { phone, displayPhone, verifiedName: name },
    { phone: '4930555010202', displayPhone: '+49 30 555010202', verifiedName: 'Defne Haus' },
  ];
  for (const [index, number] of numbers.entries()) {
    const id = SEED.numberIds[index] ?? `40000000000000${index}`;
    sim.numbers.set(id, createNumber({ id, wabaId: SEED.wabaId, ...number }));
  }
};

/** The account always; people and templates unless `bare`. */
export const seedWorld = (sim: Sim, bare: boolean): void => {
  seedAccount(sim);
  if (bare) return;
  for (const person of PEOPLE)
    sim.people.add(sim.language ? { ...person, language: sim.language } : person);
  for (const template of seedTemplates(sim.language))
    sim.templates.add({ ...template, wabaId: SEED.wabaId }, sim.clock.now());
};

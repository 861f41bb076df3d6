import type { Sim } from '../sim';
import { createNumber } from './accounts';
import type { PersonInput } from './people';
import { SEED_TEMPLATES } from './seed-templates';

export const SEED = {
  wabaId: '200000000000001',
  numberIds: ['400000000000001', '400000000000002'],
} as const;

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
  sim.wabas.set(SEED.wabaId, {
    id: SEED.wabaId,
    name: 'Defne Ev',
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
    { phone: '908505550101', displayPhone: '+90 850 555 01 01', verifiedName: 'Defne Ev' },
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
  for (const person of PEOPLE) sim.people.add(person);
  for (const template of SEED_TEMPLATES)
    sim.templates.add({ ...template, wabaId: SEED.wabaId }, sim.clock.now());
};

import type { PersonInput } from '../world/people';

const FIRST = [
  'Ayşe',
  'Mehmet',
  'Zeynep',
  'Can',
  'Elif',
  'Emre',
  'Deniz',
  'Merve',
  'Kerem',
  'İrem',
];
const LAST = [
  'Yılmaz',
  'Demir',
  'Kaya',
  'Öztürk',
  'Şahin',
  'Çelik',
  'Aydın',
  'Arslan',
  'Koç',
  'Ünal',
];

const PREFIX = '90555';
const SERIAL_DIGITS = 7;

/** How many people the fleet has numbers for. */
export const LARGEST_CROWD = 10 ** SERIAL_DIGITS;

/** The phone of the fleet's person with this index. */
export const crowdPhone = (index: number): string =>
  `${PREFIX}${String(index).padStart(SERIAL_DIGITS, '0')}`;

/** The fleet's person with this index: always the same one. */
export const crowdMember = (index: number): PersonInput => ({
  name: `${FIRST[index % FIRST.length]} ${LAST[Math.floor(index / FIRST.length) % LAST.length]}`,
  phone: crowdPhone(index),
  language: 'tr',
  country: 'TR',
  walkIn: true,
});

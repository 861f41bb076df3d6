import type { ConsentState } from '../../contracts/contacts';

export interface SamplePerson {
  name: string;
  phone: string;
  email: string | null;
  language: 'tr' | 'en';
  tags: string[];
  marketing: ConsentState;
  utility: ConsentState;
}

const TURKISH = [
  'Ayşe Kaya',
  'Mehmet Yılmaz',
  'Zeynep Demir',
  'Ali Çelik',
  'Elif Şahin',
  'Mustafa Yıldız',
  'Fatma Aydın',
  'Emre Öztürk',
  'Hatice Arslan',
  'Burak Doğan',
  'Merve Kılıç',
  'Can Aslan',
  'Selin Çetin',
  'Murat Kara',
  'Esra Koç',
  'Onur Kurt',
  'Derya Özkan',
  'Kerem Şimşek',
  'Gizem Polat',
  'Serkan Korkmaz',
  'Büşra Erdem',
  'Oğuz Aktaş',
  'İrem Güneş',
  'Tolga Yavuz',
  'Pınar Tekin',
  'Hakan Bulut',
  'Ceren Acar',
  'Umut Avcı',
  'Nazlı Işık',
  'Barış Ünal',
  'Şule Taş',
  'Volkan Güler',
];
const ENGLISH = [
  'Ada Clarke',
  'Oliver Grant',
  'Maya Patel',
  'Thomas Reed',
  'Grace Novak',
  'Liam Hughes',
  'Sofia Marsh',
  'Noah Fields',
];
const TAG_SETS = [['vip'], ['İstanbul'], ['Ankara', 'vip'], ['wholesale'], [], ['İzmir']];

/**
 * Numbers that North America keeps for films and books (555-01xx, here Toronto): they are valid and belong to nobody,
 * so a mistake with a real number later reaches nobody.
 */
const phoneOf = (i: number): string => `+1416555${String(100 + i).padStart(4, '0')}`;

const mailOf = (name: string): string =>
  `${name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ıİ]/g, 'i')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')}@example.com`;

/** Three of four agreed to marketing, some never said, a few stopped it. */
const consentOf = (i: number): Pick<SamplePerson, 'marketing' | 'utility'> => {
  if (i % 10 === 7) return { marketing: 'out', utility: 'out' };
  if (i % 10 === 3) return { marketing: 'none', utility: 'none' };
  return { marketing: 'in', utility: i % 4 === 1 ? 'none' : 'in' };
};

/** The 40 people of the sample data, always the same. */
export const samplePeople = (): SamplePerson[] =>
  [...TURKISH, ...ENGLISH].map((name, i) => ({
    name,
    phone: phoneOf(i),
    email: i % 3 === 2 ? null : mailOf(name),
    language: i < TURKISH.length ? 'tr' : 'en',
    tags: TAG_SETS[i % TAG_SETS.length] ?? [],
    ...consentOf(i),
  }));

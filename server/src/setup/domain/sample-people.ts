import type { ConsentState } from '../../contracts/contacts';

/** The languages that the sample data can be written in: those of the admin. */
export type SampleLanguage = 'en' | 'tr';

export interface SamplePerson {
  name: string;
  phone: string;
  email: string | null;
  language: SampleLanguage;
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
const ABROAD = [
  'Ada Clarke',
  'Oliver Grant',
  'Maya Patel',
  'Thomas Reed',
  'Grace Novak',
  'Liam Hughes',
  'Sofia Marsh',
  'Noah Fields',
];
const ENGLISH = [
  'Emma Collins',
  'Daniel Price',
  'Lydia Hart',
  'Marcus Bell',
  'Sarah Bennett',
  'Peter Lang',
  'Helen Foster',
  'David Kim',
  'Rachel Stone',
  'Ben Sullivan',
  'Chloe Martin',
  'Adam West',
  'Anita Rao',
  'Simon Cole',
  'Julia Weber',
  'Omar Haddad',
  'Claire Dawson',
  'Kevin Moore',
  'Zainab Bello',
  'Victor Lopez',
  'Nina Russo',
  'George Hale',
  'Carmen Ortega',
  'Tom Whitaker',
  'Laura Jensen',
  'Henry Brooks',
  'Zoe Turner',
  'Felix Wong',
  'Megan Doyle',
  'Ryan Fisher',
  'Anna Kowalski',
  'Jack Murray',
];

/** Those who live in London come last. */
const NAMES: Readonly<Record<SampleLanguage, readonly string[]>> = {
  en: [...ENGLISH, ...ABROAD],
  tr: [...TURKISH, ...ABROAD],
};
const TAG_SETS: Readonly<Record<SampleLanguage, readonly string[][]>> = {
  en: [['VIP'], ['Toronto'], ['Ottawa', 'VIP'], ['Wholesale'], [], ['Halifax']],
  tr: [['VIP'], ['İstanbul'], ['Ankara', 'VIP'], ['Toptan'], [], ['İzmir']],
};

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

/** The 40 people of the sample data, always the same in one language. */
export const samplePeople = (language: SampleLanguage): SamplePerson[] =>
  NAMES[language].map((name, i) => ({
    name,
    phone: phoneOf(i),
    email: i % 3 === 2 ? null : mailOf(name),
    language,
    tags: TAG_SETS[language][i % 6] ?? [],
    ...consentOf(i),
  }));

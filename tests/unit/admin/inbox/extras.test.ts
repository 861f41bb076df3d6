import {
  emptyExtra,
  EXTRA_KINDS,
  extraPreview,
  readExtra,
  type ExtraBody,
} from '../../../../admin/src/pages/Inbox/composer/extras/model';
import {
  isShortMapLink,
  readMapLink,
} from '../../../../admin/src/pages/Inbox/composer/extras/map-link';
import { sendMessageBody } from '../../../../server/src/contracts/conversations';

describe('a link of a map', () => {
  it.each([
    ['41.0082, 28.9784', 41.0082, 28.9784],
    ['https://www.google.com/maps/@41.0082,28.9784,15z', 41.0082, 28.9784],
    [
      'https://www.google.com/maps/place/Galata/@41.02,28.97,17z/data=!3m1!4b1!3d41.0256!4d28.9741',
      41.0256,
      28.9741,
    ],
    ['https://maps.google.com/?q=41.0082%2C28.9784', 41.0082, 28.9784],
    ['https://maps.apple.com/?ll=-33.86,151.2&q=Sydney', -33.86, 151.2],
    ['https://www.openstreetmap.org/?mlat=52.5&mlon=13.4#map=16/1/2', 52.5, 13.4],
    ['https://www.openstreetmap.org/#map=16/52.5/-13.4', 52.5, -13.4],
    ['geo:41.5,29', 41.5, 29],
  ])('%s is read', (link, latitude, longitude) => {
    expect(readMapLink(link)).toEqual({ latitude, longitude });
  });

  it.each(['', 'Galata Kulesi', 'https://maps.app.goo.gl/abc', '95.0, 10', 'https://x.y/?q=cafe'])(
    'names no place: %s',
    (text) => expect(readMapLink(text)).toBeNull()
  );

  it('that is short is distinguished from one without a place', () => {
    expect(isShortMapLink('https://maps.app.goo.gl/abc')).toBe(true);
    expect(isShortMapLink('https://www.google.com/maps/@1,2,3z')).toBe(false);
  });
});

const whole: ExtraBody[] = [
  { type: 'location', latitude: 41, longitude: 29, name: '', address: 'Karaköy' },
  { type: 'location-request', text: 'Neredesiniz?' },
  {
    type: 'contacts',
    cards: [{ name: 'Usta Ali', phones: [{ phone: '+905321112233' }], email: '' }],
  },
  { type: 'buttons', text: 'Uygun mu?', buttons: ['Evet', 'Hayır'], footer: '' },
  {
    type: 'list',
    text: 'Seçin',
    button: 'Saatler',
    sections: [{ title: '', rows: [{ title: '10:00', description: '' }] }],
  },
  { type: 'link', text: 'Takip', button: 'Aç', url: 'https://example.com/x' },
];

describe('messages that are more than words', () => {
  it('are whole by the same rules as the server reads them by', () => {
    expect(whole.map(({ type }) => type)).toEqual([...EXTRA_KINDS]);
    for (const body of whole) {
      const read = readExtra(body);
      expect([body.type, read.ok]).toEqual([body.type, true]);
      if (!read.ok) continue;
      const sent = { ...JSON.parse(JSON.stringify(read.body)), clientId: 'client-1234' } as unknown;
      expect([body.type, sendMessageBody.safeParse(sent).success]).toEqual([body.type, true]);
    }
  });

  it.each(EXTRA_KINDS)('%s cannot be sent as it begins, and says why', (kind) => {
    const read = readExtra(emptyExtra(kind, ''));
    const first: Partial<Record<typeof kind, string>> = { location: 'place', contacts: 'cards' };
    expect(read).toEqual({ ok: false, problem: first[kind] ?? 'missing' });
  });

  const broken: [string, ExtraBody][] = [
    ['differ', { type: 'buttons', text: 'a', buttons: ['Ja', 'Ja '] }],
    ['url', { type: 'link', text: 'a', button: 'b', url: 'ftp://x.y' }],
    ['url', { type: 'link', text: 'a', button: 'b', url: 'example' }],
    ['length', { type: 'link', text: 'a'.repeat(1025), button: 'b', url: 'https://x.y' }],
    ['place', { type: 'location', latitude: 91, longitude: 0 }],
    ['email', { type: 'contacts', cards: [{ name: 'A', phones: [{ phone: '1' }], email: 'x' }] }],
    [
      'section-title',
      {
        type: 'list',
        text: 'a',
        button: 'b',
        sections: ['', 'Two'].map((title) => ({ title, rows: [{ title: 'r' }] })),
      },
    ],
    [
      'rows',
      {
        type: 'list',
        text: 'a',
        button: 'b',
        sections: ['One', 'Two'].map((title) => ({
          title,
          rows: Array.from({ length: 6 }, (_, at) => ({ title: `r${at}` })),
        })),
      },
    ],
  ];
  it.each(broken)('are held back by "%s"', (problem, body) => {
    expect(readExtra(body)).toEqual({ ok: false, problem });
  });

  it('are drawn while they are written, with signs for what is missing', () => {
    expect(extraPreview(emptyExtra('buttons', 'Ja?')).buttons).toEqual([
      { type: 'quick-reply', text: '…', value: null },
    ]);
    expect(extraPreview(emptyExtra('location', '')).location).toBeNull();
    expect(extraPreview(emptyExtra('list', '')).list?.sections[0]?.rows).toEqual([
      { title: '…', description: null },
    ]);
  });
});

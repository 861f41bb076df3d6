import { both, demoLanguage, said, type Both } from '../language';
import { cupsPicture } from './picture';
import type { SimulatorControl } from './simulator';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'
).toString('base64');
const ogg = Buffer.from('OggS demo voice note').toString('base64');

const person = (en: [string, string], tr: [string, string]) =>
  both({ name: en[0], phone: en[1] }, { name: tr[0], phone: tr[1] });

const first = person(['Olivia Harper', '+16045550101'], ['Ayşe Kaya', '+905321000001']);
const second = person(['Marcus Reid', '+16045550102'], ['Mehmet Demir', '+905321000002']);
const third = person(['Priya Nair', '+16045550103'], ['Elif Yıldız', '+905321000003']);
const fourth = person(['Ethan Cole', '+16045550104'], ['Can Öztürk', '+905321000004']);
const fifth = person(['Sophie Bennett', '+16045550105'], ['Zeynep Şahin', '+905321000005']);

interface Act {
  by: Both<{ name: string; phone: string }>;
  what: 'text' | 'media' | 'location' | 'contact';
  body: Record<string, unknown> | Both<Record<string, unknown>>;
}

/** Who does what on their phone, one after the other. */
export const acts: readonly Act[] = [
  {
    by: first,
    what: 'text',
    body: {
      body: both(
        'Hi, the cups that came yesterday are wonderful!',
        'Merhaba, dün gelen fincanlar harika!'
      ),
    },
  },
  {
    by: first,
    what: 'media',
    body: {
      base64: cupsPicture(),
      mimeType: 'image/png',
      caption: both('Here they are on our table', 'Sofrada böyle durdu'),
    },
  },
  {
    by: second,
    what: 'media',
    body: {
      base64: pdf,
      mimeType: 'application/pdf',
      filename: both('invoice-S-1043.pdf', 'fatura-S-1043.pdf'),
    },
  },
  {
    by: second,
    what: 'text',
    body: {
      body: both(
        'The tax number is missing on the invoice.',
        'Faturada vergi numarası eksik kalmış.'
      ),
    },
  },
  { by: third, what: 'media', body: { base64: ogg, mimeType: 'audio/ogg', voice: true } },
  {
    by: fourth,
    what: 'location',
    body: both(
      { latitude: 43.6489, longitude: -79.3723, name: 'Old Town', address: 'Old Town, Toronto' },
      { latitude: 38.4237, longitude: 27.1428, name: 'Konak', address: 'Konak, İzmir' }
    ),
  },
  {
    by: fourth,
    what: 'text',
    body: { body: both('Can you bring the rug here?', 'Kilimi buraya getirebilir misiniz?') },
  },
  {
    by: fifth,
    what: 'contact',
    body: both(
      { name: 'Nell Bennett', phone: '+16045550155' },
      { name: 'Nur Şahin', phone: '+905321000055' }
    ),
  },
  // Nobody of the team has these two: the bots answer them.
  {
    by: person(['Nina Ross', '+16045550191'], ['Nazlı Er', '+905321000091']),
    what: 'text',
    body: { body: both('Hi, where is my parcel?', 'Merhaba, kargom nerede acaba?') },
  },
  {
    by: person(['Adrian Scott', '+16045550192'], ['Bora Ekin', '+905321000092']),
    what: 'text',
    body: {
      body: both('Could I get the wholesale price list?', 'Toptan fiyat listesi alabilir miyim?'),
    },
  },
];

const limitMs = 60_000;

/**
 * Customers write as soon as the simulator knows where its webhooks go, so that files of every kind come the real way.
 * Gives up quietly after a minute: the demo is complete without. `begins` is called once, before the first of them writes.
 */
export const playLiveScene = async (
  simulator: SimulatorControl,
  begins: () => Promise<unknown>
): Promise<void> => {
  const end = Date.now() + limitMs;
  while (!(await simulator.hasWebhook().catch(() => false))) {
    if (Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await begins();
  const scene = said(acts);
  const language = demoLanguage();
  const people = new Map(scene.map(({ by }) => [by.phone, by.name]));
  await simulator.addPeople([...people].map(([phone, name]) => ({ name, phone, language })));
  for (const { by, what, body } of scene) await simulator.act(by.phone, what, body);
};

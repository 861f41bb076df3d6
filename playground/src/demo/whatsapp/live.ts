import { cupsPicture } from './picture';
import type { SimulatorControl } from './simulator';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'
).toString('base64');
const ogg = Buffer.from('OggS demo voice note').toString('base64');

const deeds: readonly [string, string, string, Record<string, unknown>][] = [
  ['Ayşe Kaya', '+905321000001', 'text', { body: 'Merhaba, dün gelen fincanlar harika!' }],
  [
    'Ayşe Kaya',
    '+905321000001',
    'media',
    { base64: cupsPicture(), mimeType: 'image/png', caption: 'Sofrada böyle durdu' },
  ],
  [
    'Mehmet Demir',
    '+905321000002',
    'media',
    { base64: pdf, mimeType: 'application/pdf', filename: 'fatura-S-1043.pdf' },
  ],
  ['Mehmet Demir', '+905321000002', 'text', { body: 'Faturada vergi numarası eksik kalmış.' }],
  ['Elif Yıldız', '+905321000003', 'media', { base64: ogg, mimeType: 'audio/ogg', voice: true }],
  [
    'Can Öztürk',
    '+905321000004',
    'location',
    { latitude: 38.4237, longitude: 27.1428, name: 'Konak', address: 'Konak, İzmir' },
  ],
  ['Can Öztürk', '+905321000004', 'text', { body: 'Kilimi buraya getirebilir misiniz?' }],
  ['Zeynep Şahin', '+905321000005', 'contact', { name: 'Nur Şahin', phone: '+905321000055' }],
  // Nobody of the team has these two: the bots answer them.
  ['Nazlı Er', '+905321000091', 'text', { body: 'Merhaba, kargom nerede acaba?' }],
  ['Bora Ekin', '+905321000092', 'text', { body: 'Toptan fiyat listesi alabilir miyim?' }],
];

const limitMs = 60_000;

/**
 * Customers write as soon as the simulator knows where its webhooks go, so that files of every kind come the real way.
 * Gives up quietly after a minute: the demo is complete without.
 */
export const playLiveScene = async (simulator: SimulatorControl): Promise<void> => {
  const end = Date.now() + limitMs;
  while (!(await simulator.hasWebhook().catch(() => false))) {
    if (Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const people = new Map(deeds.map(([name, phone]) => [phone, name]));
  await simulator.addPeople([...people].map(([phone, name]) => ({ name, phone, language: 'tr' })));
  for (const [, phone, deed, body] of deeds) await simulator.act(phone, deed, body);
};

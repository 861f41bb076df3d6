import type { Core } from '@strapi/strapi';
import { customers, products } from '../../../playground/src/demo/catalogue';
import { spoken } from '../../../playground/src/demo/language';
import { beginDemo, type DemoMark } from '../../../playground/src/demo/mark';
import { createDemoRecords } from '../../../playground/src/demo/records';
import { connectDemoNumber } from '../../../playground/src/demo/whatsapp/connect';
import { playLiveScene } from '../../../playground/src/demo/whatsapp/live';
import type { SimulatorControl } from '../../../playground/src/demo/whatsapp/simulator';

const PRODUCT = 'api::product.product';
const CONTACT = 'plugin::whatsapp.contact';
const NUMBER = '400000000000001';

interface Entry {
  id: number;
  documentId: string;
  [field: string]: unknown;
}

/** A database and a simulator over several starts; `fails` cuts a start off there. */
const stage = () => {
  const store = new Map<string, DemoMark>();
  const tables = new Map<string, Entry[]>();
  const asked: string[] = [];
  const errors: string[] = [];
  const place = { world: 1_000, fails: '' };
  const of = (uid: string): Entry[] => {
    const entries = tables.get(uid) ?? [];
    tables.set(uid, entries);
    return entries;
  };
  const step = (name: string) => {
    asked.push(name);
    return place.fails === name ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve();
  };
  const create = async (uid: string, data: object) => {
    const number = of(uid).length + 1;
    if (place.fails === `${uid} ${number}`) throw new Error('cut off');
    const entry = { ...data, id: number, documentId: `${uid} ${number}` };
    of(uid).push(entry);
    return entry;
  };
  const setup = {
    connectNumber: () => step('connect'),
    loadSampleData: async () => {
      await step('sample');
      if (of(CONTACT).length > 0) return;
      await create(CONTACT, { name: 'Maya Patel', phone: '+14165550134', bsuid: 'CA.1' });
      const talk = { contactId: 1, lastInboundAt: 5, windowExpiresAt: Date.now() + 60_000 };
      await create('plugin::whatsapp.conversation', talk);
    },
  };
  const strapi = {
    store: {
      get: ({ key }: { key: string }) => Promise.resolve(store.get(key) ?? null),
      set: ({ key, value }: { key: string; value: DemoMark }) =>
        Promise.resolve(store.set(key, value)),
    },
    documents: (uid: string) => ({
      count: () => Promise.resolve(of(uid).length),
      create: ({ data }: { data: object }) => create(uid, data),
    }),
    db: { query: (uid: string) => ({ findMany: () => Promise.resolve([...of(uid)]) }) },
    plugins: { whatsapp: { service: () => setup } },
    plugin: () => ({ services: {} }),
    log: { error: (text: string) => errors.push(text) },
  } as unknown as Core.Strapi;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = new URL(String(input)).pathname.replace('/_sim', '');
    if (path !== '/state') await step(`${path} ${String(init?.body ?? '')}`);
    return new Response(JSON.stringify({ webhook: null, begunAt: place.world }));
  });
  /** As `npm start` does it; what the start asked of plugin and simulator. */
  const start = async (): Promise<string[]> => {
    asked.length = 0;
    const mark = await beginDemo(strapi);
    await connectDemoNumber(strapi, await createDemoRecords(strapi, mark));
    return [...asked];
  };
  return { of, store, place, errors, start, mark: () => store.get('mark') };
};

const people = expect.stringMatching(/^\/people .*"phone":"\+14165550134","bsuid":"CA\.1"/);
const openWindow = expect.stringMatching(/^\/people\/%2B14165550134\/window .*"at":5/);

describe('the first day of the shop', () => {
  it('is marked before the first customer writes, so that no later start repeats it', async () => {
    const happened: string[] = [];
    const note = (what: string) => Promise.resolve(void happened.push(what));
    const simulator = {
      hasWebhook: () => Promise.resolve(true),
      addPeople: () => note('people'),
      act: () => note('act'),
    } as unknown as SimulatorControl;
    await playLiveScene(simulator, () => note('begins'));
    expect(happened.slice(0, 3)).toEqual(['begins', 'people', 'act']);
    expect(happened.filter((one) => one === 'begins')).toHaveLength(1);
  });
});

describe('the starts of the demo', () => {
  const variables = {
    WHATSAPP_DEMO_PHONE_NUMBER_ID: NUMBER,
    WHATSAPP_DEMO_BASE_URL: 'http://127.0.0.1:4010',
    WHATSAPP_DEMO_LANGUAGE: 'tr',
    WHATSAPP_DEMO_SHOP: 'false',
    WHATSAPP_DEMO_SAMPLE: 'true',
  };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  beforeEach(() => void Object.assign(process.env, variables));
  afterEach(() => {
    jest.restoreAllMocks();
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });

  it('the first one writes the demo, brings its people to life and says last that it is complete', async () => {
    const demo = stage();
    expect(await demo.start()).toEqual(['connect', 'sample', people, openWindow]);
    expect(demo.mark()).toMatchObject({ isComplete: true, world: 1_000, language: 'tr' });
    expect(demo.of(PRODUCT)).toHaveLength(spoken(products, 'tr').length);
  });

  it('a later one writes nothing and leaves the simulator’s people as they are', async () => {
    const demo = stage();
    await demo.start();
    expect(await demo.start()).toEqual(['connect']);
  });

  it('a later one tells a simulator that began afresh of everybody and of open windows', async () => {
    const demo = stage();
    await demo.start();
    demo.place.world = 2_000;
    expect(await demo.start()).toEqual(['connect', people, openWindow]);
    expect(await demo.start()).toEqual(['connect']);
  });

  it('a later one gives such a simulator the shop’s templates, before the number reads them', async () => {
    const demo = stage();
    const done = { hasRecords: true, isComplete: true, isPlayed: true, world: 1_000 };
    demo.store.set('mark', { language: 'tr', sample: true, shop: true, ...done });
    expect(await demo.start()).toEqual(['connect']);
    demo.place.world = 2_000;
    const asked = await demo.start();
    const templates = asked.slice(0, asked.indexOf('connect'));
    expect(templates.map((one) => one.split(' ')[0])).toEqual(templates.map(() => '/templates'));
    expect(templates.length).toBeGreaterThan(5);
  });

  it('one that follows a start that was cut off among the entries goes on behind them', async () => {
    const demo = stage();
    demo.place.fails = `${PRODUCT} 2`;
    await expect(demo.start()).rejects.toThrow('cut off');
    demo.place.fails = '';
    // Whatever language it names.
    process.env['WHATSAPP_DEMO_LANGUAGE'] = 'en';
    expect(await demo.start()).toEqual(['connect', 'sample', people, openWindow]);
    const titles = spoken(products, 'tr').map(([title]) => title);
    expect(demo.of(PRODUCT).map((one) => one['title'])).toEqual(titles);
    expect(demo.of('api::customer.customer')).toHaveLength(spoken(customers, 'tr').length);
  });

  it.each(['connect', 'sample'])(
    'one that follows a start that was cut off at “%s” does the rest',
    async (fails) => {
      const demo = stage();
      demo.place.fails = fails;
      await demo.start();
      expect(demo.errors).toEqual([expect.stringContaining(`no ${fails}`)]);
      expect(demo.mark()).toMatchObject({ isComplete: false });
      demo.place.fails = '';
      expect(await demo.start()).toEqual(['connect', 'sample', people, openWindow]);
      expect(demo.mark()).toMatchObject({ isComplete: true });
    }
  );

  it('entries of a database without a mark are somebody’s own: only its people are brought to life', async () => {
    const demo = stage();
    demo.of(PRODUCT).push({ id: 1, documentId: 'mine' });
    const ids = { phone: '+14165550134', bsuid: 'CA.1' };
    demo.of(CONTACT).push({ id: 1, documentId: 'theirs', name: 'Maya Patel', ...ids });
    expect(await demo.start()).toEqual(['connect', people]);
    expect(demo.of(PRODUCT)).toHaveLength(1);
  });
});

import { setupSteps, shortName, type SetupFacts } from '../../../server/src/setup/domain/checklist';
import { samplePeople } from '../../../server/src/setup/domain/sample-people';
import { sampleGroups, sampleThreads } from '../../../server/src/setup/domain/sample-talk';
import { parsePhone } from '../../../server/src/kernel/read-phone';

const facts = (over: Partial<SetupFacts> = {}): SetupFacts => ({
  encryptionKey: true,
  webhookUrl: 'https://cms.company.com/api/whatsapp/webhook',
  webhookReachable: true,
  numbers: [],
  messageAccepted: false,
  paymentTicked: false,
  consents: false,
  people: 0,
  samplePeople: 0,
  teamRoles: 0,
  ...over,
});
const number = { status: 'connected', label: '+90 532', simulator: false, lastEventAt: null };
const state = (over: Partial<SetupFacts>, key: string) =>
  setupSteps(facts(over)).find((one) => one.key === key)?.state;

describe('setupSteps', () => {
  it('[X-01] begins with nothing done but the key and the address', () => {
    expect(setupSteps(facts()).map((one) => one.state)).toEqual([
      'done',
      'done',
      'open',
      'open',
      'open',
      'open',
      'open',
      'open',
      'open',
    ]);
  });

  it('[X-01] calls a missing key a problem', () => {
    expect(state({ encryptionKey: false }, 'encryption-key')).toBe('problem');
  });

  it('[X-01] asks for a public address only where Meta has to call it', () => {
    expect(state({ webhookReachable: false }, 'public-url')).toBe('open');
    expect(
      state({ webhookReachable: false, numbers: [{ ...number, simulator: true }] }, 'public-url')
    ).toBe('done');
    expect(state({ webhookReachable: false, numbers: [number] }, 'public-url')).toBe('problem');
  });

  it('[X-01] is done with the number when one is connected, and names what broke', () => {
    expect(state({ numbers: [{ ...number, status: 'token-refused' }, number] }, 'number')).toBe(
      'done'
    );
    expect(state({ numbers: [{ ...number, status: 'token-refused' }] }, 'number')).toBe('problem');
    expect(state({ numbers: [{ ...number, status: 'not-connected' }] }, 'number')).toBe('open');
  });

  it.each([
    ['webhook', { numbers: [{ ...number, lastEventAt: 5 }] }],
    ['first-message', { messageAccepted: true }],
    ['payment', { paymentTicked: true }],
    ['consent-rules', { consents: true }],
    ['people', { people: 1 }],
    ['team', { teamRoles: 1 }],
  ] as [string, Partial<SetupFacts>][])('[X-01] ticks %s when the server sees it', (key, over) => {
    expect(state({}, key)).toBe('open');
    expect(state(over, key)).toBe('done');
  });
});

describe('what the steps say', () => {
  const detail = (over: Partial<SetupFacts>, key: string) =>
    setupSteps(facts(over)).find((one) => one.key === key)?.detail;

  it('[X-01] names the number that is connected, or what broke', () => {
    expect(detail({ numbers: [number] }, 'number')).toBe('+90 532');
    const refused = { ...number, status: 'token-refused' };
    expect(setupSteps(facts({ numbers: [refused] }))).toContainEqual({
      ...{ key: 'number', state: 'problem', detail: '+90 532' },
    });
    expect(detail({}, 'number')).toBeNull();
  });

  it('[X-01] counts the contacts, and says nothing while there are none', () => {
    expect(detail({ people: 12 }, 'people')).toBe('12');
    expect(detail({ people: 0 }, 'people')).toBeNull();
  });

  it('[X-01] counts sample contacts as the page Contacts does, and is not done by them alone', () => {
    expect(detail({ people: 330, samplePeople: 40 }, 'people')).toBe('330');
    const [step] = setupSteps(facts({ people: 40, samplePeople: 40 })).filter(
      ({ key }) => key === 'people'
    );
    expect(step?.state).toBe('open');
  });

  it('[X-01] shows the address that Meta calls', () => {
    const url = facts().webhookUrl;
    expect(detail({}, 'public-url')).toBe(url);
    expect(detail({ webhookReachable: false }, 'public-url')).toBe(url);
  });

  it('[X-01] keeps its order, also when nothing is right', () => {
    expect(setupSteps(facts({ encryptionKey: false })).map((one) => one.key)).toEqual([
      'encryption-key',
      'public-url',
      'number',
      'webhook',
      'first-message',
      'payment',
      'consent-rules',
      'people',
      'team',
    ]);
  });

  it('[X-01] does not tick the webhook for a number that was never called', () => {
    expect(state({ numbers: [number] }, 'webhook')).toBe('open');
  });
});

describe('shortName', () => {
  it.each([
    [{ firstname: ' Ada ', lastname: ' Lovelace', username: 'x' }, 'Ada L.'],
    [{ firstname: 'Ada', lastname: '  ' }, 'Ada'],
    [{ firstname: '  ', username: ' can ' }, 'can'],
    [{ firstname: null, lastname: 'Kaya', username: '' }, 'K.'],
    [{ firstname: ' ', lastname: ' ', username: ' ' }, 'Administrator'],
  ])('writes %j as %s', (who, wanted) => {
    expect(shortName(who)).toBe(wanted);
  });

  it('names contacts without telling all', () => {
    expect(shortName({ firstname: 'Ada', lastname: 'Lovelace' })).toBe('Ada L.');
    expect(shortName({ username: 'can' })).toBe('can');
    expect(shortName({})).toBe('Administrator');
  });
});

describe.each(['en', 'tr'] as const)('sample data in %s', (language) => {
  const people = samplePeople(language);

  it('has 40 contacts with different numbers that belong to nobody', () => {
    expect(people).toHaveLength(40);
    expect(new Set(people.map((one) => one.phone)).size).toBe(40);
    for (const { phone } of people) {
      expect(phone).toMatch(/^\+141655501\d{2}$/);
      expect(parsePhone(phone)).toMatchObject({ ok: true, value: { country: 'CA' } });
    }
    for (const { email } of people)
      expect(email ?? 'a@example.com').toMatch(/^[a-z.]+@example\.com$/);
  });

  it('has contacts of every state of consent', () => {
    expect(new Set(people.map((one) => one.marketing))).toEqual(new Set(['in', 'none', 'out']));
  });

  it('has 12 threads of different contacts, in the order of time', () => {
    const threads = sampleThreads(language);
    expect(threads).toHaveLength(12);
    expect(new Set(threads.map((one) => one.person)).size).toBe(12);
    for (const { person, lines } of threads) {
      expect(people[person]).toBeDefined();
      const ages = lines.map((line) => line.minutesAgo);
      expect(ages).toEqual([...ages].sort((a, b) => b - a));
    }
  });

  it('puts only contacts who exist into groups', () => {
    for (const { members } of sampleGroups(language)) {
      expect(members.length).toBeGreaterThan(0);
      expect(members.every((i) => people[i] !== undefined)).toBe(true);
    }
  });

  it('is written in this language alone', () => {
    const words = [
      ...sampleThreads(language).flatMap(({ lines }) => lines.map(({ text }) => text)),
      ...sampleGroups(language).flatMap(({ name, description }) => [name, description]),
      ...people.flatMap(({ name, tags }) => [name, ...tags]),
    ].join('\n');
    expect(new Set(people.map((one) => one.language))).toEqual(new Set([language]));
    expect(/[ğışİĞŞ]/.test(words)).toBe(language === 'tr');
    expect(/\b(the|your|customers)\b/i.test(words)).toBe(language === 'en');
  });

  it('has three groups with names, words and the contacts that these promise', () => {
    const [vip, news, london, ...more] = sampleGroups(language);
    expect(more).toEqual([]);
    const names = {
      en: ['VIP (sample)', 'Newsletter (sample)', 'London (sample)'],
      tr: ['VIP (örnek)', 'Bülten (örnek)', 'Londra (örnek)'],
    };
    expect([vip?.name, news?.name, london?.name]).toEqual(names[language]);
    expect(vip?.members).toEqual([0, 2, 6, 8, 12, 14, 18, 20, 24, 26, 30, 32, 36, 38]);
    expect(news?.members).toHaveLength(36);
    for (const left of [3, 13, 23, 33]) expect(news?.members).not.toContain(left);
    expect(london?.members).toEqual([32, 33, 34, 35, 36, 37, 38, 39]);
  });
});

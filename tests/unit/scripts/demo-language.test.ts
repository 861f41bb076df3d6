import * as catalogue from '../../../playground/src/demo/catalogue';
import { isBoth, spoken, type Both } from '../../../playground/src/demo/language';
import * as shop from '../../../playground/src/demo/shop';
import * as automation from '../../../playground/src/demo/whatsapp/automation';
import * as automations from '../../../playground/src/demo/whatsapp/automations';
import * as desk from '../../../playground/src/demo/whatsapp/desk';
import * as flows from '../../../playground/src/demo/whatsapp/flows';
import * as history from '../../../playground/src/demo/whatsapp/history';
import * as labels from '../../../playground/src/demo/whatsapp/labels';
import * as live from '../../../playground/src/demo/whatsapp/live';
import * as names from '../../../playground/src/demo/whatsapp/names';
import * as optIn from '../../../playground/src/demo/whatsapp/opt-in';
import * as people from '../../../playground/src/demo/whatsapp/people';
import * as segments from '../../../playground/src/demo/whatsapp/segments';
import * as talks from '../../../playground/src/demo/whatsapp/talks';
import * as team from '../../../playground/src/demo/whatsapp/team';
import * as templates from '../../../playground/src/demo/whatsapp/templates';
import * as testers from '../../../playground/src/demo/whatsapp/testers';
import * as wishes from '../../../playground/src/demo/whatsapp/wishes';
import { demoLanguageOf } from '../../../scripts/lib/demo-language.mjs';
import { fold } from '../../../server/src/contracts/fold';
import { parsePhone } from '../../../server/src/kernel/read-phone';
import { samplePeople } from '../../../server/src/setup/domain/sample-people';
import { createSim } from '../../../simulator/src/sim';

/** Everything that the demo writes. */
const WRITTEN: Record<string, object> = {
  catalogue,
  shop,
  automation,
  automations,
  desk,
  flows,
  history,
  labels,
  live,
  names,
  optIn,
  people,
  segments,
  talks,
  team,
  templates,
  testers,
  wishes,
};

/** Each value inside, with the way to it; functions hold none. */
const valuesIn = (value: unknown, way = ''): [string, unknown][] => {
  if (isBoth(value)) return [[way, value]];
  if (typeof value !== 'object' || value === null) return [[way, value]];
  return Object.entries(value).flatMap(([key, one]) => valuesIn(one, `${way}.${key}`));
};
const pairs = valuesIn(WRITTEN).filter((one): one is [string, Both<unknown>] => isBoth(one[1]));
const textsIn = (value: unknown): string[] =>
  valuesIn(value).flatMap(([, one]) => (typeof one === 'string' ? [one] : []));

/** What is filled in, kept or counted by a machine, whatever it is called. */
const shapeOf = (value: unknown): unknown => {
  if (typeof value === 'string') return (value.match(/\{\{?\w+\}\}?|\*/g) ?? []).length;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return 'texts';
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
};

const TURKISH_LETTER = /[çğıöşüâîÇĞİÖŞÜ]/;
const TURKISH_WORD =
  /(?<![\w’])(ad|adres|anket|ev|iade|kargo|katalog|merhaba|magaza|musteri|randevu|siparis|sonbahar|tercih|tesekkurler|toptan|ve|bir|bu|mutfak|tekstil|seramik|dur)\b/i;

describe('the language of the demo', () => {
  it.each([
    [{ WHATSAPP_DEMO_LANGUAGE: 'tr', LANG: 'en_US.UTF-8' }, 'tr'],
    [{ WHATSAPP_DEMO_LANGUAGE: 'en', LC_ALL: 'tr_TR.UTF-8' }, 'en'],
    [{ WHATSAPP_DEMO_LANGUAGE: '', LANG: 'tr_TR.UTF-8' }, 'tr'],
    [{ LANG: 'tr_TR.UTF-8' }, 'tr'],
    [{ LANG: 'tr' }, 'tr'],
    [{ LANG: 'tr-TR' }, 'tr'],
    [{ LANG: 'tr_TR.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'tr_TR.UTF-8' }, 'tr'],
    [{ LC_MESSAGES: 'tr_TR.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'trv_TW.UTF-8' }, 'en'],
  ])('%j: %s', (env, language) => {
    expect(demoLanguageOf(env)).toBe(language);
  });

  it('is the one of the runtime where the system has no variables for it', () => {
    const format = jest.spyOn(Intl, 'DateTimeFormat');
    for (const [locale, language] of [
      ['tr-TR', 'tr'],
      ['en-CA', 'en'],
    ]) {
      format.mockReturnValue({ resolvedOptions: () => ({ locale }) } as never);
      expect(demoLanguageOf({})).toBe(language);
    }
    format.mockRestore();
  });

  it('refuses a language that the demo does not speak', () => {
    expect(() => demoLanguageOf({ WHATSAPP_DEMO_LANGUAGE: 'de' })).toThrow(
      'WHATSAPP_DEMO_LANGUAGE must be en or tr, not "de".'
    );
  });
});

describe('what the demo writes', () => {
  it('is there in both languages, with the same things to fill in and as many of everything', () => {
    expect(pairs.length).toBeGreaterThan(120);
    for (const [way, { en, tr }] of pairs) {
      expect([way, shapeOf(en)]).toEqual([way, shapeOf(tr)]);
      expect([way, textsIn(en).includes('')]).toEqual([way, false]);
      expect([way, textsIn(tr).includes('')]).toEqual([way, false]);
    }
  });

  it('has no Turkish letter or word where it is English', () => {
    // What the plugin itself keeps in both languages has a side of its own for Turkish.
    const written = valuesIn(spoken(WRITTEN, 'en')).filter(([way]) => !way.endsWith('.tr'));
    const found = written.filter(
      ([, text]) =>
        typeof text === 'string' && (TURKISH_LETTER.test(text) || TURKISH_WORD.test(text))
    );
    expect(found).toEqual([]);
  });

  it('has no sentence that is the same in both languages', () => {
    const same = pairs.filter(([, { en, tr }]) => en === tr && /\s/.test(String(en)));
    expect(same).toEqual([]);
  });

  it('has different contacts with numbers that are kept for films, where it is English', () => {
    const phones = spoken(catalogue.customers, 'en').map(([, , phone]) => phone);
    const many = Array.from({ length: 260 }, (_, i) => spoken(people.phones(i, '0'), 'en'));
    const all = [...phones, ...many];
    expect(new Set(all).size).toBe(all.length);
    for (const phone of many)
      expect(parsePhone(phone)).toMatchObject({ ok: true, value: { country: 'CA' } });
  });
});

describe('tags of the sample data and of the shop', () => {
  it.each(['en', 'tr'] as const)(
    'are spelt the same where they are one tag, so that each name finds it, in %s',
    (language) => {
      const shops = spoken(people.tags, language).map(([name]) => name);
      const samples = new Set(samplePeople(language).flatMap(({ tags }) => tags));
      const shared = [...samples].filter((tag) => shops.some((name) => fold(name) === fold(tag)));
      expect(shared).toHaveLength(2);
      expect(shared.filter((tag) => !shops.includes(tag))).toEqual([]);
    }
  );
});

describe('the simulator in one language', () => {
  const textOf = (language?: 'en' | 'tr') => {
    const sim = createSim(language ? { language } : {});
    const templates = sim.templates.ofWaba('200000000000001');
    return { sim, templates, text: JSON.stringify(templates.map(({ components }) => components)) };
  };

  it('plays an English business whose templates, contacts and fleet speak English', () => {
    const { sim, templates, text } = textOf('en');
    expect(new Set(templates.map(({ language }) => language))).toEqual(new Set(['en_US']));
    expect([TURKISH_LETTER.test(text), TURKISH_WORD.test(text)]).toEqual([false, false]);
    expect(JSON.stringify(sim.config.fleet)).not.toMatch(TURKISH_LETTER);
    expect([...sim.numbers.values()][0]?.verifiedName).toBe('Defne Home');
  });

  it('plays a Turkish one with the same shapes, and both for a suite', () => {
    const { templates, text } = textOf('tr');
    expect(new Set(templates.map(({ language }) => language))).toEqual(new Set(['tr']));
    expect(text).not.toMatch(/\b(your|hello|order)\b/i);
    const names = templates.map(({ name }) => name);
    expect(names.join(' ')).not.toMatch(/order|ready|reminder|parcel|sale/);
    expect(names.every((name) => /^[a-z0-9_]+$/.test(name))).toBe(true);
    const states = (all: typeof templates) => all.map(({ status }) => status).sort();
    expect(states(templates)).toEqual(states(textOf('en').templates));
    expect(new Set(textOf().templates.map(({ language }) => language))).toEqual(
      new Set(['en_US', 'tr'])
    );
  });
});

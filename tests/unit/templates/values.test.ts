import fc from 'fast-check';
import type {
  ContactField,
  SlotBinding,
  SlotBindings,
  TemplateSlot,
} from '../../../server/src/contracts/templates';
import {
  cleanValue,
  resolveValues,
  type ValueContact,
} from '../../../server/src/templates/domain/values';

const slot = (key: string): TemplateSlot => ({
  key,
  component: 'body',
  kind: 'text',
  name: key,
  example: null,
});

const ada: ValueContact = {
  name: 'Ada Lovelace',
  profileName: 'ada',
  phone: null,
  waId: '905321234567',
  email: null,
  language: 'en',
  country: 'GB',
  username: null,
};

const field = (name: ContactField, fallback: string | null = null) => ({
  source: { kind: 'contact' as const, field: name },
  fallback,
});

describe('the town of a contact', () => {
  it('[P-24] fills a variable, and its fallback where none is known', () => {
    const bindings: SlotBindings = { 'body.1': field('town', 'your town') };
    const filled = (town: string | null) =>
      resolveValues([slot('body.1')], bindings, { contact: { ...ada, town } });
    expect(filled('Bursa')).toMatchObject({ values: { 'body.1': 'Bursa' }, usedFallback: false });
    expect(filled(null)).toMatchObject({ values: { 'body.1': 'your town' } });
  });
});

describe('resolveValues', () => {
  const slots = [slot('body.1'), slot('body.2')];

  it('[T-33] fills each variable from what it is bound to', () => {
    const bindings: SlotBindings = {
      'body.1': field('firstName'),
      'body.2': { source: { kind: 'text', text: 'our shop' }, fallback: null },
    };
    expect(resolveValues(slots, bindings, { contact: ada })).toEqual({
      ok: true,
      values: { 'body.1': 'Ada', 'body.2': 'our shop' },
      usedFallback: false,
    });
  });

  it('[T-34] takes the fallback for an empty value and says so', () => {
    const bindings = { 'body.1': field('email', 'no e-mail'), 'body.2': field('phone') };
    expect(resolveValues(slots, bindings, { contact: ada })).toEqual({
      ok: true,
      values: { 'body.1': 'no e-mail', 'body.2': '+905321234567' },
      usedFallback: true,
    });
  });

  it('[T-34] never sends a blank: what has neither value nor fallback is named', () => {
    const bindings = { 'body.1': field('email', '   '), 'body.2': field('name') };
    expect(resolveValues(slots, bindings, { contact: ada })).toEqual({
      ok: false,
      missing: ['body.1'],
    });
    expect(resolveValues(slots, null, { contact: ada })).toEqual({
      ok: false,
      missing: ['body.1', 'body.2'],
    });
  });

  it('[T-34] gives a first name also to who has one word for a name', () => {
    const bindings = { 'body.1': field('firstName') };
    const cher = { ...ada, name: 'Cher' };
    expect(resolveValues([slot('body.1')], bindings, { contact: cher })).toMatchObject({
      values: { 'body.1': 'Cher' },
    });
    const nameless = { ...ada, name: '', profileName: null };
    expect(resolveValues([slot('body.1')], bindings, { contact: nameless })).toEqual({
      ok: false,
      missing: ['body.1'],
    });
  });

  it.each([
    ['name', { name: '', profileName: 'ada' }, 'ada'],
    ['name', { name: 'Ada Lovelace', profileName: null }, 'Ada Lovelace'],
    ['firstName', { name: '', profileName: 'Ada  K' }, 'Ada'],
    ['firstName', { name: '  Ada   Lovelace', profileName: null }, 'Ada'],
    ['firstName', { givenName: 'Ada Augusta' }, 'Ada Augusta'],
    ['lastName', { name: 'Ada Lovelace' }, 'Lovelace'],
    ['lastName', { familyName: 'King' }, 'King'],
    ['firstName', { name: '\u3164', profileName: 'Dr. Ada K' }, 'Ada'],
    ['phone', { phone: '+44 1', waId: '905321234567' }, '+44 1'],
    ['email', { email: 'ada@example.com' }, 'ada@example.com'],
  ] as const)('[T-33] takes the %s of %j', (name, person, wanted) => {
    const result = resolveValues(
      [slot('a')],
      { a: field(name) },
      { contact: { ...ada, ...person } }
    );
    expect(result).toEqual({ ok: true, values: { a: wanted }, usedFallback: false });
  });

  const bound = (source: SlotBinding['source'], fallback: string | null = null) => ({
    a: { source, fallback },
  });
  const known = {
    contact: ada,
    custom: { size: 'L', empty: '' },
    records: { 'api::order.order': { number: 'A-17' } },
    agent: { name: 'Deniz Ak', firstName: 'Deniz' },
    account: { name: 'Shop', phone: '+90 212' },
    preferences: { link: 'https://shop.example/p/c0de', code: 'c0de' },
    media: { 7: '1037543291543636' },
  };

  it.each([
    [{ kind: 'custom', key: 'size' }, 'L'],
    [{ kind: 'record', type: 'api::order.order', field: 'number' }, 'A-17'],
    [{ kind: 'agent', field: 'name' }, 'Deniz Ak'],
    [{ kind: 'agent', field: 'firstName' }, 'Deniz'],
    [{ kind: 'account', field: 'name' }, 'Shop'],
    [{ kind: 'account', field: 'phone' }, '+90 212'],
    [{ kind: 'preferences', field: 'link' }, 'https://shop.example/p/c0de'],
    [{ kind: 'preferences', field: 'code' }, 'c0de'],
    [{ kind: 'media', fileId: 7 }, '1037543291543636'],
  ] as const)('[T-30] takes the value of %j', (source, wanted) => {
    expect(resolveValues([slot('a')], bound(source), known)).toEqual({
      ok: true,
      values: { a: wanted },
      usedFallback: false,
    });
  });

  it.each([
    { kind: 'custom', key: 'empty' },
    { kind: 'custom', key: '__proto__' },
    { kind: 'custom', key: 'constructor' },
    { kind: 'record', type: 'api::order.order', field: 'toString' },
    { kind: 'record', type: 'constructor', field: 'name' },
    { kind: 'media', fileId: 8 },
  ] as const)('[T-34] treats the unknown value of %j as empty', (source) => {
    expect(resolveValues([slot('a')], bound(source), known)).toEqual({ ok: false, missing: ['a'] });
    expect(resolveValues([slot('a')], bound(source, 'else'), known)).toEqual({
      ok: true,
      values: { a: 'else' },
      usedFallback: true,
    });
  });

  it('[T-34] treats everything that the caller does not know as empty', () => {
    const sources: SlotBinding['source'][] = [
      { kind: 'custom', key: 'size' },
      { kind: 'record', type: 'api::order.order', field: 'number' },
      { kind: 'agent', field: 'name' },
      { kind: 'account', field: 'name' },
      { kind: 'media', fileId: 7 },
    ];
    for (const source of sources)
      expect(resolveValues([slot('a')], bound(source), { contact: ada })).toEqual({
        ok: false,
        missing: ['a'],
      });
  });

  it('[T-34] says nothing of a fallback when a value is missing and there is none', () => {
    const bindings = { a: field('name', 'friend'), b: field('name') };
    expect(resolveValues([slot('a'), slot('b')], bindings, { contact: ada })).toEqual({
      ok: true,
      values: { a: 'Ada Lovelace', b: 'Ada Lovelace' },
      usedFallback: false,
    });
  });

  it.each([
    ['name', { name: '{{1}}', profileName: '{{name}}' }],
    ['firstName', { name: '+90' }],
    ['firstName', { name: 'Dr.' }],
    ['name', { name: '\u2800', profileName: '\u200b' }],
    ['email', { email: '{{first_name}}' }],
  ] as const)('[T-34] the %s of %j is no value: the fallback stands', (name, person) => {
    const contact = { ...ada, profileName: null, ...person };
    const result = resolveValues([slot('a')], { a: field(name, 'friend') }, { contact });
    expect(result).toEqual({ ok: true, values: { a: 'friend' }, usedFallback: true });
    const bare = resolveValues([slot('a')], { a: field(name, '{{1}}') }, { contact });
    expect(bare).toEqual({ ok: false, missing: ['a'] });
  });

  it('[T-34] is all or nothing for any data: a value for each slot, or the missing ones', () => {
    const anyBinding = fc.option(
      fc.record({
        source: fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
        fallback: fc.option(fc.string()),
      })
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 })),
        fc.array(anyBinding),
        (keys, made) => {
          const bindings = Object.fromEntries(
            keys.flatMap((key, i) => (made[i] ? [[key, made[i]]] : []))
          );
          const result = resolveValues(keys.map(slot), bindings, { contact: ada });
          if (!result.ok) expect(result.missing.length).toBeGreaterThan(0);
          else for (const key of keys) expect(result.values[key]?.trim()).toBeTruthy();
        }
      )
    );
  });

  it('keeps the value of a slot whose name is a word of the language', () => {
    const bound = { source: { kind: 'text' as const, text: 'Ada' }, fallback: null };
    const bindings = Object.fromEntries([['__proto__', bound]]);
    const result = resolveValues([slot('__proto__')], bindings, { contact: ada });
    expect(result.ok && Object.entries(result.values)).toEqual([['__proto__', 'Ada']]);
  });

  it('takes no value from the prototype of an object', () => {
    expect(resolveValues([slot('constructor'), slot('toString')], {}, { contact: ada })).toEqual({
      ok: false,
      missing: ['constructor', 'toString'],
    });
  });
});

describe('cleanValue', () => {
  it('leaves nothing that Meta refuses in a parameter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '\r', '\u0000', '\u2028') }),
        (text) => {
          const clean = cleanValue(text);
          expect(clean).not.toMatch(/[\n\t\r\u0000\u2028]| {5}/);
          expect(clean.trim()).toBe(clean);
        }
      )
    );
    expect(cleanValue('Ada\nLovelace')).toBe('Ada Lovelace');
  });

  it('makes one space of a run of breaks, and four of more than four spaces', () => {
    expect(cleanValue('Ada\r\n\tLovelace')).toBe('Ada Lovelace');
    expect(cleanValue('Ada    Lovelace')).toBe('Ada    Lovelace');
    expect(cleanValue('Ada       Lovelace')).toBe('Ada    Lovelace');
  });
});

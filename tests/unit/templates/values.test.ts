import fc from 'fast-check';
import type { SlotBindings, TemplateSlot } from '../../../server/src/contracts/templates';
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

const field = (name: 'name' | 'firstName' | 'phone' | 'email', fallback: string | null = null) => ({
  source: { kind: 'contact' as const, field: name },
  fallback,
});

describe('resolveValues', () => {
  const slots = [slot('body.1'), slot('body.2')];

  it('[T-33] fills each variable from what it is bound to', () => {
    const bindings: SlotBindings = {
      'body.1': field('firstName'),
      'body.2': { source: { kind: 'text', text: 'our shop' }, fallback: null },
    };
    expect(resolveValues(slots, bindings, ada)).toEqual({
      ok: true,
      values: { 'body.1': 'Ada', 'body.2': 'our shop' },
      usedFallback: false,
    });
  });

  it('[T-34] takes the fallback for an empty value and says so', () => {
    const bindings = { 'body.1': field('email', 'no e-mail'), 'body.2': field('phone') };
    expect(resolveValues(slots, bindings, ada)).toEqual({
      ok: true,
      values: { 'body.1': 'no e-mail', 'body.2': '+905321234567' },
      usedFallback: true,
    });
  });

  it('[T-34] never sends a blank: what has neither value nor fallback is named', () => {
    const bindings = { 'body.1': field('email', '   '), 'body.2': field('name') };
    expect(resolveValues(slots, bindings, ada)).toEqual({ ok: false, missing: ['body.1'] });
    expect(resolveValues(slots, null, ada)).toEqual({ ok: false, missing: ['body.1', 'body.2'] });
  });

  it('[T-34] gives a first name also to who has one word for a name', () => {
    const bindings = { 'body.1': field('firstName') };
    const cher = { ...ada, name: 'Cher' };
    expect(resolveValues([slot('body.1')], bindings, cher)).toMatchObject({
      values: { 'body.1': 'Cher' },
    });
    const nameless = { ...ada, name: '', profileName: null };
    expect(resolveValues([slot('body.1')], bindings, nameless)).toEqual({
      ok: false,
      missing: ['body.1'],
    });
  });

  it.each([
    ['name', { name: '', profileName: 'ada' }, 'ada'],
    ['name', { name: 'Ada Lovelace', profileName: null }, 'Ada Lovelace'],
    ['firstName', { name: '', profileName: 'Ada  K' }, 'Ada'],
    ['firstName', { name: '  Ada   Lovelace', profileName: null }, 'Ada'],
    ['phone', { phone: '+44 1', waId: '905321234567' }, '+44 1'],
    ['email', { email: 'ada@example.com' }, 'ada@example.com'],
  ] as const)('[T-33] takes the %s of %j', (name, person, wanted) => {
    const result = resolveValues([slot('a')], { a: field(name) }, { ...ada, ...person });
    expect(result).toEqual({ ok: true, values: { a: wanted }, usedFallback: false });
  });

  it('[T-34] says nothing of a fallback when a value is missing and there is none', () => {
    const bindings = { a: field('name', 'friend'), b: field('name') };
    expect(resolveValues([slot('a'), slot('b')], bindings, ada)).toEqual({
      ok: true,
      values: { a: 'Ada Lovelace', b: 'Ada Lovelace' },
      usedFallback: false,
    });
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
          const result = resolveValues(keys.map(slot), bindings, ada);
          if (!result.ok) expect(result.missing.length).toBeGreaterThan(0);
          else for (const key of keys) expect(result.values[key]?.trim()).toBeTruthy();
        }
      )
    );
  });

  it('takes no value from the prototype of an object', () => {
    expect(resolveValues([slot('constructor'), slot('toString')], {}, ada)).toEqual({
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

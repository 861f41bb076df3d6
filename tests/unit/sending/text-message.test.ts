import fc from 'fast-check';
import type { ContactRow } from '../../../server/src/contacts/public';
import {
  neededFields,
  textRenderer,
  unknownVariables,
} from '../../../server/src/sending/text-message';

const person = (part: Partial<ContactRow> = {}) =>
  ({
    name: 'Ayşe Kaya',
    profileName: null,
    phone: '+905321234567',
    waId: '905321234567',
    email: null,
    language: 'tr',
    country: 'TR',
    username: null,
    ...part,
  }) as ContactRow;
const render = (text: string, who = person()) => textRenderer(text)(who);

describe('one text for many contacts', () => {
  it('[M-17] fills each contact’s own values, or what stands in for them', () => {
    expect(render('Merhaba {{first_name}} ({{ name }})')).toMatchObject({
      ok: true,
      rendered: { body: { text: 'Merhaba Ayşe (Ayşe Kaya)' }, usedFallback: false },
    });
    expect(render('{{email|yok}}')).toMatchObject({
      ok: true,
      rendered: { body: { text: 'yok' }, usedFallback: true },
    });
  });

  it('[T-34] refuses a blank, and names what is missing', () => {
    const result = render('Adres: {{email}}');
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.refusal.details).toMatchObject({ missing: ['email'] });
  });

  it('never fills a value a second time, and no variable goes out as a name', () => {
    expect(render('{{name}}', person({ name: '{email} $& $1' }))).toMatchObject({
      ok: true,
      rendered: { body: { text: '{email} $& $1' } },
    });
    expect(render('{{name}}', person({ name: '{{email}}' })).ok).toBe(false);
  });

  it('[T-32] names the variables that nobody knows, and the fields that must be there', () => {
    expect(unknownVariables('{{frist_name}} {{name}} {{ frist_name | x }} {{}}')).toEqual([
      'frist_name',
      '',
    ]);
    expect(neededFields('{{first_name}} {{email|yok}} {{first_name}}')).toEqual(['firstName']);
    expect(unknownVariables('{{constructor}}')).toEqual(['constructor']);
    expect(neededFields('{{constructor}}')).toEqual([]);
  });

  it('leaves a text without variables alone, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!text.includes('{{'));
        const result = render(text);
        expect(result.ok && result.rendered.body.text).toBe(text);
      })
    );
  });
});

import { changeBy } from '../../../server/src/flows/turning';
import { DomainError } from '../../../server/src/kernel/errors';

const said = (answer: string) => () => answer;
const set = (field: 'email' | 'name' | 'custom.size') => ({
  values: [{ field, text: '{{answer}}' }],
});
const refusalOf = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('nothing was refused');
};

describe('what a step of a flow writes of the contact', () => {
  it('is as the form of contacts would save it', () => {
    expect(changeBy(set('name'), said(' Ayşe Kaya '))).toEqual({ name: 'Ayşe Kaya' });
    expect(changeBy(set('custom.size'), said('42'))).toEqual({ custom: { size: '42' } });
  });

  it('[X-13] is refused by field and remedy in both languages, never in the words of the validator', () => {
    const { kind, message, details } = refusalOf(() => changeBy(set('email'), said('yok')));
    const remedy = 'Enter an e-mail address, for example shop@example.com.';
    expect([kind, details.field, details.remedy]).toEqual(['invalid', 'email', remedy]);
    expect(message).toBe('“email” has the wrong format.');
    expect(details.words).toMatchObject({
      en: { text: message, advice: remedy },
      tr: { text: '“email” beklenen biçimde değil.' },
    });
  });
});

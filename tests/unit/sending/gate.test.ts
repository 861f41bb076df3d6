import { isBulk } from '../../../server/src/sending/gate';
import { unaskedOwner } from '../../../server/src/sending/unasked';

/** Owners of keys: of a run that answers nobody, of one that answers, and of none. */
const UNASKED = unaskedOwner('run:7');
const ANSWER = 'bot';

describe('what is judged as what goes to many', () => {
  it.each([
    ['MARKETING', UNASKED, true],
    ['MARKETING', ANSWER, false],
    ['MARKETING', null, false],
    ['SERVICE', UNASKED, true],
    ['SERVICE', ANSWER, false],
    // News of an order goes at any hour.
    ['UTILITY', UNASKED, false],
    ['AUTHENTICATION', UNASKED, false],
  ] as const)('[M-50] %s with keys of %s: %s', (category, keyOwner, wanted) => {
    expect(isBulk({ category, keyOwner })).toBe(wanted);
  });

  it('a text that the team tries out is, a template is not', () => {
    expect(isBulk({ category: 'SERVICE', testOf: 3, keyOwner: null })).toBe(true);
    expect(isBulk({ category: 'MARKETING', testOf: 3, keyOwner: null })).toBe(false);
  });
});

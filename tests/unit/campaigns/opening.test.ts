import { opensAsBefore, type Opening } from '../../../server/src/campaigns/domain/opening';

const [A, B] = [1, 2];
const opening = (templateId: number | null, byLanguage = false): Opening => ({
  templateId,
  byLanguage,
});

it.each<[string, Opening, Opening, boolean]>([
  ['nothing changed', opening(A), opening(A), true],
  ['it still follows the order', opening(A, true), opening(A, true), true],
  ['it begins with words, as before', opening(null), opening(null), true],
  ['it names another template', opening(A), opening(B), false],
  ['it begins with words by now', opening(A), opening(null), false],
  ['it begins with a template by now', opening(null), opening(A), false],
  ['it follows the order by now', opening(A), opening(A, true), false],
  ['it names a language by now', opening(A, true), opening(A), false],
])('[E-25] [M-11] a campaign compares how its bot begins: %s', (_title, before, now, isSame) => {
  expect(opensAsBefore(before, now)).toBe(isSame);
});

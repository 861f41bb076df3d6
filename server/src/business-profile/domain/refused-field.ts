import type { ProfileField } from '../../contracts/business-profile';

/** Names by which Meta's sentences call the fields, the longer first. */
const NAMES: readonly [RegExp, ProfileField][] = [
  [/profile[_ ]picture/i, 'picture'],
  [/\bwebsites?\b/i, 'websites'],
  [/\bdescription\b/i, 'description'],
  [/\bvertical\b/i, 'vertical'],
  [/\bemail\b/i, 'email'],
  [/\babout\b/i, 'about'],
  [/\baddress\b/i, 'address'],
];

/** The field that a refusal of Meta is about; null when its sentence names none. */
export const fieldRefused = (said: string): ProfileField | null =>
  NAMES.find(([name]) => name.test(said))?.[1] ?? null;

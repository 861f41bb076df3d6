import type { Key } from '../../../translations/key';

/** Fields of a person that the side panel changes as plain text. */
export type PlainField = 'name' | 'email' | 'language' | 'town';

const RULES: Record<PlainField, { fits: RegExp; problem: Key; mayBeEmpty: boolean }> = {
  name: { fits: /\S/, problem: 'contacts.problem.name', mayBeEmpty: false },
  email: {
    fits: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    problem: 'contacts.problem.email',
    mayBeEmpty: true,
  },
  language: {
    fits: /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/,
    problem: 'inbox.panel.field.language-problem',
    mayBeEmpty: true,
  },
  town: { fits: /\S/, problem: 'contacts.problem.name', mayBeEmpty: true },
};

/** What is wrong with it, as a key of the translations; the server checks the same. */
export const plainProblem = (of: PlainField, value: string): Key | null => {
  const { fits, problem, mayBeEmpty } = RULES[of];
  if (value === '' && mayBeEmpty) return null;
  return fits.test(value) ? null : problem;
};

/** A place on the map of OpenStreetMap; only numbers go into the address. */
export const mapLink = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://www.openstreetmap.org/?mlat=${latitude.toFixed(6)}&mlon=${longitude.toFixed(6)}#map=16/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;

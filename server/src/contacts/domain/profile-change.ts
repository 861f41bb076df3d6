import type { ContactRow } from '../tables';

/** What people know of somebody; what follows from it (search text, keys) and what moves by itself is left out. */
const FIELDS = [
  'name',
  'givenName',
  'familyName',
  'email',
  'phone',
  'language',
  'country',
  'timezone',
  'town',
  'ownerId',
] as const satisfies readonly (keyof ContactRow)[];

type Profile = Partial<Pick<ContactRow, (typeof FIELDS)[number]>>;

const differs = <F extends keyof ContactRow>(
  field: F,
  before: Partial<Pick<ContactRow, F>>,
  after: Partial<Pick<ContactRow, F>>
): boolean => after[field] !== undefined && after[field] !== before[field];

/** Names of the fields that are another value after than before; a field that `after` does not name stayed. */
export const changedFields = (before: Profile, after: Profile): string[] =>
  FIELDS.filter((field) => differs(field, before, after));

type Learned = Profile & Partial<Pick<ContactRow, 'waId' | 'bsuid' | 'username' | 'profileName'>>;

/** The same of what WhatsApp tells of somebody: beside the fields their names there, and `identity` for a new number or id. */
export const learnedFields = (before: Learned, after: Learned): string[] => [
  ...changedFields(before, after),
  ...(['username', 'profileName'] as const).filter((field) => differs(field, before, after)),
  ...((['waId', 'bsuid'] as const).some((field) => differs(field, before, after))
    ? ['identity']
    : []),
];

/** Tags and profile fields of somebody. */
export interface Extras {
  tags: readonly string[];
  custom: Readonly<Record<string, unknown>>;
}

/** The same of tags and profile fields. */
export const changedExtras = (before: Extras, after: Extras): string[] => {
  const list = (tags: readonly string[]) => JSON.stringify([...tags].sort());
  const keys = [...new Set([...Object.keys(before.custom), ...Object.keys(after.custom)])];
  return [
    ...(list(before.tags) === list(after.tags) ? [] : ['tags']),
    ...keys.filter((key) => before.custom[key] !== after.custom[key]).map((key) => `custom.${key}`),
  ];
};

interface Change {
  contactId: number;
  fields: readonly string[];
}

/** One change of each person out of several. */
export const joinedChanges = (changes: readonly Change[]): Change[] => {
  const all = new Map<number, string[]>();
  for (const { contactId, fields } of changes)
    all.set(contactId, [...new Set([...(all.get(contactId) ?? []), ...fields])]);
  return [...all].map(([contactId, fields]) => ({ contactId, fields }));
};

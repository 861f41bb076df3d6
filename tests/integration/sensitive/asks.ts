/** What nobody without the permission may read, wherever they look. */
export const SECRET = 'peanutzzz';

/** A condition that is true of who has the secret. */
const condition = (key: string, more: object = {}) => ({
  on: 'custom',
  key,
  operator: 'is',
  value: SECRET,
  exclude: false,
  ...more,
});
/** The same in the filter of people, in a choice of people and in a segment. */
export const among = (key: string, more: object = {}) => ({ fields: [condition(key, more)] });
export const choice = (filter: object) => ({ kind: 'all', filter, except: [] });
export const tree = (filter: object) => ({
  kind: 'group',
  not: false,
  match: 'all',
  nodes: [{ kind: 'people', not: false, filter }],
});

import type { Entry } from './entries';
import type { Mapping } from './mappings';

/** What an entry is called: its name and surname, else the first text of its type, else its document id. */
export const titlePaths = ({ type, config }: Mapping): string[] => {
  const own = [config.fields.name, config.fields.surname].filter(
    (path): path is string => path !== null && !path.includes('.')
  );
  if (own.length > 0) return own;
  return type.titleField && !config.marks[type.titleField] ? [type.titleField] : [];
};

export const titleOf = (mapping: Mapping, entry: Entry): string =>
  titlePaths(mapping)
    .map((path) => entry.values[path])
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '')
    .join(' ') || entry.documentId;

/** Path inside the admin: the entry in the Content Manager. */
export const urlOf = (uid: string, documentId: string): string =>
  `/content-manager/collection-types/${uid}/${documentId}`;

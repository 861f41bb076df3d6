const idPattern = /\b[A-Z]{1,3}-\d{2,3}\b/g;

/**
 * Ids of the requirement list, in its order: `- **C-11** · L1 · …`. A row whose text says `*dropped` or
 * that stands under a heading with "later" needs no test.
 */
export const idsOfList = (markdown) => {
  const ids = [];
  let isLater = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('#')) isLater = /\blater\b/i.test(line);
    const id = /^\s*(?:[-*]|\|)\s*\**([A-Z]{1,3}-\d{2,3})\**/.exec(line)?.[1];
    if (id && !isLater && !line.includes('*dropped')) ids.push(id);
  }
  return [...new Set(ids)];
};

/** Ids named in square brackets anywhere in a title: `[C-11]`, `[C-11, C-12]`, `[C-11][M-05]`. */
export const idsOfTitle = (title) =>
  [...title.matchAll(/\[([^\]]*)\]/g)].flatMap(([, inside]) => inside.match(idPattern) ?? []);

const titlePattern =
  /\b(?:it|itInFull|test|describe)(?:\.[a-z]+)*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Titles of the `it`, `test` and `describe` calls of a test file (`.each` tables included). */
export const titlesOfSource = (source) => [...source.matchAll(titlePattern)].map(([, , t]) => t);

/**
 * Compares the list with the tests. `files`: `[{ file, source }]`. Answers the ids with a test (and in
 * which files), those without, and ids that tests name although the list has none such.
 */
export const compareRequirements = (listed, files) => {
  const foundIn = new Map();
  for (const { file, source } of files) {
    for (const id of titlesOfSource(source).flatMap(idsOfTitle)) {
      foundIn.set(id, new Set([...(foundIn.get(id) ?? []), file]));
    }
  }
  const known = new Set(listed);
  return {
    tested: listed
      .filter((id) => foundIn.has(id))
      .map((id) => ({ id, files: [...foundIn.get(id)].sort() })),
    untested: listed.filter((id) => !foundIn.has(id)),
    unknown: [...foundIn.keys()]
      .filter((id) => !known.has(id))
      .sort()
      .map((id) => ({ id, files: [...foundIn.get(id)].sort() })),
  };
};

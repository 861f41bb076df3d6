import type { LogLine } from './public';

/** What has such a name, as the sentence of the line names it. */
type Kind = 'tag' | 'shortcut' | 'view';

/** Two names that an update has made one (runtime/refold.ts): both stay, and the later one is found by its own spelling. */
export const keptApart = (
  kind: Kind,
  { first, later }: { first: string; later: string }
): LogLine => ({
  area: 'engine',
  level: 'warn',
  event: 'name-kept-apart',
  text: `Two names count as one now: "${first}" and "${later}" (${kind}). Both stay; rename one of them`,
  details: { kind, first, later },
});

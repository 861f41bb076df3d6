import type { MergePreview } from '../contracts/contacts';
import { notFound } from '../kernel/errors';
import { mergedColumns, survivorOf } from './domain/merge';
import type { ContactsService, MergeSource, Reading } from './public';
import type { ContactRow } from './tables';

interface Deps extends Pick<ContactsService, 'get' | 'views'> {
  sources: readonly MergeSource[];
}

const told = async (
  sources: readonly MergeSource[],
  keep: ContactRow,
  gone: ContactRow
): Promise<Pick<MergePreview, 'counts' | 'consent'>> => {
  const parts = await Promise.all(sources.map((source) => source(keep, gone)));
  return {
    counts: parts.flatMap(({ counts = [] }) => counts),
    consent: parts.flatMap(({ consent = [] }) => consent),
  };
};

/** See `ContactsService.previewMerge`. Changes nothing; the merge itself decides again by the same rules. */
export const previewMerge = async (
  { get, views, sources }: Deps,
  [a, b]: [number, number],
  reading?: Reading
): Promise<MergePreview> => {
  const { winner, loser } = survivorOf(await get(a), await get(b));
  const both = [winner, loser, { ...winner, ...mergedColumns(winner, loser) }];
  const [keep, gone, result] = await views(both, reading);
  if (!keep || !gone || !result || winner.id === loser.id) throw notFound('contact');
  const tags = [...new Set([...keep.tags, ...gone.tags])];
  const { counts, consent } = await told(sources, winner, loser);
  const decided = Object.fromEntries(consent.map(({ category, state }) => [category, state]));
  const ofTags = {
    what: 'tags' as const,
    keep: keep.tags.length,
    gone: gone.tags.length,
    result: tags.length,
  };
  return {
    keep,
    gone,
    result: {
      ...result,
      tags,
      custom: { ...gone.custom, ...keep.custom },
      consent: { ...result.consent, ...decided },
    },
    counts: [...counts, ofTags],
    consent,
  };
};

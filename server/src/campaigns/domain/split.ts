import type { VariantLetter } from '../../contracts/campaign-trial';

/** Contacts carry a random bucket below this; a campaign's split shuffles the buckets again. */
export const SPLIT = 10_000;
export const LETTERS: readonly VariantLetter[] = ['A', 'B', 'C', 'D'];

/** How a campaign divides its people; shares in percent, `share` of those outside the control group. */
export interface Split {
  a: number;
  b: number;
  holdout: number;
  share: number;
  arms: number;
}

/** A multiplier coprime to the number of buckets, and a shift: each campaign splits in another way. */
export const randomSplit = (random: () => number): { splitA: number; splitB: number } => {
  const odd = Math.floor(random() * (SPLIT / 2)) * 2 + 1;
  return { splitA: odd % 5 === 0 ? odd + 2 : odd, splitB: Math.floor(random() * SPLIT) };
};

/** The place of a bucket in a campaign, 0…9,999: the same for the same person every time. */
export const placeOf = (bucket: number, { a, b }: Pick<Split, 'a' | 'b'>): number =>
  (bucket * a + b) % SPLIT;

/** Places below `ends[i]` belong to arm i, places from `holdoutFrom` on to the hold-out, the rest to nobody yet. */
export const bounds = ({ holdout, share, arms }: Omit<Split, 'a' | 'b'>) => {
  const holdoutFrom = SPLIT - Math.round((holdout * SPLIT) / 100);
  const tested = arms > 1 ? Math.round((holdoutFrom * share) / 100) : 0;
  const ends = Array.from({ length: arms > 1 ? arms : 0 }, (_, arm) =>
    Math.round((tested * (arm + 1)) / arms)
  );
  return { ends, holdoutFrom };
};

/** What a person gets: a variant, nothing at all, or (null) the winner. */
export const partOf = (bucket: number, split: Split): VariantLetter | 'hold-out' | null => {
  const place = placeOf(bucket, split);
  const { ends, holdoutFrom } = bounds(split);
  if (place >= holdoutFrom) return 'hold-out';
  const arm = ends.findIndex((end) => place < end);
  return arm < 0 ? null : (LETTERS[arm] ?? null);
};

const placeSql = ({ a, b }: Split): string => `((c.bucket * ${a} + ${b}) % ${SPLIT})`;

/** `partOf` over `c`, as far as it is a variant. */
export const variantSql = (split: Split): string => {
  const { ends } = bounds(split);
  if (ends.length === 0) return 'NULL';
  const place = placeSql(split);
  const arms = ends.map((end, arm) => `WHEN ${place} < ${end} THEN '${LETTERS[arm] ?? 'A'}'`);
  return `CASE ${arms.join(' ')} ELSE NULL END`;
};

/** Condition over `c`: this person gets nothing, so that the others can be compared with them. */
export const holdoutSql = (split: Split): string | null =>
  split.holdout === 0 ? null : `${placeSql(split)} >= ${bounds(split).holdoutFrom}`;

/** Condition over `c`: a random share of the people, for a first try. */
export const sampleSql = (split: Split, percent: number): string =>
  `((${placeSql(split)} * 7 + 13) % ${SPLIT}) < ${Math.round((percent * SPLIT) / 100)}`;

import { median, round } from './numbers';

/** What a bench answers: figures, and objects and lists of figures. */
export type Figures = Record<string, unknown>;

export interface Comparison {
  /** Where the figure is in the answer: `answers.perSecond`. */
  key: string;
  before: number | null;
  now: number | null;
  /** `now` by `before`; null where one of them is missing or 0, or where the two measure different things. */
  ratio: number | null;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const leavesOf = (value: unknown, place: string[] = []): [string, number][] => {
  if (isNumber(value)) return [[place.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...place, name]));
};

/** Each figure's median over the rounds, by its place in the answer. */
const mediansOf = (rounds: readonly Figures[]): Map<string, number> => {
  const values = new Map<string, number[]>();
  for (const [key, value] of rounds.flatMap((figures) => leavesOf(figures)))
    values.set(key, [...(values.get(key) ?? []), value]);
  return new Map([...values].map(([key, list]) => [key, median(list)]));
};

/** Every figure of two builds, key by key, in the order in which they are first met. */
export const compareFigures = (
  { before, now }: { before: readonly Figures[]; now: readonly Figures[] },
  isSameCase: boolean
): Comparison[] => {
  const [old, fresh] = [mediansOf(before), mediansOf(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].map((key) => {
    const [was, is] = [old.get(key) ?? null, fresh.get(key) ?? null];
    const ratio =
      isSameCase && was !== null && is !== null && was !== 0 ? round(is / was, 3) : null;
    return { key, before: was, now: is, ratio };
  });
};

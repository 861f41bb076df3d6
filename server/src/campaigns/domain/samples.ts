import type { PreflightResult } from '../../contracts/campaigns';

type Sample = PreflightResult['samples'][number];

const MOST = 5;
const lengthOf = ({ body }: Sample): number => (body.text ?? '').length;

/** A few messages worth looking at: the first ones, the longest, and one in which a fallback stands. */
export const pickSamples = (all: readonly Sample[]): Sample[] => {
  const longest = [...all].sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  const fallback = all.find((sample) => sample.usedFallback);
  const edges = [longest, fallback].filter((one): one is Sample => one !== undefined);
  const first = all
    .filter((sample) => !edges.includes(sample))
    .slice(0, MOST - new Set(edges).size);
  return [...new Set([...first, ...edges])];
};

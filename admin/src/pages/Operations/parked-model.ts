import type { ParkedCounts, ParkedView } from '../../../../server/src/contracts/parked';

export type Parked = ParkedView;
export type Reason = Parked['reason'];

/** Ids are unique within a source. */
export const parkedKey = ({ source, id }: Pick<Parked, 'source' | 'id'>): string =>
  `${source}-${id}`;

/** Indented when it is JSON; as it came when it is not, or when only its beginning was sent. */
export const prettyJson = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** Reasons with how many there are of each, the most frequent first. */
export const reasonsOf = ({ reasons }: Pick<ParkedCounts, 'reasons'>): ParkedCounts['reasons'] =>
  [...reasons].sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));

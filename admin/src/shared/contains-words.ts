import { fold } from '../../../server/src/contracts/fold';

/** Words in any order and without their accents: "order nu" finds "@Order › Number"; the "@" itself finds all. */
export const containsWords = (label: string, typed: string): boolean => {
  const text = fold(label);
  return fold(typed)
    .split(/[\s›@]+/)
    .every((word) => text.includes(word));
};

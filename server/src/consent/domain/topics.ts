import { TOPIC_KEY } from '../../contracts/consent';
import type { Frequency } from '../../contracts/contacts';
import { readChannels } from './channels';
import { hasKey, keysColumn, readKeys } from '../../kernel/key-set';

/** Keys of the kinds of message in the column `topics_out`. */
export const refusedTopics = readKeys;

/** What a person chose beside the two consents (O-27, O-28, O-30). */
export const wishesOf = ({
  topicsOut,
  frequency,
  pausedUntil,
  channels,
}: {
  topicsOut: string;
  channels: string;
  frequency: Frequency | null;
  pausedUntil: number | null;
}) => ({
  topicsRefused: refusedTopics(topicsOut),
  channels: readChannels(channels),
  frequency,
  pausedUntil,
});

/** The column `topics_out` for these kinds of message; what is no key is left out (O-27). */
export const topicsColumn = (keys: readonly string[]): string =>
  keysColumn(keys.filter((key) => TOPIC_KEY.test(key)));

/** True when the person wants none of this kind. */
export const refuses = (column: string, topic: string | null | undefined): boolean =>
  topic ? hasKey(column, topic) : false;

/** The same over the column `topics_out` of the contacts table. A key has neither quotes nor LIKE's own signs. */
export const refusesSql = (topic: string, alias = 'c'): string => {
  if (!TOPIC_KEY.test(topic)) throw new Error('not a key of a topic');
  return `${alias}.topics_out LIKE '%,${topic},%'`;
};

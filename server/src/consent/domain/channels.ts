import { TOPIC_KEY, type Channel } from '../../contracts/consent';
import { hasKey, keysColumn, readKeys } from '../../kernel/key-set';

/** Stands for all marketing that has no choice of its own. No key of a kind of message has a star. */
const ALL = '*';

const CHANNELS = ['whatsapp', 'email', 'sms'] as const;
const OTHERS = ['email', 'sms'] as const;
/** What a row can hold: kinds that are not offered any more keep their answer, the oldest ones go at last. */
const MOST = 24;

export interface ChannelChoice {
  /** Key of a kind of message, or `ALL`. */
  key: string;
  channel: Channel;
}

/** What a message is, as far as its channel depends on it. */
export interface ChannelAsk {
  category: 'MARKETING' | 'UTILITY';
  topic: string | null;
}

const isChannel = (word: string | undefined): word is Channel =>
  CHANNELS.some((one) => one === word);

/** The choices in the column `channels`. */
export const readChannels = (column: string): ChannelChoice[] =>
  readKeys(column).flatMap((entry) => {
    const [key = '', channel] = entry.split(':');
    return isChannel(channel) ? [{ key, channel }] : [];
  });

/** The column for these choices; the newest of a key counts. WhatsApp for all is what holds without a choice. */
export const channelsColumn = (choices: readonly ChannelChoice[]): string => {
  const byKey = new Map<string, Channel>();
  for (const { key, channel } of choices) {
    byKey.delete(key);
    if (key !== ALL && !TOPIC_KEY.test(key)) continue;
    if (key !== ALL || channel !== 'whatsapp') byKey.set(key, channel);
  }
  return keysColumn([...byKey].slice(-MOST).map(([key, channel]) => `${key}:${channel}`));
};

/** By which channel the person wants such a message: their choice for its kind, else that for all marketing. */
export const channelOf = (column: string, { category, topic }: ChannelAsk): Channel => {
  if (column === '') return 'whatsapp';
  const keys = [...(topic === null ? [] : [topic]), ...(category === 'MARKETING' ? [ALL] : [])];
  for (const key of keys)
    for (const channel of CHANNELS) if (hasKey(column, `${key}:${channel}`)) return channel;
  return 'whatsapp';
};

/** `channelOf` is another one than WhatsApp, over the column of alias `c`; null where nobody can have chosen. */
export const channelSql = ({ category, topic }: ChannelAsk): string | null => {
  if (topic !== null && !TOPIC_KEY.test(topic)) throw new Error('not a key of a topic');
  const wants = (key: string): string =>
    `(${OTHERS.map((channel) => `c.channels LIKE '%,${key}:${channel},%'`).join(' OR ')})`;
  const all = category === 'MARKETING' ? wants(ALL) : null;
  if (topic === null) return all;
  if (all === null) return wants(topic);
  return `(${wants(topic)} OR (c.channels NOT LIKE '%,${topic}:whatsapp,%' AND ${all}))`;
};

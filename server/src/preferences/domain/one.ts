import type { Channel, Topic } from '../../contracts/consent';
import type { Frequency } from '../../contracts/contacts';
import { DAY_MS } from '../../kernel/time';
import {
  changeBy,
  PAUSES,
  type Category,
  type Decision,
  type MoreChange,
  type PreferenceState,
} from './choice';

/** One choice, taken alone: a tap in the chat (O-19, O-27…O-30). It names what is wanted, so that twice is once. */
export type OneChoice =
  | { kind: 'category'; category: Category; on: boolean }
  | { kind: 'topic'; key: string; on: boolean }
  | { kind: 'often'; often: Frequency | 'any' }
  | { kind: 'pause'; pause: 'none' | keyof typeof PAUSES }
  | { kind: 'language'; language: string }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'stop' };

/** What there is to choose from now, for this person. */
export interface Offered {
  topics: readonly Pick<Topic, 'key'>[];
  /** Channels for all offers; empty when there is no choice. */
  channels: readonly Channel[];
  now: number;
}

const unchanged = ({ topicsRefused, frequency, channels }: PreferenceState): MoreChange => ({
  offered: [],
  topicsRefused,
  frequency,
  channels,
  language: null,
});

const withTopic = (
  state: PreferenceState,
  { key, on }: { key: string; on: boolean }
): MoreChange => {
  const others = state.topicsRefused.filter((one) => one !== key);
  return { ...unchanged(state), offered: [key], topicsRefused: on ? others : [...others, key] };
};

const withChannel = (state: PreferenceState, channel: Channel): MoreChange => ({
  ...unchanged(state),
  channels: [...state.channels.filter(({ key }) => key !== '*'), { key: '*', channel }],
});

const more = (change: MoreChange): Decision => ({ consents: [], more: change });

/**
 * What the choice changes; everything else stays. Null: it is not offered (any more), nothing is to be changed. A plain
 * "no" to a category is recorded also where nothing was known, and again from who is out: unlike an empty box it was said.
 */
export const decisionOfOne = (
  state: PreferenceState,
  choice: OneChoice,
  { topics, channels, now }: Offered
): Decision | null => {
  switch (choice.kind) {
    case 'category': {
      const { category, on } = choice;
      const isSo = on && state[category] === 'in';
      const action = on ? ('opt-in' as const) : ('opt-out' as const);
      return { consents: isSo ? [] : [{ category, action }], more: null };
    }
    case 'topic':
      return topics.some(({ key }) => key === choice.key) ? more(withTopic(state, choice)) : null;
    case 'often':
      return more({
        ...unchanged(state),
        frequency: choice.often === 'any' ? null : choice.often,
      });
    case 'pause':
      return {
        consents: [],
        more: null,
        pausedUntil: choice.pause === 'none' ? null : now + PAUSES[choice.pause] * DAY_MS,
      };
    case 'language':
      return more({ ...unchanged(state), language: choice.language });
    case 'channel':
      return channels.includes(choice.channel) ? more(withChannel(state, choice.channel)) : null;
    case 'stop':
      return { ...changeBy(state, { do: 'stop' }, now), more: null };
  }
};

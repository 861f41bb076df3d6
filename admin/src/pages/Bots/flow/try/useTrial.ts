import { useRef, useState } from 'react';
import type { BotView, TryBody, TryResult } from '../../../../../../server/src/contracts/bots';
import type { ContactView } from '../../../../../../server/src/contracts/contacts';
import { TRIAL_MOVES, type FlowTrial } from '../../../../../../server/src/contracts/flow-trial';
import { useWhatsappTryBotsMutation } from '../../../../api/bots';
import { useApiError } from '../../../../shared/useApiError';
import { useT } from '../../../../shared/useT';
import { messageOf, valueOfEvent, type TriedEvent } from '../../components/TrialEvent';
import { bodyOf, wordsOf } from '../../model';
import type { Flow } from '../useFlow';

export type Move = NonNullable<TryBody['moves']>[number];

/** What sets the flow off, and who the person is. */
export interface Asked extends TriedEvent {
  readonly windowOpen: boolean;
  /** Null: the made-up person. */
  readonly contact: ContactView | null;
  readonly name: string;
  readonly language: string;
  readonly country: string;
  readonly town: string;
  /** As typed, with commas. */
  readonly tags: string;
  /** Of the made-up person: they agreed to marketing and utility messages. */
  readonly optedIn: boolean;
}

const AYSE: Asked = {
  ...{ event: 'message', text: '', value: '', isFirst: false },
  ...{ windowOpen: true, contact: null },
  ...{ name: 'Ayşe Kaya', language: 'tr', country: 'TR', town: 'Bursa', tags: '' },
  optedIn: true,
};

/** What sets a bot off, as it happens in earnest; `hello`: what the customer writes where no word sets it off. */
export const opening = (
  { triggers: [first] }: Pick<BotView, 'triggers'>,
  hello: string
): TriedEvent => {
  const written = { event: 'message', text: hello, value: '', isFirst: false } as const;
  if (first?.kind === 'keyword') return { ...written, text: first.words[0] ?? hello };
  if (first?.kind !== 'event') return written;
  const { event, value } = first;
  if (event === 'first-message' || event === 'opened') return { ...written, isFirst: true };
  if (event === 'button') return { ...written, event, text: value.trim() || hello };
  return { ...written, event, value: valueOfEvent(event, value.trim()) };
};

const personOf = ({ name, language, country, town, tags, optedIn }: Asked): TryBody['person'] => ({
  name: name.trim(),
  language: language.trim(),
  country: /^[a-z]{2}$/i.test(country.trim()) ? country.trim().toUpperCase() : '',
  town: town.trim(),
  tags: wordsOf(tags).slice(0, 20),
  optedIn,
});

/** What has been played: the answer, what set it off, and the moves that led to it. */
export interface Played {
  readonly result: TryResult;
  readonly trial: FlowTrial;
  readonly asked: Asked;
  readonly moves: readonly Move[];
}

/**
 * A trial of the edited flow. It outlives its drawer, so that one can change a step and go on;
 * the server plays all moves again each time.
 */
export const useTrial = (bot: BotView, flow: Flow) => {
  const t = useT();
  const explain = useApiError();
  const [attempt, attempting] = useWhatsappTryBotsMutation();
  const [asked, setAsked] = useState<Asked>(() => ({
    ...AYSE,
    ...opening(bot, t('flows.try.hello')),
  }));
  const [played, setPlayed] = useState<Played | null>(null);
  const [error, setError] = useState<string | null>(null);
  const round = useRef(0);
  /** A move that is played, and nothing else until then: each one follows the one before. */
  const isPlaying = useRef(false);
  /** What was asked last. */
  const latest = useRef<[by: Asked, moves: readonly Move[], at: number | null] | null>(null);

  const play = async (by: Asked, moves: readonly Move[], at: number | null): Promise<void> => {
    const own = (round.current += 1);
    const isLast = () => own === round.current;
    const draft = { ...bodyOf(flow.form.draft, true), steps: [], graph: flow.graph };
    const { windowOpen, contact } = by;
    setError(null);
    isPlaying.current = true;
    latest.current = [by, moves, at];
    try {
      const result = await attempt({
        id: bot.id,
        bot: { ...draft, name: draft.name || '…' },
        message: messageOf(by),
        ...{ contactId: contact?.id ?? null, person: personOf(by) },
        ...{ moves: [...moves], at, windowOpen },
      }).unwrap();
      if (isLast() && result.trial) setPlayed({ result, trial: result.trial, asked: by, moves });
    } catch (refused) {
      if (isLast()) setError(explain(refused).message);
    } finally {
      if (isLast()) isPlaying.current = false;
    }
  };

  return {
    asked,
    change: (part: Partial<Asked>) => setAsked((old) => ({ ...old, ...part })),
    played,
    error,
    isBusy: attempting.isLoading,
    isFull: (played?.moves.length ?? 0) >= TRIAL_MOVES,
    /** The form says something else than what is played. */
    isStale: played !== null && JSON.stringify(asked) !== JSON.stringify(played.asked),
    /** From the beginning, with what the form says. */
    start: () => play(asked, [], null),
    /** Plays the same moves once more, after a change of the flow. */
    replay: async () => {
      if (played) await play(played.asked, played.moves, played.trial.startedAt);
    },
    /** What could not be played, once more. */
    retry: async () => {
      if (latest.current) await play(...latest.current);
    },
    /** False: the move before it is still played, and this one is not. */
    make: (move: Move): boolean => {
      if (!played || isPlaying.current) return false;
      void play(played.asked, [...played.moves, move], played.trial.startedAt);
      return true;
    },
    /** Takes the last move back. */
    undo: async () => {
      if (played && !isPlaying.current)
        await play(played.asked, played.moves.slice(0, -1), played.trial.startedAt);
    },
    /** The step where the person waits in the trial. */
    here: played?.trial.place?.node ?? null,
  };
};
export type Trial = ReturnType<typeof useTrial>;

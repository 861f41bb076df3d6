import { useMemo, useRef, useState } from 'react';
import type { BotTrigger } from '../../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../../server/src/contracts/flow-graph';
import {
  REHEARSAL_PEOPLE,
  REHEARSAL_PIECE,
  REHEARSAL_SEEDS,
  type Rehearsal,
  type RehearsalBody,
} from '../../../../../../server/src/contracts/flow-rehearsal';
import { useWhatsappDrawBotsMutation, useWhatsappRehearseBotsMutation } from '../../../../api/bots';
import { useApiError } from '../../../../shared/useApiError';
import { useT } from '../../../../shared/useT';
import { figuresFrom } from '../marks';
import { joinedRehearsal, piecesOf } from '../model/rehearsal';
import { isProactive } from '../../components/TrialEvent';
import { opening } from '../try/useTrial';
import type { Flow } from '../useFlow';

/** With whom a flow is rehearsed, and how they behave. */
export interface RehearsalForm {
  /** Null: all contacts. */
  readonly segment: { readonly id: number; readonly name: string } | null;
  readonly people: number | null;
  /** In percent. */
  readonly silent: number | null;
  readonly unfit: number | null;
  readonly seed: number | null;
}

/** From and to, both included. */
export const BOUNDS = {
  people: [1, REHEARSAL_PEOPLE],
  silent: [0, 100],
  unfit: [0, 100],
  seed: [0, REHEARSAL_SEEDS - 1],
} as const;
export type FormNumber = keyof typeof BOUNDS;

export const isWithin = (name: FormNumber, value: number | null): value is number => {
  const [from, to] = BOUNDS[name];
  return value !== null && Number.isInteger(value) && value >= from && value <= to;
};

/** A rehearsal that is over: what was played, and what came of it. */
export interface Rehearsed {
  readonly form: RehearsalForm;
  readonly graph: FlowGraph;
  readonly sum: Rehearsal;
}

/** Does a message start the flow, now or as it waits for an answer? A tag, a closed conversation and a campaign are none. */
const beginsByMessage = ([first]: readonly BotTrigger[]): boolean =>
  first !== undefined && !(first.kind === 'event' && isProactive(first.event));

/** What the person writes first; empty: nothing. */
const openingOf = (triggers: BotTrigger[], hello: string): string =>
  beginsByMessage(triggers) ? opening({ triggers }, hello).text : '';

/** The numbers as they go to the server; null: one of them is not within its bounds. */
const numbersOf = ({ people, silent, unfit, seed }: RehearsalForm) =>
  isWithin('people', people) &&
  isWithin('silent', silent) &&
  isWithin('unfit', unfit) &&
  isWithin('seed', seed)
    ? { people, silent, unfit, seed }
    : null;

type Habits = Pick<RehearsalBody, 'silent' | 'unfit' | 'seed'>;

const newForm = (): RehearsalForm => ({
  ...{ segment: null, people: 100, silent: 20, unfit: 10 },
  seed: Math.floor(Math.random() * REHEARSAL_SEEDS),
});

/**
 * Plays the edited flow with saved contacts, by pieces; the server keeps nothing of it. It outlives its drawer, so that its
 * figures show at the steps.
 */
export const useRehearsal = (botId: number, flow: Flow) => {
  const t = useT();
  const explain = useApiError();
  const [draw] = useWhatsappDrawBotsMutation();
  const [rehearse] = useWhatsappRehearseBotsMutation();
  const [form, setForm] = useState(newForm);
  const [done, setDone] = useState<Rehearsed | null>(null);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const round = useRef(0);
  const { graph } = flow;
  const { accountId, triggers } = flow.form.draft;
  const figures = useMemo(() => (done ? figuresFrom(done.sum.nodes) : undefined), [done]);

  /** Plays all of them; null: it was stopped. */
  const playAll = async (contactIds: readonly number[], habits: Habits, isOn: () => boolean) => {
    const said = openingOf(triggers, t('flows.try.hello'));
    const asked = { id: botId, graph, accountId, said, ...habits };
    let sum: Rehearsal | null = null;
    let played = 0;
    for (const piece of piecesOf(contactIds, REHEARSAL_PIECE)) {
      if (!isOn()) return null;
      setProgress({ done: played, of: contactIds.length });
      const at: number | null = sum?.startedAt ?? null;
      const part: Rehearsal = await rehearse({ ...asked, contactIds: piece, at }).unwrap();
      sum = sum ? joinedRehearsal(sum, part) : part;
      played += piece.length;
    }
    return isOn() ? sum : null;
  };

  /** Answers with how many people it was played to its end; 0: it was not. */
  const start = async (): Promise<number> => {
    const own = (round.current += 1);
    const isOn = () => own === round.current;
    const numbers = numbersOf(form);
    if (!numbers) return 0;
    const { people, ...habits } = numbers;
    const { seed } = habits;
    setError(null);
    setProgress({ done: 0, of: people });
    try {
      const segmentId = form.segment?.id ?? null;
      const { contactIds } = await draw({ segmentId, people, seed }).unwrap();
      if (contactIds.length === 0) {
        if (isOn()) setError(t('flows.rehearse.nobody'));
        return 0;
      }
      const sum = await playAll(contactIds, habits, isOn);
      if (sum) setDone({ form, graph, sum });
      return sum?.people ?? 0;
    } catch (refused) {
      if (isOn()) setError(explain(refused).message);
      return 0;
    } finally {
      if (isOn()) setProgress(null);
    }
  };

  return {
    form,
    change: (part: Partial<RehearsalForm>) => setForm((old) => ({ ...old, ...part })),
    done,
    /** Of the steps; undefined where nothing is rehearsed. */
    figures,
    progress,
    error,
    start,
    stop: () => {
      round.current += 1;
      setProgress(null);
    },
    clear: () => setDone(null),
  };
};
export type RehearsalHands = ReturnType<typeof useRehearsal>;

import { useCallback, useMemo, useRef, useState } from 'react';
import {
  silenceBefore,
  type BotView,
  type FlowProblem,
} from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import { useWhatsappCheckBotsQuery } from '../../../api/bots';
import { useDebounced } from '../../../shared/useDebounced';
import { useBotForm } from '../components/useBotForm';
import { draftOf, type Draft } from '../model';
import { editOf, written } from './model/form';
import { graphOfSteps, textOf } from './model/graph';
import { begun, done, redone, undone } from './model/history';
import { useStore } from './useStore';

const PAUSE = 700;

/** The server knows no flow that a graph belongs to: this one is seen here. */
const startsItself = ({ nodes }: FlowGraph, botId: number): FlowProblem[] =>
  nodes.flatMap(({ id, step }): FlowProblem[] =>
    step.kind === 'start-flow' && step.flowId === botId
      ? [{ node: id, field: 'flowId', kind: 'starts-itself', level: 'stop' }]
      : []
  );

/** Problems that name a step which is not there: no card shows them. */
const OF_FLOW: readonly FlowProblem['kind'][] = ['no-steps', 'start-gone', 'goal-gone'];
export const isOfFlow = ({ kind }: FlowProblem): boolean => OF_FLOW.includes(kind);

interface Judged {
  readonly graph: FlowGraph;
  readonly accountId: number | null;
  readonly botId: number;
  /** For which the person may have written nothing when it begins. */
  readonly silentMinutes: number;
}

/** What is wrong with the graph; the server is asked when its maker pauses. */
const useProblems = ({ graph, accountId, botId, silentMinutes }: Judged) => {
  const settled = useDebounced(graph, PAUSE);
  // Memoised: the query makes a key of it each time that it gets another object.
  const asked = useMemo(
    () => ({ graph: settled, accountId, id: botId, silentMinutes }),
    [settled, accountId, botId, silentMinutes]
  );
  const query = useWhatsappCheckBotsQuery(asked, { refetchOnMountOrArgChange: true });
  const found = query.data?.problems;
  const list = useMemo(
    (): readonly FlowProblem[] | null =>
      found
        ? [
            ...startsItself(graph, botId),
            // A step may have been deleted since it was asked.
            ...found.filter((problem) => isOfFlow(problem) || nodeOf(graph, problem.node)),
          ]
        : null,
    [found, graph, botId]
  );
  return {
    /** Null: not known yet. */
    list,
    isChecking: settled !== graph || query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
  };
};
export type Problems = ReturnType<typeof useProblems>;

const isSame = (a: FlowGraph, b: FlowGraph): boolean => a === b || textOf(a) === textOf(b);

/** A flow while it is changed: its graph with what was before, what is wrong with it, and the ways to keep it. */
export const useFlow = (bot: BotView, opened: Draft | null) => {
  const form = useBotForm(bot, opened ?? draftOf(bot), { hasSteps: false });
  const [history, setHistory] = useState(() =>
    begun(
      bot.draft?.graph ??
        bot.graph ??
        graphOfSteps((opened ?? bot).steps.map((step) => written(editOf(step))))
    )
  );
  const graph = history.now;
  const begin = useCallback((next: FlowGraph) => setHistory(begun(next)), []);
  /** Something is typed in an open step, which is not in the graph yet. */
  const typed = useRef(false);
  const { accountId, triggers } = form.draft;
  const silentMinutes = silenceBefore(triggers);
  return {
    form,
    typed,
    graph,
    problems: useProblems({ graph, accountId, botId: bot.id, silentMinutes }),
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
    change: (next: FlowGraph) => setHistory((old) => done(old, next, isSame)),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    /** Another graph, with nothing to take back. */
    begin,
    store: useStore({ bot, form, graph, begin, typed }),
  };
};
export type Flow = ReturnType<typeof useFlow>;

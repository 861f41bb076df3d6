import type { FlowProblem } from '../../../../../../server/src/contracts/bots';
import { refusedList } from '../../../../shared/refusal';

type Loose = Record<string, unknown>;
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

/** What a refusal finds wrong with steps of the graph that was sent, the first one first; empty: it is about something else. */
export const problemsIn = (refused: unknown): FlowProblem[] =>
  refusedList(refused, 'problems').flatMap((one): FlowProblem[] => {
    if (!isLoose(one) || !isLoose(one.place)) return [];
    const { node, field } = one.place;
    const names = Array.isArray(one.names) ? { names: one.names.map(String) } : {};
    return typeof one.kind === 'string' && typeof node === 'string' && typeof field === 'string'
      ? [{ node, field, kind: one.kind, ...names, level: 'stop' }]
      : [];
  });

import type { EntryCondition, EntryStep } from './entry-step';
import type { FlowConditions } from './flow-conditions';
import type { FlowGraph, FlowNode, FlowStep } from './flow-graph';

/** The one exit of steps that neither ask nor decide. */
export const NEXT = 'next';

/** The way that any step may have for its own failure: the flow goes on there. */
export const FAILED = 'failed';

/** The exit of an entry step when no entry is found. */
export const NOT_FOUND = 'not-found';

/** Ways of a step that changes an entry: all had its value already, and it may not be changed any more. */
export const ALREADY = 'already';
export const TOO_LATE = 'too-late';
export type EntryExit = typeof ALREADY | typeof TOO_LATE;

/** What a step asks of the entry right before it changes it. */
export const guardOf = ({
  action,
  only = [],
  already = false,
}: Pick<EntryStep, 'action' | 'only' | 'already'>): { only: EntryCondition[]; already: boolean } =>
  action === 'change' ? { only, already } : { only: [], already: false };

const entryExits = (step: EntryStep): string[] => {
  if (step.action === 'create') return [NEXT];
  const { only, already } = guardOf(step);
  return [NEXT, ...(already ? [ALREADY] : []), ...(only.length > 0 ? [TOO_LATE] : []), NOT_FOUND];
};

/** Exits of a step, in the order in which the editor shows them. None: the run ends there. */
export const exitsOf = (step: FlowStep): string[] => {
  switch (step.kind) {
    case 'question':
      return ['answered', 'other', 'no-answer'];
    case 'choice':
      return [...step.choices.map(({ id }) => id), 'other', 'no-answer'];
    case 'branch':
      return [...step.cases.map(({ id }) => id), 'else'];
    case 'wait':
      return step.orAnswer || step.orEvent ? ['over', 'came'] : ['over'];
    case 'entry':
      return entryExits(step);
    case 'handover':
      return [];
    default:
      return [NEXT];
  }
};

export const nodeOf = ({ nodes }: FlowGraph, key: string | null): FlowNode | null =>
  nodes.find(({ id }) => id === key) ?? null;

/** Names under which a step keeps what it learns. */
export const savedBy = (step: FlowStep): string[] => {
  if (step.kind === 'http') return step.saves.map(({ saveAs }) => saveAs);
  return 'saveAs' in step && step.saveAs !== null ? [step.saveAs] : [];
};

/** Names under which steps keep what they learn, in the order of the graph. */
export const savedNames = ({ nodes }: FlowGraph): string[] => [
  ...new Set(nodes.flatMap(({ step }) => savedBy(step))),
];

/** What a trial proposes for the answer of another system: each value is called as it is saved. */
export const proposedAnswer = ({
  saves,
}: Pick<Extract<FlowStep, { kind: 'http' }>, 'saves'>): { name: string; value: string }[] =>
  [...new Set(saves.map(({ saveAs }) => saveAs))].map((name) => ({ name, value: name }));

/** Conditions of a step, with the field of each. */
export const conditionsOf = (step: FlowStep): [field: string, when: FlowConditions][] => {
  if (step.kind === 'branch') return step.cases.map(({ when }, i) => [`cases.${i}.when`, when]);
  if (step.kind !== 'text') return [];
  return (step.variants ?? []).map(({ when }, i) => [`variants.${i}.when`, when]);
};

/** Does the step look for an entry by its own rule? */
export const looksForEntry = ({ action }: Pick<EntryStep, 'action'>): boolean =>
  action === 'find' || action === 'change';

/** Does it compare a field of all entries, also of those that are linked with nobody? */
export const findsByField = (step: Pick<EntryStep, 'action' | 'which'>): boolean =>
  looksForEntry(step) && step.which.by === 'field';

/** Does it write values of an entry? */
export const writesValues = ({ action }: Pick<EntryStep, 'action'>): boolean =>
  action === 'create' || action === 'change';

const entryTexts = (step: EntryStep): [field: string, text: string][] => [
  ...(looksForEntry(step) && step.which.by === 'field'
    ? [['which.text', step.which.text] as [string, string]]
    : []),
  ...(writesValues(step)
    ? step.values.map(({ text }, i): [string, string] => [`values.${i}.text`, text])
    : []),
];

/** Texts of a step in which variables are filled in, with the field of each. */
export const textsOf = (step: FlowStep): [field: string, text: string][] => {
  if (step.kind === 'entry') return entryTexts(step);
  if (step.kind === 'set') return step.values.map(({ text }, i) => [`values.${i}.text`, text]);
  const fields = ['text', 'caption', 'title', 'note', 'again', 'url', 'body'] as const;
  const variants = step.kind === 'text' ? (step.variants ?? []) : [];
  const own = fields.flatMap((field) => {
    const text = (step as Partial<Record<string, unknown>>)[field];
    return typeof text === 'string' ? [[field, text] as [string, string]] : [];
  });
  if (step.kind === 'http')
    return [
      ...own,
      ...step.headers.map(({ value }, i): [string, string] => [`headers.${i}.value`, value]),
    ];
  return [...own, ...variants.map(({ text }, i): [string, string] => [`variants.${i}.text`, text])];
};

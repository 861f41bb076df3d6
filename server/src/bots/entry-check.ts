import type { Core } from '@strapi/strapi';
import type { FlowProblem } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import { findsByField, guardOf, looksForEntry, writesValues } from '../contracts/flow-parts';
import { flowsService } from '../flows/public';
import { recordsService, writtenValue, type EntryRules } from '../records/public';
import { placed, type DraftProblem, type Placed } from './domain/chain';
import type { BotRow } from './tables';

type EntryStep = Extract<FlowStep, { kind: 'entry' }>;

const problem = (field: string, kind: string, message: string): DraftProblem[] => [
  { field, kind, message },
];

/** Fields by which the step finds its entry. */
const findsBy = ({ which }: EntryStep): [at: string, field: string][] => {
  if (which.by === 'field') return [['which.field', which.field]];
  if (which.by !== 'newest') return [];
  return which.when.map(({ field }, i) => [`which.when.${i}`, field]);
};

/** Fields that the step asks of: by which it finds its entry, and those that must answer before it changes it. */
const askedBy = (step: EntryStep): [at: string, field: string][] => [
  ...findsBy(step),
  ...guardOf(step).only.map(({ field }, i): [string, string] => [`only.${i}`, field]),
];

/** A text without variables is read before anybody answers. `now` and the zone change no verdict. */
const isUnreadable = (text: string, field: { type: string; choices: readonly string[] }): boolean =>
  !text.includes('{{') && writtenValue(text, field, { now: 0, zone: 'UTC' }) === undefined;

const valueProblems = ({ values, action }: EntryStep, rules: EntryRules): DraftProblem[] => {
  const fields = values.map(({ field }) => field);
  const own = values.flatMap(({ field, text }, i): DraftProblem[] => {
    const known = rules.written.get(field);
    if (!known)
      return problem(`values.${i}.field`, 'field-not-writable', 'flows cannot write this field');
    if (fields.indexOf(field) !== i)
      return problem(`values.${i}.field`, 'same-fields', 'this field is written twice');
    return isUnreadable(text, known)
      ? problem(`values.${i}.text`, 'bad-value', 'the field does not accept this value')
      : [];
  });
  if (action === 'change' && values.length === 0)
    return problem('values', 'nothing-to-write', 'choose a field to change');
  const names = action === 'create' ? rules.missing(fields) : [];
  if (names.length === 0) return own;
  const message = `a new entry also needs: ${names.join(', ')}`;
  return [...own, { field: 'values', kind: 'field-required', message, names }];
};

/** Problems of an entry step: the type is not linked, flows may not use a field, or a value does not fit its field. */
export const entryProblems = async (
  strapi: Core.Strapi,
  step: EntryStep
): Promise<DraftProblem[]> => {
  const rules = await recordsService(strapi).entryRules(step.type);
  if (!rules) return problem('type', 'type-gone', 'this content type is not linked');
  const unknown = looksForEntry(step)
    ? askedBy(step).filter(([, field]) => !rules.asked.has(field))
    : [];
  return [
    ...unknown.flatMap(([at]) => problem(at, 'field-not-writable', 'flows cannot use this field')),
    ...(writesValues(step) ? valueProblems(step, rules) : []),
  ];
};

/** Steps that would fail if this administrator published the flow: they may not do that in the Content Manager. */
export const rightProblems = async (
  strapi: Core.Strapi,
  steps: readonly Placed[],
  publisherId: number
): Promise<FlowProblem[]> => {
  const found: FlowProblem[] = [];
  for (const { node, step } of steps) {
    if (node === null || step.kind !== 'entry') continue;
    const { type: uid, action, values } = step;
    const fields = values.map(({ field }) => field);
    const wanted = { uid, action, fields, byField: findsByField(step) };
    const may = await recordsService(strapi).mayWrite(publisherId, wanted);
    if (!may) found.push({ node, field: 'type', kind: 'not-allowed', level: 'warn' });
  }
  return found;
};

/**
 * May the administrator who published the flow still write what its steps write, by the roles that they have now? A flow that
 * writes no entry needs no rights.
 */
export const mayStillWrite = async (
  strapi: Core.Strapi,
  { id, version, graph }: Pick<BotRow, 'id' | 'version' | 'graph'>
): Promise<boolean> => {
  const writing = placed({ steps: null, graph }).filter(
    ({ step }) => step.kind === 'entry' && step.action !== 'find'
  );
  if (writing.length === 0) return true;
  const publisherId = await flowsService(strapi).publisherOf(id, version);
  return publisherId !== null && (await rightProblems(strapi, writing, publisherId)).length === 0;
};

import type { FieldCondition, PeopleChoice, PeopleFilter } from '../contracts/audience';
import { SEGMENT_CONDITIONS, type SegmentGroup, type SegmentNode } from '../contracts/segments';
import type { DataPurpose } from '../contracts/consent';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import type { LinkedTypes } from '../records/public';
import { nameOf, sensitiveRefusal, type LockedFields } from '../sensitive/public';
import type { Dialect } from '../strapi/db';
import { isUnanswerable } from '../strapi/sql-part';
import { choiceSql, type ResolvedChoice } from './sql';
import { purposesIn } from './domain/purposes';
import { conditionsWritten } from './domain/tree-size';
import { createTrees } from './tree-sql';

/** Reads the trees of these segments; who is gone is not in the answer. */
export type ReadTrees = (ids: readonly number[]) => Promise<ReadonlyMap<number, SegmentGroup>>;

/** Stands for a tree that is not saved yet; saved segments count from 1. */
const TRIED = 0;

const named = ({ segments }: PeopleFilter): number[] =>
  segments ? [...segments.include, ...segments.exclude] : [];

/** Segments that a tree names, to include or to leave out. */
export const segmentsIn = (node: SegmentNode): number[] => {
  if (node.kind === 'group') return [...new Set(node.nodes.flatMap(segmentsIn))];
  return node.kind === 'people' ? named(node.filter) : [];
};

/** Groups that a tree names, to include or to leave out. */
export const groupsIn = (node: SegmentNode): number[] => {
  if (node.kind === 'group') return [...new Set(node.nodes.flatMap(groupsIn))];
  if (node.kind !== 'people') return [];
  const { include = [], exclude = [] } = node.filter.groups ?? {};
  return [...include, ...exclude];
};

/** Segments that a choice names itself. */
export const segmentsOf = (choice: PeopleChoice | null): number[] =>
  choice?.kind === 'all' ? named(choice.filter) : [];

/** The trees of these segments and of all that they name, however deep. */
const readAll = async (
  read: ReadTrees,
  known: Map<number, SegmentGroup>,
  first: readonly number[]
): Promise<ReadonlyMap<number, SegmentGroup>> => {
  const asked = new Set([...known.keys(), ...first]);
  for (let wanted = [...first]; wanted.length > 0;) {
    const found = await read(wanted);
    for (const [id, tree] of found) known.set(id, tree);
    wanted = [...found.values()].flatMap(segmentsIn).filter((id) => !asked.has(id));
    for (const id of wanted) asked.add(id);
  }
  return known;
};

/** Refuses what would make a statement that no database finishes soon, whether it is tried now or was saved before. */
const refuseLarge = (first: readonly number[], nodes: ReadonlyMap<number, SegmentGroup>): void => {
  if (conditionsWritten(first, nodes, SEGMENT_CONDITIONS) <= SEGMENT_CONDITIONS) return;
  throw new DomainError(
    'segment-too-large',
    `together with the segments that it names it has more than ${SEGMENT_CONDITIONS} conditions`,
    { status: 422, field: 'tree', remedy: 'Use fewer conditions, or fewer segments in segments.' }
  );
};

interface Moment {
  dialect: Dialect;
  now: number;
  read: ReadTrees;
  linked: LinkedTypes;
  /** Sensitive fields that conditions may not name. */
  locked(): Promise<LockedFields>;
  /** Purposes whose facts are looked at only of people who agreed. */
  required(): Promise<ReadonlySet<DataPurpose>>;
}

const nameOfCondition = ({ on, type, key }: FieldCondition): string =>
  nameOf(on === 'custom' ? { on, key } : { on, type: type ?? '', key });

const conditionsIn = (node: SegmentNode): FieldCondition[] => {
  if (node.kind === 'group') return node.nodes.flatMap(conditionsIn);
  return node.kind === 'people' ? (node.filter.fields ?? []) : [];
};

/** Names of the fields that a tree asks about. */
export const fieldNamesIn = (tree: SegmentNode): string[] => [
  ...new Set(conditionsIn(tree).map(nameOfCondition)),
];

/** Throws `sensitive-field` for the first locked field among the conditions: never does it fall away in silence. */
const refuseLocked = async (
  asked: readonly { condition: FieldCondition; at: string }[],
  { locked }: Moment
): Promise<void> => {
  if (asked.length === 0) return;
  const closed = await locked();
  for (const { condition, at } of asked) {
    const field = closed.get(nameOfCondition(condition));
    if (field) throw sensitiveRefusal(field, { use: 'segments', at });
  }
};

const ofTrees = (nodes: ReadonlyMap<number, SegmentGroup>, at: string) =>
  [...nodes.values()].flatMap(conditionsIn).map((condition) => ({ condition, at }));

/** The choice with what its filter is written with, see `ResolvedChoice`. */
export const resolveChoice = async (
  choice: PeopleChoice,
  moment: Moment
): Promise<ResolvedChoice> => {
  if (choice.kind !== 'all') return choice;
  const ids = segmentsOf(choice);
  const nodes = await readAll(moment.read, new Map(), ids);
  refuseLarge(ids, nodes);
  const own = (choice.filter.fields ?? []).map((condition, i) => ({
    condition,
    at: `filter.fields.${i}`,
  }));
  await refuseLocked([...own, ...ofTrees(nodes, 'filter.segments')], moment);
  const { linked } = moment;
  if (ids.length === 0) return { ...choice, linked };
  return { ...choice, linked, trees: await treesOf(nodes, moment) };
};

const treesOf = async (
  nodes: ReadonlyMap<number, SegmentGroup>,
  { dialect, now, required, linked }: Moment
) => createTrees(dialect, { now, nodes, required: await required(), linked });

/** People who match a tree that is not saved. */
export const choiceOfTree = async (tree: SegmentGroup, moment: Moment): Promise<ResolvedChoice> => {
  const nodes = await readAll(moment.read, new Map([[TRIED, tree]]), segmentsIn(tree));
  refuseLarge([TRIED], nodes);
  await refuseLocked(ofTrees(nodes, 'tree'), moment);
  const filter = { segments: { include: [TRIED], exclude: [] } };
  const { linked } = moment;
  return { kind: 'all', filter, except: [], linked, trees: await treesOf(nodes, moment) };
};

/** The people of a segment, and what it asks as a word: another condition makes another word. */
export interface AskedSegment {
  choice: ResolvedChoice;
  mark: string;
}

/**
 * A segment as it is now. Its mark is that of its conditions, of those of the segments that it names, and of the consents
 * without which nobody is looked at for them. Null: nobody can say who is in it, because it or what it asks about is gone.
 */
export const segmentAsked = async (id: number, moment: Moment): Promise<AskedSegment | null> => {
  const required = await moment.required();
  const nodes = new Map<number, SegmentGroup>();
  // Read once: a mark of other conditions than those of the choice would take an edit for people who moved.
  const read: ReadTrees = async (ids) => {
    const found = await moment.read(ids);
    for (const [one, tree] of found) nodes.set(one, tree);
    return found;
  };
  const choice = await resolveChoice(
    { kind: 'all', filter: { segments: { include: [id], exclude: [] } }, except: [] },
    { ...moment, read, required: () => Promise.resolve(required) }
  );
  if (isUnanswerable({ sql: choiceSql(moment.dialect, choice).where, bindings: [] })) return null;
  const needed = [...nodes.values()].flatMap(purposesIn).filter((one) => required.has(one));
  const asked = [[...nodes].sort(([a], [b]) => a - b), [...new Set(needed)].sort()];
  return { choice, mark: keyOf(JSON.stringify(asked)) };
};

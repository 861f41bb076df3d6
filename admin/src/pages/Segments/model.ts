import type { EntryCondition } from '../../../../server/src/contracts/automations';
import type {
  ConditionGroup,
  ConditionNode,
} from '../../../../server/src/contracts/condition-tree';
import type { FlowCondition } from '../../../../server/src/contracts/flow-conditions';
import {
  SEGMENT_DEPTH,
  SEGMENT_NODES,
  type SegmentCondition,
  type SegmentGroup,
} from '../../../../server/src/contracts/segments';
import type { FieldCondition, PeopleFilter } from '../../../../server/src/contracts/audience';
import { chipKeys, tidy, type ChipKey, type ChipValue } from '../../shared/people/filter-model';

/** What conditions ask: of a person, in a flow also of its run, in an automation also of the entry. */
export type Askable = FlowCondition | EntryCondition;
type WithoutNot<T> = T extends unknown ? Omit<T, 'not'> : never;
/** What a row asks; whether the opposite is asked is at the row. */
export type Ask = WithoutNot<Askable>;
export type AskOf<K extends Ask['kind']> = Extract<Ask, { kind: K }>;

/** One line of the builder. `asks` is null until a field is chosen. Ids live only on the page. */
export interface Row {
  readonly kind: 'row';
  readonly id: number;
  readonly not: boolean;
  readonly asks: Ask | null;
}
export interface Branch {
  readonly kind: 'branch';
  readonly id: number;
  readonly not: boolean;
  readonly match: SegmentGroup['match'];
  readonly items: readonly Item[];
}
export type Item = Row | Branch;

export const ROOT = 1;

/** A new segment: nothing asked yet, one line to begin with. */
export const emptyRoot = (): Branch => ({
  kind: 'branch',
  id: ROOT,
  not: false,
  match: 'all',
  items: [{ kind: 'row', id: ROOT + 1, not: false, asks: null }],
});

/** All lines and groups below, in the order of the page. */
export const itemsOf = (branch: Branch): Item[] =>
  branch.items.flatMap((item) => (item.kind === 'row' ? [item] : [item, ...itemsOf(item)]));
export const rowsOf = (branch: Branch): Row[] =>
  itemsOf(branch).filter((item): item is Row => item.kind === 'row');

export const nextId = (root: Branch): number =>
  Math.max(root.id, ...itemsOf(root).map(({ id }) => id)) + 1;

/** How deep groups stand in each other; a group without groups is 1. */
export const depthOf = (item: Item): number =>
  item.kind === 'row' ? 0 : 1 + Math.max(0, ...item.items.map(depthOf));

/** At which depth the group `id` stands; the root is 1. */
export const levelOf = (root: Branch, id: number, level = 1): number => {
  if (root.id === id) return level;
  for (const item of root.items) {
    const found = item.kind === 'branch' ? levelOf(item, id, level + 1) : 0;
    if (found > 0) return found;
  }
  return 0;
};

export const mayHold = (branch: Branch): boolean => branch.items.length < SEGMENT_NODES;
export const mayNest = (root: Branch, branch: Branch): boolean =>
  mayHold(branch) && levelOf(root, branch.id) < SEGMENT_DEPTH;

/** The only facet of a condition of the builder on people. */
export type Facet = Exclude<keyof PeopleFilter, 'fields'> | 'fields';
export const facetOf = ({ filter }: AskOf<'people'>): Facet =>
  (Object.keys(filter)[0] ?? 'q') as Facet;

export const isChip = (facet: Facet): facet is ChipKey => chipKeys.includes(facet as ChipKey);

const people = (filter: PeopleFilter): AskOf<'people'> => ({ kind: 'people', filter });

/** One of these values of a chip. */
export const chipAsk = (key: ChipKey, include: readonly ChipValue[]): AskOf<'people'> =>
  people({ [key]: { include, exclude: [] } } as PeopleFilter);
export const chipValues = ({ filter }: AskOf<'people'>, key: ChipKey): readonly ChipValue[] =>
  (filter[key]?.include as readonly ChipValue[] | undefined) ?? [];
export const fieldAsk = (condition: FieldCondition): AskOf<'people'> =>
  people({ fields: [condition] });

type Asked = Pick<Row, 'not' | 'asks'>;

/** A filter of several facets as one line each; what it takes out is asked the other way round. */
const splitFilter = (filter: PeopleFilter): Asked[] =>
  Object.entries(tidy(filter)).flatMap(([key, value]): Asked[] => {
    if (isChip(key as Facet)) {
      const { include, exclude } = value as { include: ChipValue[]; exclude: ChipValue[] };
      const side = (not: boolean, values: ChipValue[]): Asked[] =>
        values.length === 0 ? [] : [{ not, asks: chipAsk(key as ChipKey, values) }];
      return [...side(false, include), ...side(true, exclude)];
    }
    if (key === 'fields')
      return (value as FieldCondition[]).map((one) => ({
        not: one.exclude,
        asks: fieldAsk({ ...one, exclude: false }),
      }));
    return [{ not: false, asks: people({ [key]: value } as PeopleFilter) }];
  });

/** Gives every line an id of its own. */
const numbered = () => {
  let last = ROOT;
  const row = ({ not, asks }: Asked): Row => ({ kind: 'row', id: (last += 1), not, asks });
  const branch = (group: Omit<ConditionGroup<Askable>, 'kind'>, id: number): Branch => {
    const { not, match } = group;
    return { kind: 'branch', id, not, match, items: group.nodes.flatMap((n) => read(n, group)) };
  };
  const together = (not: boolean, asked: readonly Asked[]): Branch => ({
    kind: 'branch',
    id: (last += 1),
    not,
    match: 'all',
    items: asked.map(row),
  });
  const read = (node: ConditionNode<Askable>, parent: Pick<SegmentGroup, 'match'>): Item[] => {
    if (node.kind === 'group') return [branch(node, (last += 1))];
    const { not, ...asks } = node;
    if (asks.kind !== 'people') return [row({ not, asks })];
    const asked = splitFilter(asks.filter);
    const [first] = asked;
    if (asked.length === 1 && first) return [row({ asks: first.asks, not: first.not !== not })];
    return parent.match === 'all' && !not ? asked.map(row) : [together(not, asked)];
  };
  return (tree: ConditionGroup<Askable>) => branch(tree, ROOT);
};

/** The builder's lines of a saved tree. */
export const rootOf = (tree: ConditionGroup<Askable>): Branch => numbered()(tree);

/**
 * The tree of these lines. `keeps` = which lines count: what is not written to its end asks nothing, and a group of
 * nothing is left out, because it would mean everyone. A segment's lines ask what segments may ask.
 */
export const treeOf = <Leaf extends Askable = SegmentCondition>(
  root: Branch,
  keeps: (row: Row) => boolean = () => true
): ConditionGroup<Leaf> => {
  const nodes = root.items.flatMap((item): ConditionNode<Leaf>[] => {
    if (item.kind === 'row')
      return item.asks && keeps(item) ? [{ ...item.asks, not: item.not } as unknown as Leaf] : [];
    const group = treeOf<Leaf>(item, keeps);
    return group.nodes.length > 0 ? [group] : [];
  });
  return { kind: 'group', not: root.not, match: root.match, nodes };
};

import { SEGMENT_DEPTH } from '../../../../server/src/contracts/segments';
import {
  depthOf,
  itemsOf,
  levelOf,
  mayHold,
  nextId,
  type Ask,
  type Branch,
  type Item,
  type Row,
} from './model';

export type Direction = 'up' | 'down';

/** The tree with `change` done to the item `id`; null takes it out. */
const changed = <T extends Item>(
  branch: Branch,
  id: number,
  change: (item: T) => readonly Item[]
): Branch => ({
  ...branch,
  items: branch.items.flatMap((item): readonly Item[] => {
    if (item.id === id) return change(item as T);
    return [item.kind === 'branch' ? changed(item, id, change) : item];
  }),
});

const changedBranch = (root: Branch, id: number, change: (branch: Branch) => Branch): Branch =>
  root.id === id
    ? change(root)
    : changed<Branch>(root, id, (branch) => [branch.kind === 'branch' ? change(branch) : branch]);

export const removed = (root: Branch, id: number): Branch => changed(root, id, () => []);

export const withNot = (root: Branch, id: number, not: boolean): Branch =>
  changed(root, id, (item) => [{ ...item, not }]);

export const withAsks = (root: Branch, id: number, asks: Ask): Branch =>
  changed<Row>(root, id, (row) => [{ ...row, asks }]);

export const withMatch = (root: Branch, id: number, match: Branch['match']): Branch =>
  changedBranch(root, id, (branch) => ({ ...branch, match }));

const added = (root: Branch, to: number, item: Item): Branch =>
  changedBranch(root, to, (branch) => ({ ...branch, items: [...branch.items, item] }));

/** A new line at the end of the group; `not` = it leaves people out. */
export const withRow = (root: Branch, to: number, not = false): Branch =>
  added(root, to, { kind: 'row', id: nextId(root), not, asks: null });

/** A new group with its first line. */
export const withBranch = (root: Branch, to: number): Branch => {
  const id = nextId(root);
  const row: Row = { kind: 'row', id: id + 1, not: false, asks: null };
  return added(root, to, { kind: 'branch', id, not: false, match: 'any', items: [row] });
};

const parentOf = (root: Branch, id: number): Branch | null => {
  const branches = [root, ...itemsOf(root).filter((one): one is Branch => one.kind === 'branch')];
  return branches.find(({ items }) => items.some((item) => item.id === id)) ?? null;
};

const inserted = (items: readonly Item[], at: number, item: Item): Item[] => [
  ...items.slice(0, at),
  item,
  ...items.slice(at),
];

/** Out of its group, to the side of it towards which it moves. */
const movedOut = (root: Branch, parent: Branch, { item, by }: { item: Item; by: -1 | 1 }) => {
  const outer = parentOf(root, parent.id);
  if (!outer || !mayHold(outer)) return root;
  const rest = removed(root, item.id);
  return changedBranch(rest, outer.id, (branch) => {
    const at = branch.items.findIndex(({ id }) => id === parent.id);
    return { ...branch, items: inserted(branch.items, by < 0 ? at : at + 1, item) };
  });
};

const movedInto = (root: Branch, into: Branch, { item, by }: { item: Item; by: -1 | 1 }) =>
  changedBranch(removed(root, item.id), into.id, (branch) => ({
    ...branch,
    items: inserted(branch.items, by < 0 ? branch.items.length : 0, item),
  }));

const isRoom = (root: Branch, into: Branch, item: Item): boolean =>
  mayHold(into) && levelOf(root, into.id) + depthOf(item) <= SEGMENT_DEPTH;

/**
 * One place up or down: past its neighbour, into a group that is there and has room, and at the edge of its group out of
 * it. Where nothing is left to pass, all stays.
 */
export const moved = (root: Branch, id: number, direction: Direction): Branch => {
  const parent = parentOf(root, id);
  const at = parent?.items.findIndex((item) => item.id === id) ?? -1;
  const item = parent?.items[at];
  if (!parent || !item) return root;
  const by = direction === 'up' ? -1 : 1;
  const next = parent.items[at + by];
  if (!next) return movedOut(root, parent, { item, by });
  if (next.kind === 'branch' && isRoom(root, next, item))
    return movedInto(root, next, { item, by });
  return changedBranch(root, parent.id, (branch) => ({
    ...branch,
    items: inserted(
      branch.items.filter((one) => one.id !== id),
      at + by,
      item
    ),
  }));
};

/** Where a line is put down: beside another one, or in a group at its end. */
export interface Place {
  readonly id: number;
  readonly side: 'before' | 'after' | 'inside';
}

const branchOf = (root: Branch, id: number): Branch | null =>
  [root, ...itemsOf(root)].find((one): one is Branch => one.kind === 'branch' && one.id === id) ??
  null;

/** To this place. All stays where it cannot be: in itself, deeper than groups may nest, in a full group. */
export const movedTo = (root: Branch, id: number, place: Place): Branch => {
  const item = itemsOf(root).find((one) => one.id === id);
  const from = parentOf(root, id);
  const into = place.side === 'inside' ? branchOf(root, place.id) : parentOf(root, place.id);
  if (!item || !from || !into || place.id === id) return root;
  const below = item.kind === 'branch' ? [item, ...itemsOf(item)] : [item];
  if (below.some((one) => one.id === into.id)) return root;
  if (into.id !== from.id && !isRoom(root, into, item)) return root;
  return changedBranch(removed(root, id), into.id, (branch) => {
    const beside = branch.items.findIndex((one) => one.id === place.id);
    const at =
      place.side === 'inside' ? branch.items.length : place.side === 'after' ? beside + 1 : beside;
    return { ...branch, items: inserted(branch.items, at, item) };
  });
};

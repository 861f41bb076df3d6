import { useEffect, useRef, type KeyboardEvent } from 'react';
import { itemsOf, nextId, type Ask, type Branch, type Row } from '../model';
import { namesSegments, type RowProblem } from '../model-check';
import * as move from '../model-move';
import type { SegmentFields } from '../useSegmentFields';
import { useSegmentWords } from '../useSegmentWords';
import { useDrag } from './useDrag';

/** Where the keyboard goes after a change: a line itself, or the field in it. */
interface Target {
  readonly id: number;
  readonly inside: 'item' | 'field';
}

const find = (box: HTMLElement | null, { id, inside }: Target): HTMLElement | null | undefined => {
  const item = box?.querySelector<HTMLElement>(`[data-item="${id}"]`);
  return inside === 'item' ? item : item?.querySelector<HTMLElement>('[role="combobox"]');
};

const DIRECTIONS: Readonly<Record<string, move.Direction>> = { ArrowUp: 'up', ArrowDown: 'down' };
/** Where ↑ and ↓ have a meaning of their own. */
const OWN_ARROWS = 'input, textarea, [role="combobox"]';

/** What the builder needs of the form in which it is. */
export interface BuilderForm {
  readonly draft: { readonly root: Branch };
  readonly change: (part: { root: Branch }) => void;
  readonly fields: SegmentFields;
  readonly problems: ReadonlyMap<number, RowProblem>;
  readonly empty: readonly number[];
  readonly isTried: boolean;
  readonly refused: { readonly field: string; readonly message: string } | null;
}

/** The lines of the builder, what is done to them, and where the keyboard is. */
export const useBuilder = (form: BuilderForm) => {
  const box = useRef<HTMLDivElement>(null);
  const target = useRef<Target | null>(null);
  const { root } = form.draft;
  const say = useSegmentWords(form.fields);
  useEffect(() => {
    if (!target.current) return;
    find(box.current, target.current)?.focus();
    target.current = null;
  }, [root]);

  const set = (next: Branch, then: Target | null = null) => {
    target.current = then;
    form.change({ root: next });
  };
  const drag = useDrag({
    mayDrop: (id, place) => move.movedTo(root, id, place) !== root,
    onDrop: (id, place) => set(move.movedTo(root, id, place), { id, inside: 'item' }),
  });
  const focusBeside = (id: number, direction: move.Direction) => {
    const ids = itemsOf(root).map((item) => item.id);
    const next = ids[ids.indexOf(id) + (direction === 'up' ? -1 : 1)];
    if (next !== undefined) find(box.current, { id: next, inside: 'item' })?.focus();
  };
  const carry = (id: number, direction: move.Direction) =>
    set(move.moved(root, id, direction), { id, inside: 'item' });
  return {
    box,
    root,
    drag,
    move: carry,
    say,
    fields: form.fields,
    addRow: (to: number, not: boolean) =>
      set(move.withRow(root, to, not), { id: nextId(root), inside: 'field' }),
    addBranch: (to: number) =>
      set(move.withBranch(root, to), { id: nextId(root) + 1, inside: 'field' }),
    remove: (id: number) => {
      const items = itemsOf(root);
      const before = items[items.findIndex((item) => item.id === id) - 1] ?? items[1];
      set(move.removed(root, id), before ? { id: before.id, inside: 'item' } : null);
    },
    setNot: (id: number, not: boolean) => set(move.withNot(root, id, not)),
    setMatch: (id: number, match: Branch['match']) => set(move.withMatch(root, id, match)),
    setAsks: (id: number, asks: Ask) => set(move.withAsks(root, id, asks)),
    /** ↑ ↓ go from line to line; with Alt they carry the line along. */
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const direction = DIRECTIONS[event.key];
      const element = event.target as HTMLElement;
      const id = Number(element.closest<HTMLElement>('[data-item]')?.dataset.item);
      if (!direction || !id || (!event.altKey && element.matches(OWN_ARROWS))) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.altKey) carry(id, direction);
      else focusBeside(id, direction);
    },
    /** What is gone is said at once, the unfinished when saving was tried. */
    problemOf: (row: Row): RowProblem | null => {
      const problem = form.problems.get(row.id) ?? null;
      return problem === 'gone' || form.isTried ? problem : null;
    },
    /** Why the server did not take this line. */
    refusedAt: (row: Row): string | null =>
      form.refused?.field === 'tree' && namesSegments(row) ? form.refused.message : null,
    isEmpty: (id: number): boolean => form.isTried && form.empty.includes(id),
  };
};
export type Builder = ReturnType<typeof useBuilder>;

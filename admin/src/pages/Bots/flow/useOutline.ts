import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import {
  FLOW_NODES,
  type FlowGraph,
  type FlowKey,
  type FlowNode,
} from '../../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import { modifierKey } from '../../../shared/modifier-key';
import { useT } from '../../../shared/useT';
import type { StepKind } from './model/form';
import {
  addedAfter,
  addedFirst,
  cutOff,
  duplicated,
  edited,
  isFull,
  keysOf,
  mainExit,
  newKey,
  removed,
  textOf as graphText,
  type Exit,
} from './model/graph';
import { movedBefore } from './model/move';
import { allItems, outlineOf, pieceAt } from './model/outline';
import { copied, pasted } from './model/piece';
import type { Flow } from './useFlow';
import { useFlowWords } from './useFlowWords';

/** Where a new step comes: after an exit, or in front of the first step. */
export type Place = Exit | 'start';
export type Opened =
  | {
      readonly place: Place;
      readonly kind: StepKind;
      /** What else is done to the graph once the step is in it: the canvas puts the card where it was asked for. */
      readonly settle?: (graph: FlowGraph, key: FlowKey) => FlowGraph;
    }
  | { readonly key: FlowKey };

const OWN_KEYS = 'input, textarea, [role="combobox"], [role="menuitem"]';
export const cardIn = (target: EventTarget): HTMLElement | null =>
  (target as HTMLElement).closest<HTMLElement>('[data-step]');
/** What is pressed in a field, and what is marked on the page, is not about steps. */
export const isApart = (target: EventTarget): boolean => (target as HTMLElement).matches(OWN_KEYS);
const isMarked = (): boolean => (window.getSelection()?.toString() ?? '') !== '';

const find = (box: HTMLElement | null, key: FlowKey): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`[data-step="${key}"]`) ?? null;

/** Puts the focus on a card once it is drawn. */
const useFocus = (graph: FlowGraph) => {
  const box = useRef<HTMLDivElement>(null);
  const target = useRef<FlowKey | null>(null);
  useEffect(() => {
    const key = target.current;
    target.current = null;
    if (key === null) return undefined;
    const land = () => {
      find(box.current, key)?.focus();
      // What was taken back may be the very step: the keyboard stays in the outline.
      if (document.activeElement === document.body)
        box.current?.querySelector<HTMLElement>('[data-step]')?.focus();
    };
    const isToCome = nodeOf(graph, key) !== null && find(box.current, key) === null;
    if (!isToCome) land();
    // The canvas draws a new card, and takes an old one away, a moment after the page.
    const frame = requestAnimationFrame(() => {
      if (isToCome || document.activeElement === document.body) land();
    });
    return () => cancelAnimationFrame(frame);
  }, [graph]);
  return {
    box,
    focus: (key: FlowKey) => find(box.current, key)?.focus(),
    later: (key: FlowKey | null) => {
      target.current = key;
    },
    /** The card before or after this one on the page. */
    step: (card: HTMLElement, by: number) => {
      const cards = [...(box.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])];
      cards[cards.indexOf(card) + by]?.focus();
    },
  };
};

const useChanges = (flow: Flow, focus: ReturnType<typeof useFocus>) => {
  const { graph } = flow;
  const { outline, items, byKey } = useMemo(() => {
    const drawn = outlineOf(graph);
    const all = allItems(drawn);
    return { outline: drawn, items: all, byKey: new Map(all.map((item) => [item.node.id, item])) };
  }, [graph]);
  const change = (next: FlowGraph, then: FlowKey | null) => {
    // Nothing is drawn that the focus could wait for.
    if (next === graph || graphText(next) === graphText(graph)) return;
    focus.later(then);
    flow.change(next);
  };
  /** In front of which step it comes by this move; null: it is at the edge of its line. */
  const moveOf = (key: FlowKey, by: 'up' | 'down'): [FlowKey, FlowKey] | null => {
    const { before = null, after = null } = byKey.get(key) ?? {};
    if (by === 'up') return before === null ? null : [key, before];
    return after === null ? null : [after, key];
  };
  const moved = (key: FlowKey, by: 'up' | 'down'): FlowGraph => {
    const pair = moveOf(key, by);
    return pair ? movedBefore(graph, ...pair) : graph;
  };
  return {
    outline,
    change,
    mayMove: (key: FlowKey, by: 'up' | 'down'): boolean => {
      const [mover] = moveOf(key, by) ?? [];
      const item = mover === undefined ? undefined : byKey.get(mover);
      return item !== undefined && mainExit(item.node.step) !== null;
    },
    move: (key: FlowKey, by: 'up' | 'down') => change(moved(key, by), key),
    duplicate: (key: FlowKey) => {
      const copy = newKey(keysOf(graph));
      change(duplicated(graph, key, copy), copy);
    },
    remove: (key: FlowKey) => {
      const at = items.findIndex(({ node }) => node.id === key);
      const beside = items[at - 1] ?? items[at + 1];
      change(removed(graph, key), beside?.node.id ?? null);
    },
    /** What the drawer hands over: a new step, or one that is there. */
    put: (opened: Opened, node: Pick<FlowNode, 'step' | 'to'>) => {
      if ('key' in opened) return change(edited(graph, opened.key, node), opened.key);
      const fresh = { id: newKey(keysOf(graph)), step: node.step };
      const next =
        opened.place === 'start'
          ? addedFirst(graph, fresh)
          : addedAfter(graph, opened.place, fresh);
      change(opened.settle?.(next, fresh.id) ?? next, fresh.id);
    },
  };
};

interface ClipboardHands {
  /** The steps as text. */
  readonly textOf: (key: FlowKey) => string;
  readonly onCopied: () => void;
  readonly onPasted: (key: FlowKey, text: string) => void;
}

/**
 * Ctrl+C and Ctrl+V on a card. Where nothing is marked, browsers send these events to the page and not to what has the
 * focus: they are heard there.
 */
const useClipboardKeys = (box: RefObject<HTMLElement>, hands: ClipboardHands) => {
  const latest = useRef(hands);
  latest.current = hands;
  useEffect(() => {
    const keyOf = ({ target }: Event): FlowKey | undefined => {
      const isHere = target instanceof Node && box.current?.contains(target) === true;
      const from = isHere ? target : document.activeElement;
      if (!(from instanceof Element) || isApart(from)) return undefined;
      return box.current?.contains(from) === true ? cardIn(from)?.dataset.step : undefined;
    };
    const onCopy = (event: ClipboardEvent) => {
      const key = keyOf(event);
      if (key === undefined || isMarked()) return;
      event.clipboardData?.setData('text/plain', latest.current.textOf(key));
      event.preventDefault();
      latest.current.onCopied();
    };
    const onPaste = (event: ClipboardEvent) => {
      const key = keyOf(event);
      if (key === undefined) return;
      event.preventDefault();
      latest.current.onPasted(key, event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [box]);
};

/** The same object until one of its parts is another: cards are drawn again only then, not with each letter of a name. */
const useKept = <Value>(value: Value, parts: readonly unknown[]): Value => {
  const kept = useRef({ value, parts });
  if (parts.some((part, i) => part !== kept.current.parts[i])) kept.current = { value, parts };
  return kept.current.value;
};

/** The outline of a flow, what is done to its steps by buttons and keys, and where the keyboard is. */
export const useOutline = (flow: Flow) => {
  const t = useT();
  const words = useFlowWords();
  const { toggleNotification } = useNotification();
  const focus = useFocus(flow.graph);
  const changes = useChanges(flow, focus);
  const [opened, open] = useState<Opened | null>(null);
  const [leaving, setLeaving] = useState<{ key: FlowKey; count: number } | null>(null);
  const { graph } = flow;
  const say = (message: string, type: 'success' | 'warning' = 'success') =>
    toggleNotification({ type, message });

  const textOf = (key: FlowKey) => copied(pieceAt(changes.outline, key), window.location.origin);
  const paste = (key: FlowKey, text: string) => {
    const node = nodeOf(graph, key);
    const main = node && mainExit(node.step);
    const here = {
      from: window.location.origin,
      types: words.types,
      missing: (kind: string) => t('flows.paste.missing', { kind: words.kind(kind) }),
    };
    const found = pasted(graph, main ? { node: key, exit: main } : null, { text, here });
    if (!found) return say(t('flows.paste.nothing'), 'warning');
    if (found.graph === graph) {
      const word = isFull(graph) ? 'flows.full' : 'flows.paste.too-many';
      return say(t(word, { most: FLOW_NODES }), 'warning');
    }
    changes.change(found.graph, found.first);
  };
  /** Asks where more than one step would be cut off. */
  const remove = (key: FlowKey) => {
    const { length } = cutOff(graph, removed(graph, key));
    if (length > 1) setLeaving({ key, count: length });
    else changes.remove(key);
  };
  const onStepKey = (event: KeyboardEvent<HTMLElement>, card: HTMLElement): boolean => {
    const key = card.dataset.step ?? '';
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && event.altKey) changes.move(key, by < 0 ? 'up' : 'down');
    else if (by !== 0) focus.step(card, by);
    else if (event.target !== card) return false;
    else if (event.key === 'Enter') open({ key });
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(key);
    else return false;
    return true;
  };
  useClipboardKeys(focus.box, {
    textOf,
    onCopied: () => say(t('flows.copied')),
    onPasted: paste,
  });
  const onUndo = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return false;
    if (!(event.shiftKey ? flow.mayRedo : flow.mayUndo)) return true;
    // What has the focus and is no card keeps it.
    focus.later(cardIn(event.target)?.dataset.step ?? null);
    if (event.shiftKey) flow.redo();
    else flow.undo();
    return true;
  };
  const hands = {
    ...changes,
    box: focus.box,
    focus: focus.focus,
    graph,
    words,
    problemsOf: (key: FlowKey): readonly FlowProblem[] =>
      (flow.problems.list ?? []).filter(({ node }) => node === key),
    isFull: isFull(graph),
    opened,
    open,
    close: () => open(null),
    leaving,
    stay: () => setLeaving(null),
    askRemove: remove,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      // A menu or a drawer is drawn elsewhere, and its keys come here all the same.
      if (!event.currentTarget.contains(event.target as Node) || isApart(event.target)) return;
      // A button with a menu has opened it by this key.
      if (event.defaultPrevented) return;
      const card = cardIn(event.target);
      if (onUndo(event) || (card && onStepKey(event, card))) event.preventDefault();
    },
    copy: async (key: FlowKey) => {
      try {
        await navigator.clipboard.writeText(textOf(key));
        say(t('flows.copied'));
      } catch {
        say(t('flows.clipboard', { key: modifierKey() }), 'warning');
      }
    },
    pasteAfter: async (key: FlowKey) => {
      try {
        paste(key, await navigator.clipboard.readText());
      } catch {
        say(t('flows.clipboard', { key: modifierKey() }), 'warning');
      }
    },
  };
  const { list } = flow.problems;
  return useKept(hands, [graph, list, words, opened, leaving, flow.mayUndo, flow.mayRedo]);
};
export type OutlineHands = ReturnType<typeof useOutline>;

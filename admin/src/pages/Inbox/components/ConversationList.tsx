import {
  forwardRef,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type FocusEvent,
} from 'react';
import { Button, Flex } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useTags } from '../../../shared/people/useTags';
import { useT } from '../../../shared/useT';
import { KEYS_HERE } from '../hooks/useKeys';
import { Scroll } from '../layout';
import type { ThreadEdge as Edge } from '../hooks/thread-state';
import type { Asker } from '../list/useDeparture';
import { ThreadEdge } from '../thread/ThreadEdge';
import { useKeptFocus } from '../thread/useKeptFocus';
import { ConversationRow } from './ConversationRow';

const List = styled.ul<{ $height: number }>`
  position: relative;
  block-size: ${({ $height }) => `${$height}px`};
`;
/** Nobody tabs to it: the focus is led there, and drawn on the rows. */
const Rows = styled(Scroll)`
  &:focus-visible {
    outline: none;
  }
`;
const Item = styled.li`
  /* The row fills a place that is kept higher than its words. */
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  position: absolute;
  inset-inline: 0;
  inset-block-start: 0;
`;
export interface ListHandle {
  /** Scrolls to a row and puts the focus on it, or on the list where it has none. */
  readonly focusRow: (id: number) => void;
  /** Puts the focus on the list itself. */
  readonly focus: () => void;
}
interface Props {
  readonly rows: readonly ConversationView[];
  /** Those that have left the list and keep their place for now. */
  readonly gone: ReadonlySet<number>;
  readonly asker: Asker;
  readonly moved: number;
  readonly chosenId: number | null;
  /** How the list goes on below what is loaded. */
  readonly edge: Edge;
  readonly showNumber: boolean;
  readonly onOpen: (id: number, byPointer: boolean) => void;
  /** Not null: select mode. */
  readonly selected: ReadonlySet<number> | null;
  readonly onSelect: (id: number) => void;
  readonly onMore: () => void;
  /** The page that failed, once more. */
  readonly onAgain: () => void;
  readonly onResort: () => void;
  /** True while rows must keep their places: pointer or focus in the list or just gone, or scrolled away from the top. */
  readonly onHold: (hold: boolean) => void;
}

const ESTIMATE = 72;
/** Who leaves the list for a moment finds it as it was; a finger is in it only while it presses (ms). */
const LET_GO_AFTER = 3_000;

/** Rows must not move under the pointer or the focus, nor while the person reads further down. */
const useHold = (onHold: (hold: boolean) => void) => {
  const [facts, setFacts] = useState({ pointer: false, focus: false, scrolled: false });
  const hold = facts.pointer || facts.focus || facts.scrolled;
  useEffect(() => {
    if (hold) return onHold(true);
    const timer = setTimeout(() => onHold(false), LET_GO_AFTER);
    return () => clearTimeout(timer);
  }, [hold, onHold]);
  useEffect(() => () => onHold(false), [onHold]);
  const mark = useCallback(
    (part: Partial<typeof facts>) =>
      setFacts((old) => {
        const next = { ...old, ...part };
        const same =
          next.pointer === old.pointer &&
          next.focus === old.focus &&
          next.scrolled === old.scrolled;
        return same ? old : next;
      }),
    []
  );
  useEffect(() => {
    // Who types elsewhere does not use the pointer, wherever it rests: it counts again once it moves.
    const typed = () => mark({ pointer: false });
    document.addEventListener('input', typed);
    return () => document.removeEventListener('input', typed);
  }, [mark]);
  return mark;
};

/** The virtual list of conversations; below it, where it neither covers nor moves a row, the button that sorts it again. */
export const ConversationList = forwardRef<ListHandle, Props>((props, ref) => {
  const { colorOf } = useTags();
  const { rows, moved, chosenId, edge, onMore } = props;
  const isNext = edge.hasMore && !edge.loading && !edge.failed;
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const mark = useHold(props.onHold);
  const wasAway = useRef(false);
  const onScroll = () => {
    const box = scroller.current;
    const isAway = (box?.scrollTop ?? 0) > 8;
    mark({ scrolled: isAway });
    // What waits above the first row is what one scrolls up for.
    const { activeElement } = document;
    const isOnRow = activeElement !== box && (box?.contains(activeElement) ?? false);
    if (wasAway.current && !isAway && !isOnRow && moved > 0) props.onResort();
    wasAway.current = isAway;
  };
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: { width: 320, height: 800 },
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (isNext && lastIndex >= rows.length - 5) onMore();
  }, [isNext, lastIndex, onMore, rows.length]);

  const keepFocus = useKeptFocus(scroller);
  useEffect(() => {
    // A row that leaves takes the focus with it, and React tells of no blur then: the list would stay held.
    if (!scroller.current?.contains(document.activeElement)) mark({ focus: false });
  }, [mark, rows]);

  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    focusRow: (id) => {
      const index = rows.findIndex((row) => row.id === id);
      if (index >= 0) virtual.scrollToIndex(index);
      const focusIt = () => {
        const box = scroller.current;
        const row = box?.querySelector<HTMLElement>(`[data-conversation-id="${id}"]`);
        if (row) row.focus();
        else box?.focus({ preventScroll: true });
      };
      // At once, so that the next key is not the field's that one left; and again once the row is drawn.
      focusIt();
      requestAnimationFrame(() => {
        if (document.activeElement === scroller.current) focusIt();
      });
    },
  }));

  return (
    <Flex flex="1" minHeight={0} direction="column" alignItems="stretch">
      <Rows
        ref={scroller}
        onPointerEnter={() => mark({ pointer: true })}
        onPointerMove={() => mark({ pointer: true })}
        onPointerLeave={() => mark({ pointer: false })}
        tabIndex={-1}
        {...KEYS_HERE}
        onFocus={(event: FocusEvent) => {
          keepFocus.onFocus(event);
          // Only a row with the focus has to stay where it is.
          mark({ focus: event.target !== event.currentTarget });
        }}
        onBlur={() => {
          keepFocus.onBlur();
          mark({ focus: false });
        }}
        onScroll={onScroll}
      >
        <List $height={virtual.getTotalSize()} aria-label={t('inbox.list.label')}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <Item
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                // What is gone has less to say; as high as before, it moves nothing below.
                style={{
                  transform: `translateY(${item.start}px)`,
                  minBlockSize: props.gone.has(row.id) ? item.size : undefined,
                }}
              >
                <ConversationRow
                  conversation={row}
                  chosen={row.id === chosenId}
                  gone={props.gone.has(row.id) ? props.asker : null}
                  showNumber={props.showNumber}
                  colorOf={colorOf}
                  onOpen={props.onOpen}
                  selected={props.selected === null ? null : props.selected.has(row.id)}
                  onSelect={props.onSelect}
                />
              </Item>
            ) : null;
          })}
        </List>
        {edge.failed ? (
          <Flex justifyContent="center" padding={2}>
            <ThreadEdge edge={edge} way="conversations" onMore={props.onAgain} />
          </Flex>
        ) : null}
      </Rows>
      {moved > 0 ? (
        <Flex justifyContent="center" padding={1}>
          <Button
            size="S"
            startIcon={<ArrowUp />}
            onClick={() => {
              props.onResort();
              scroller.current?.scrollTo({ top: 0 });
            }}
          >
            {t('inbox.list.moved', { count: moved })}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
});
ConversationList.displayName = 'ConversationList';

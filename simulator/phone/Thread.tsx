import { Fragment, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { BubbleRow } from './BubbleRow';
import { dayWord, isSameDay } from './dates';
import { Icon } from './icons';
import { useScene } from './scene';
import { useLanguage, useSay } from './settings';
import type { Bubble } from './types';

/** Messages drawn at once; older ones on demand. */
export const STEP = 100;
/** Nearer than this to the end, the chat follows new messages. */
const NEAR = 120;

const Days = ({ bubbles }: { bubbles: readonly Bubble[] }) => {
  const say = useSay();
  const language = useLanguage();
  const { now } = useScene();
  return (
    <>
      {bubbles.map((bubble, index) => {
        const before = bubbles[index - 1];
        const newDay = !before || !isSameDay(before.at, bubble.at);
        return (
          <Fragment key={bubble.wamid}>
            {newDay ? <p className="day">{dayWord(bubble.at, now, { say, language })}</p> : null}
            <BubbleRow bubble={bubble} first={newDay || before?.direction !== bubble.direction} />
          </Fragment>
        );
      })}
    </>
  );
};

/** Keeps the newest message in sight, unless the person reads further up. */
const useFollow = (log: RefObject<HTMLDivElement>, bubbles: readonly Bubble[], chat: string) => {
  const [behind, setBehind] = useState(false);
  const near = useRef(true);
  const last = bubbles.at(-1);
  const toEnd = (): void => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  };
  useLayoutEffect(() => {
    near.current = true;
    toEnd();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another chat begins at its end
  }, [chat]);
  useLayoutEffect(() => {
    if (near.current || last?.direction === 'in') toEnd();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a new message moves the chat
  }, [last?.wamid]);
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    // Pictures get their height late: a chat that showed its end stays there.
    const settle = (): void => {
      if (near.current) toEnd();
    };
    const scrolled = (): void => {
      near.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      setBehind(!near.current);
    };
    // The keyboard, the menu or a quote takes room below.
    const room = new ResizeObserver(settle);
    room.observe(box);
    box.addEventListener('scroll', scrolled);
    box.addEventListener('load', settle, true);
    box.addEventListener('loadedmetadata', settle, true);
    return () => {
      room.disconnect();
      box.removeEventListener('scroll', scrolled);
      box.removeEventListener('load', settle, true);
      box.removeEventListener('loadedmetadata', settle, true);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the box is there once and for all
  }, []);
  return { behind, toEnd };
};

type Props = {
  bubbles: readonly Bubble[];
  waiting: number;
  state: 'loading' | 'failed' | 'ready';
  log: RefObject<HTMLDivElement>;
  /** How many of the last messages are drawn. */
  depth: number;
  onDepth: (depth: number) => void;
  onRetry: () => void;
};

const Nothing = ({ state, onRetry }: Pick<Props, 'state' | 'onRetry'>) => {
  const say = useSay();
  if (state === 'loading')
    return (
      <div className="skeletons" role="status" aria-label={say('loading')}>
        <i />
        <i />
        <i />
      </div>
    );
  if (state === 'failed')
    return (
      <div className="system is-failed" role="alert">
        {say('loadFailed')}{' '}
        <button type="button" data-testid="thread-retry" onClick={onRetry}>
          {say('again')}
        </button>
      </div>
    );
  return <p className="system is-quiet">{say('emptyThread')}</p>;
};

export const Thread = ({ bubbles, waiting, state, log, depth, onDepth, onRetry }: Props) => {
  const say = useSay();
  const { numberId, person } = useScene();
  const { behind, toEnd } = useFollow(log, bubbles, numberId);
  return (
    <div className="thread-box">
      <div
        className="thread"
        role="log"
        aria-label={say('messages')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        data-testid="phone-thread"
        ref={log}
      >
        <p className="system is-quiet">{say('disclaimer')}</p>
        {bubbles.length === 0 ? <Nothing state={state} onRetry={onRetry} /> : null}
        {bubbles.length > depth ? (
          <button type="button" className="earlier" onClick={() => onDepth(depth + STEP)}>
            {say('earlier')}
          </button>
        ) : null}
        <Days bubbles={bubbles.slice(-depth)} />
        {person.marketingStopped ? <p className="system">{say('marketingIsOff')}</p> : null}
        {waiting > 0 ? (
          <p className="system">
            {waiting} {say('waiting')}
          </p>
        ) : null}
      </div>
      {behind ? (
        <button
          type="button"
          className="to-end"
          aria-label={say('toLatest')}
          data-testid="to-latest"
          onClick={toEnd}
        >
          <Icon name="down" />
        </button>
      ) : null}
    </div>
  );
};

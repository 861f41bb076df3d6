import { useState } from 'react';
import { act } from './api';
import { BubbleBody } from './BubbleBody';
import { previewOf } from './MediaBody';
import { useLanguage, useSay } from './settings';
import type { Bubble, Person } from './types';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

type Props = {
  bubble: Bubble;
  quoted: Bubble | undefined;
  person: Person;
  onQuote: (bubble: Bubble) => void;
  onDone: () => void;
};

const Ticks = ({ bubble }: { bubble: Bubble }) =>
  bubble.direction === 'in' ? (
    <span
      className={bubble.status === 'read' ? 'ticks is-read' : 'ticks'}
      aria-label={bubble.status}
    >
      ✓✓
    </span>
  ) : null;

const Tools = ({ bubble, person, onQuote, onDone }: Omit<Props, 'quoted'>) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const react = (emoji: string): void => {
    setOpen(false);
    act(person.id, 'react', {
      wamid: bubble.wamid,
      emoji: bubble.reactions.in === emoji ? '' : emoji,
    }).then(onDone, onDone);
  };
  return (
    <div className="tools">
      <button
        type="button"
        className="icon"
        aria-label={say('reply')}
        title={say('reply')}
        data-testid="bubble-reply"
        onClick={() => onQuote(bubble)}
      >
        ↩
      </button>
      <button
        type="button"
        className="icon"
        aria-label={say('react')}
        title={say('react')}
        aria-expanded={open}
        data-testid="bubble-react"
        onClick={() => setOpen(!open)}
      >
        ☺
      </button>
      {open ? (
        <span className="emoji">
          {EMOJI.map((emoji) => (
            <button key={emoji} type="button" className="icon" onClick={() => react(emoji)}>
              {emoji}
            </button>
          ))}
        </span>
      ) : null}
    </div>
  );
};

export const BubbleRow = ({ bubble, quoted, person, onQuote, onDone }: Props) => {
  const say = useSay();
  const language = useLanguage();
  if (bubble.status === 'failed' && bubble.direction === 'out')
    return (
      <p
        className="system is-failed"
        data-testid="bubble"
        data-wamid={bubble.wamid}
        data-status="failed"
        data-direction="out"
      >
        {say('failed')} ({bubble.failedCode}): {previewOf(bubble, say)}
      </p>
    );
  const reactions = [bubble.reactions.in, bubble.reactions.out].filter(Boolean).join('');
  return (
    <div className={`bubble-row is-${bubble.direction}`}>
      <div
        className="bubble"
        data-testid="bubble"
        data-wamid={bubble.wamid}
        data-status={bubble.status}
        data-direction={bubble.direction}
        data-type={bubble.type}
      >
        {bubble.forwarded ? <p className="forwarded">↪ {say('forwarded')}</p> : null}
        {bubble.quoted ? (
          <blockquote dir="auto">{quoted ? previewOf(quoted, say) : '…'}</blockquote>
        ) : null}
        <BubbleBody bubble={bubble} person={person} onDone={onDone} />
        <p className="meta">
          <time dateTime={new Date(bubble.at).toISOString()}>
            {new Date(bubble.at).toLocaleTimeString(language, {
              hour: '2-digit',
              minute: '2-digit',
            })}
          </time>{' '}
          <Ticks bubble={bubble} />
        </p>
        {reactions ? <span className="reactions">{reactions}</span> : null}
      </div>
      <Tools bubble={bubble} person={person} onQuote={onQuote} onDone={onDone} />
    </div>
  );
};

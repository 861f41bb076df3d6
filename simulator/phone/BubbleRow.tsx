import { useState } from 'react';
import { AdCard, BubbleBody, BubbleCards, BubbleChoices } from './BubbleBody';
import { mediaSource, previewOf } from './content';
import { clockTime } from './dates';
import { QUICK_EMOJI } from './emoji';
import { ChangeTools } from './ChangeTools';
import { EmojiGrid } from './EmojiGrid';
import { Icon, TickMarks } from './icons';
import { useScene } from './scene';
import { useLanguage, useSay } from './settings';
import type { Bubble } from './types';
import type { Word } from './words';

const TICK_WORDS: Readonly<Record<string, Word>> = { delivered: 'delivered', read: 'read' };

const Ticks = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  if (bubble.direction !== 'in') return null;
  return (
    <span
      className={bubble.status === 'read' ? 'ticks is-read' : 'ticks'}
      role="img"
      aria-label={say(TICK_WORDS[bubble.status] ?? 'sent')}
    >
      <TickMarks double={bubble.status in TICK_WORDS} />
    </span>
  );
};

const useReact = (bubble: Bubble): ((emoji: string) => void) => {
  const { perform } = useScene();
  return (emoji) =>
    void perform('react', {
      wamid: bubble.wamid,
      emoji: bubble.reactions.in === emoji ? '' : emoji,
    });
};

const Tools = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const reactTo = useReact(bubble);
  const [open, setOpen] = useState(false);
  const react = (emoji: string): void => {
    setOpen(false);
    scene.close();
    reactTo(emoji);
  };
  const more = (): void => {
    setOpen(false);
    scene.show({ title: say('react'), body: <EmojiGrid onPick={react} /> });
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc closes the choice of its own buttons
    <div className="tools" onKeyDown={(event) => (event.key === 'Escape' ? setOpen(false) : null)}>
      <button
        type="button"
        className="icon"
        aria-label={say('reply')}
        title={say('reply')}
        data-testid="bubble-reply"
        onClick={() => scene.quote(bubble)}
      >
        <Icon name="reply" />
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
        <Icon name="emoji" />
      </button>
      <ChangeTools bubble={bubble} />
      {open ? (
        <span className="reaction-bar">
          {QUICK_EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={bubble.reactions.in === emoji ? 'emoji-key is-mine' : 'emoji-key'}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            className="icon"
            aria-label={say('moreEmoji')}
            data-testid="more-emoji"
            onClick={more}
          >
            <Icon name="plus" />
          </button>
        </span>
      ) : null}
    </div>
  );
};

const Reactions = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const { number } = useScene();
  const reactTo = useReact(bubble);
  const { in: mine, out: theirs } = bubble.reactions;
  if (!mine && !theirs) return null;
  return (
    <span className="reactions" data-testid="reactions">
      {theirs ? (
        <span role="img" aria-label={`${number?.verifiedName ?? ''} ${say('reacted')}: ${theirs}`}>
          {theirs}
        </span>
      ) : null}
      {mine ? (
        <button
          type="button"
          aria-label={`${say('removeReaction')}: ${mine}`}
          title={say('removeReaction')}
          onClick={() => reactTo(mine)}
        >
          {mine}
        </button>
      ) : null}
    </span>
  );
};

/** The message that this one answers; a tap goes there. */
const Quoted = ({ wamid }: { wamid: string }) => {
  const say = useSay();
  const { thread, number, jump } = useScene();
  const quoted = thread.find((candidate) => candidate.wamid === wamid);
  if (!quoted) return <p className="quoted is-gone">{say('quotedGone')}</p>;
  const picture = quoted.type === 'image' || quoted.type === 'sticker';
  return (
    <button
      type="button"
      className={`quoted is-${quoted.direction}`}
      title={say('toQuoted')}
      data-testid="quoted"
      onClick={() => jump(wamid)}
    >
      <span className="quoted-words">
        <b dir="auto">{quoted.direction === 'in' ? say('you') : number?.verifiedName}</b>
        <span dir="auto">{previewOf(quoted, say)}</span>
      </span>
      {picture ? <img src={mediaSource(quoted.content)} alt="" /> : null}
    </button>
  );
};

const Failed = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
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
};

export const BubbleRow = ({ bubble, first }: { bubble: Bubble; first: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  if (bubble.status === 'failed' && bubble.direction === 'out') return <Failed bubble={bubble} />;
  return (
    <div className={`bubble-row is-${bubble.direction} ${first ? 'is-first' : ''}`}>
      <div className="bubble-stack">
        <div
          className={`bubble is-${bubble.type}`}
          tabIndex={-1}
          data-testid="bubble"
          data-wamid={bubble.wamid}
          data-status={bubble.status}
          data-direction={bubble.direction}
          data-type={bubble.type}
        >
          <div className="parts">
            {bubble.forwarded ? (
              <p className="forwarded">
                <Icon name="forward" /> {say('forwarded')}
              </p>
            ) : null}
            {bubble.referral ? <AdCard ad={bubble.referral} /> : null}
            {bubble.quoted ? <Quoted wamid={bubble.quoted} /> : null}
            {bubble.deleted ? (
              <p className="forwarded">{say('youDeleted')}</p>
            ) : (
              <BubbleBody bubble={bubble} />
            )}
            <p className="meta">
              {bubble.edited && !bubble.deleted ? <span>{say('edited')}</span> : null}
              <time dateTime={new Date(bubble.at).toISOString()}>
                {clockTime(bubble.at, language)}
              </time>
              <Ticks bubble={bubble} />
            </p>
          </div>
          {bubble.deleted ? null : <BubbleChoices bubble={bubble} />}
          <Reactions bubble={bubble} />
        </div>
        <BubbleCards bubble={bubble} />
      </div>
      {bubble.deleted ? null : <Tools bubble={bubble} />}
    </div>
  );
};

import { useRef, type KeyboardEvent } from 'react';
import { EMOJI } from './emoji';
import { useSay } from './settings';

const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

/** One stop of the Tab key; arrows move inside. */
export const EmojiGrid = ({ onPick }: { onPick: (emoji: string) => void }) => {
  const say = useSay();
  const grid = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the buttons inside
    <div
      className="emoji-grid"
      role="group"
      aria-label={say('emoji')}
      data-testid="emoji-grid"
      ref={grid}
      onKeyDown={keys}
    >
      {EMOJI.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          className="emoji-key"
          tabIndex={index === 0 ? 0 : -1}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
};

import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Icon } from './icons';
import type { SheetContent } from './scene';
import { useSay } from './settings';

/** Inside the phone, above the chat, which cannot be reached meanwhile. */
export const Sheet = ({ sheet, onClose }: { sheet: SheetContent; onClose: () => void }) => {
  const say = useSay();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>('[data-autofocus]');
    (field ?? panel.current)?.focus();
  }, []);
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div className={sheet.full ? 'sheet-layer is-full' : 'sheet-layer'}>
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the sheet's own button and Esc do the same */}
      <div className="sheet-shade" onClick={onClose} />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes a dialog from wherever the focus is in it */}
      <section
        className="sheet"
        role="dialog"
        aria-label={sheet.title}
        tabIndex={-1}
        ref={panel}
        onKeyDown={keys}
      >
        <header className="sheet-head">
          <button
            type="button"
            className="icon"
            aria-label={say('close')}
            data-testid="sheet-close"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
          <h3 dir="auto">{sheet.title}</h3>
        </header>
        <div className="sheet-body">{sheet.body}</div>
      </section>
    </div>
  );
};

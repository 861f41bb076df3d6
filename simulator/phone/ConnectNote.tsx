import { useState } from 'react';
import { useSay } from './settings';
import type { SimState } from './types';

/** What to paste into the plugin's settings while no webhook points anywhere. */
export const ConnectNote = ({ state }: { state: SimState }) => {
  const say = useSay();
  const [outcome, setOutcome] = useState<'copy' | 'copied' | 'notCopied'>('copy');
  const text = [
    `Base URL: ${state.baseUrl}`,
    `WABA ID: ${state.wabas[0]?.id ?? ''}`,
    ...state.numbers.map((number) => `Phone number ID: ${number.id} (${number.displayPhone})`),
    `Token: ${state.app.token}`,
    `App secret: ${state.app.secret}`,
  ].join('\n');
  const copy = (): void => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (!clipboard) setOutcome('notCopied');
    else
      clipboard.writeText(text).then(
        () => setOutcome('copied'),
        () => setOutcome('notCopied')
      );
  };
  return (
    <div className="connect" data-testid="connect-note">
      <p>{say('connect')}</p>
      <details>
        <summary>{say('showDetails')}</summary>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
        <pre tabIndex={0}>{text}</pre>
      </details>
      <button type="button" onClick={copy}>
        {say(outcome)}
      </button>
    </div>
  );
};

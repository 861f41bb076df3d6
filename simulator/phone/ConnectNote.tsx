import { useState } from 'react';
import { useSay } from './settings';
import type { SimState } from './types';

/** What to paste into the plugin's settings while no webhook points anywhere. */
export const ConnectNote = ({ state }: { state: SimState }) => {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const text = [
    `Base URL: ${state.baseUrl}`,
    `WABA ID: ${state.wabas[0]?.id ?? ''}`,
    ...state.numbers.map((number) => `Phone number ID: ${number.id} (${number.displayPhone})`),
    `Token: ${state.app.token}`,
    `App secret: ${state.app.secret}`,
  ].join('\n');
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <div className="connect" data-testid="connect-note">
      <p>{say('connect')}</p>
      <pre>{text}</pre>
      <button type="button" onClick={copy}>
        {say(copied ? 'copied' : 'copy')}
      </button>
    </div>
  );
};

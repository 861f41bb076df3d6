import { useState } from 'react';
import { objectOf, textOf } from './content';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Bubble } from './types';

const firstAnswer = (bubble: Bubble): string => {
  const parameters = objectOf(objectOf(bubble.content['action'])['parameters']);
  const token = textOf(parameters['flow_token']);
  return JSON.stringify({ ...(token ? { flow_token: token } : {}), answer: 'yes' });
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // half-written
  }
};

/** Stands in for a Flow or an address form: the answer is written as it goes back. */
export const FormAnswer = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const [text, setText] = useState(() => firstAnswer(bubble));
  const valid = isJson(text);
  const name = textOf(bubble.content['type']) === 'address_message' ? 'address_message' : 'flow';
  const send = (): void =>
    void scene
      .perform('raw', {
        type: 'interactive',
        node: { type: 'nfm_reply', nfm_reply: { name, body: 'Sent', response_json: text } },
        quoted: bubble.wamid,
        phoneNumberId: bubble.phoneNumberId,
      })
      .then((done) => {
        if (done) scene.close();
      });
  return (
    <div className="sheet-form">
      <p className="sub">{say('formNote')}</p>
      <label>
        {say('formAnswer')}
        <textarea
          rows={4}
          value={text}
          data-autofocus
          data-testid="form-answer"
          aria-invalid={!valid}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {valid ? null : (
        <p role="alert" className="problem">
          {say('notJson')}
        </p>
      )}
      <button
        type="button"
        className="primary"
        disabled={!valid}
        data-testid="form-send"
        onClick={send}
      >
        {say('send')}
      </button>
    </div>
  );
};

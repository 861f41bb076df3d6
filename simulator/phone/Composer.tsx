import { useRef, useState, type ChangeEvent, type FormEvent, type KeyboardEvent } from 'react';
import { act, base64Of } from './api';
import { AttachMenu } from './AttachMenu';
import { previewOf } from './MediaBody';
import { useSay } from './settings';
import type { Bubble, Person } from './types';

type Props = {
  person: Person;
  numberId: string;
  quote: Bubble | null;
  onSent: () => void;
  onUnquote: () => void;
};

export const Composer = ({ person, numberId, quote, onSent, onUnquote }: Props) => {
  const say = useSay();
  const [text, setText] = useState('');
  const [menu, setMenu] = useState(false);
  const [problem, setProblem] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const voice = useRef<HTMLInputElement>(null);

  const perform = (deed: string, body: object): void => {
    setProblem('');
    setMenu(false);
    act(person.id, deed, {
      phoneNumberId: numberId,
      ...(quote ? { quoted: quote.wamid } : {}),
      ...body,
    }).then(onSent, (error: Error) => setProblem(error.message));
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() === '') return;
    perform('text', { body: text });
    setText('');
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'Escape') onUnquote();
  };
  const pick =
    (isVoice: boolean) =>
    (event: ChangeEvent<HTMLInputElement>): void => {
      const chosen = event.target.files?.[0];
      event.target.value = '';
      if (!chosen) return;
      const caption = text.trim();
      void base64Of(chosen).then((base64) => {
        perform('media', {
          base64,
          mimeType: chosen.type || 'application/octet-stream',
          filename: chosen.name,
          ...(isVoice ? { voice: true } : caption ? { caption } : {}),
        });
        if (!isVoice) setText('');
      });
    };

  return (
    <form className="composer" onSubmit={submit}>
      {quote ? (
        <div className="quoting">
          <span dir="auto">↩ {previewOf(quote, say)}</span>
          <button type="button" className="icon" aria-label={say('dismiss')} onClick={onUnquote}>
            ×
          </button>
        </div>
      ) : null}
      {problem ? (
        <p role="alert" className="problem">
          {problem}
        </p>
      ) : null}
      {menu ? (
        <AttachMenu
          onFile={() => file.current?.click()}
          onVoice={() => voice.current?.click()}
          onPerform={perform}
        />
      ) : null}
      <div className="row">
        <button
          type="button"
          className="icon"
          aria-label={say('attach')}
          aria-expanded={menu}
          data-testid="phone-attach"
          disabled={!person.online}
          onClick={() => setMenu(!menu)}
        >
          +
        </button>
        <textarea
          rows={1}
          value={text}
          dir="auto"
          placeholder={say(person.online ? 'message' : 'phoneIsOff')}
          disabled={!person.online}
          aria-label={say('message')}
          data-testid="phone-input"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={keys}
        />
        <button
          type="submit"
          className="primary round"
          aria-label={say('send')}
          data-testid="phone-send"
          disabled={!person.online}
        >
          ➤
        </button>
      </div>
      <input ref={file} type="file" hidden data-testid="phone-file" onChange={pick(false)} />
      <input
        ref={voice}
        type="file"
        accept="audio/*"
        hidden
        data-testid="phone-voice"
        onChange={pick(true)}
      />
    </form>
  );
};

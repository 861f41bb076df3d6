import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { base64Of } from './api';
import { AttachMenu, useFiles, type Files } from './AttachMenu';
import { AdCard } from './BubbleBody';
import { previewOf } from './content';
import { seconds } from './dates';
import { EmojiGrid } from './EmojiGrid';
import { Icon } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Bubble, Content } from './types';
import { useRecorder, type Recorder } from './useRecorder';

type Props = {
  text: string;
  onText: (text: string) => void;
  quote: Bubble | null;
  ad: Content | null;
  onLeaveAd: () => void;
};

const Quoting = ({ quote }: { quote: Bubble }) => {
  const say = useSay();
  const { number, quote: setQuote } = useScene();
  return (
    <div className="quoting">
      <span className="quoted-words">
        <b dir="auto">{quote.direction === 'in' ? say('you') : number?.verifiedName}</b>
        <span dir="auto">{previewOf(quote, say)}</span>
      </span>
      <button
        type="button"
        className="icon"
        aria-label={say('cancelReply')}
        onClick={() => setQuote(null)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
};

const Recording = ({ recorder, onDone }: { recorder: Recorder; onDone: () => void }) => {
  const say = useSay();
  const scene = useScene();
  const send = async (): Promise<void> => {
    const voice = await recorder.finish();
    onDone();
    if (!voice) return;
    await scene.send('media', {
      base64: await base64Of(voice),
      mimeType: voice.type,
      voice: true,
    });
  };
  return (
    <div className="row recording">
      <button
        type="button"
        className="icon"
        aria-label={say('discard')}
        data-testid="voice-discard"
        onClick={() => {
          recorder.discard();
          onDone();
        }}
      >
        <Icon name="trash" />
      </button>
      <span className="recording-words" role="status">
        <i aria-hidden /> {say('recording')}
      </span>
      <span aria-hidden>{seconds(recorder.seconds ?? 0)}</span>
      <button
        type="button"
        className="primary round"
        aria-label={say('send')}
        data-testid="voice-send"
        onClick={() => void send()}
      >
        <Icon name="send" />
      </button>
    </div>
  );
};

type RowProps = {
  text: string;
  busy: boolean;
  menu: Menu;
  field: RefObject<HTMLTextAreaElement>;
  onText: (text: string) => void;
  onMenu: (menu: Menu) => void;
  onSubmit: () => void;
  onRecord: () => void;
};
type Menu = 'attach' | 'emoji' | null;

const Row = ({ text, busy, menu, field, onText, onMenu, onSubmit, onRecord }: RowProps) => {
  const say = useSay();
  const { quote } = useScene();
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onSubmit();
    }
    if (event.key === 'Escape') quote(null);
  };
  const toggle = (name: 'attach' | 'emoji') => () => onMenu(menu === name ? null : name);
  return (
    <div className="row">
      <div className="write">
        <button
          type="button"
          className="icon"
          aria-label={say('emoji')}
          aria-expanded={menu === 'emoji'}
          data-testid="phone-emoji"
          onClick={toggle('emoji')}
        >
          <Icon name="emoji" />
        </button>
        <textarea
          ref={field}
          rows={1}
          value={text}
          dir="auto"
          placeholder={say('message')}
          aria-label={say('message')}
          data-testid="phone-input"
          onChange={(event) => onText(event.target.value)}
          onKeyDown={keys}
        />
        <button
          type="button"
          className="icon"
          aria-label={say('attach')}
          aria-expanded={menu === 'attach'}
          data-testid="phone-attach"
          onClick={toggle('attach')}
        >
          <Icon name="clip" />
        </button>
      </div>
      {text.trim() === '' ? (
        <button
          type="button"
          className="primary round"
          aria-label={say('record')}
          title={say('record')}
          data-testid="phone-mic"
          onClick={onRecord}
        >
          <Icon name="mic" />
        </button>
      ) : (
        <button
          type="submit"
          className="primary round"
          aria-label={say('send')}
          data-testid="phone-send"
          disabled={busy}
        >
          <Icon name="send" />
        </button>
      )}
    </div>
  );
};

const NoMicrophone = ({ files }: { files: Files }) => {
  const say = useSay();
  return (
    <p role="alert" className="problem" data-testid="no-microphone">
      {say('noMicrophone')}{' '}
      <button type="button" onClick={() => files.voice.current?.click()}>
        {say('audioFile')}
      </button>
    </p>
  );
};

export const Composer = ({ text, onText, quote, ad, onLeaveAd }: Props) => {
  const say = useSay();
  const { send } = useScene();
  const [menu, setMenu] = useState<Menu>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const recorder = useRecorder();
  const files = useFiles(text);

  // After a press on Reply the customer writes.
  const quoted = quote?.wamid ?? null;
  useEffect(() => {
    if (quoted !== null) field.current?.focus();
  }, [quoted]);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() === '' || busy) return;
    setMenu(null);
    setBusy(true);
    // The text stays until it was taken: a refused message is not lost.
    void send('text', { body: text }).then((done) => {
      setBusy(false);
      if (done) onText('');
      field.current?.focus();
    });
  };
  const insert = (emoji: string): void => {
    const at = field.current?.selectionStart ?? text.length;
    onText(text.slice(0, at) + emoji + text.slice(at));
  };
  return (
    <form className="composer" onSubmit={submit}>
      {ad ? (
        <div className="quoting">
          <AdCard ad={ad} />
          <button type="button" className="icon" aria-label={say('leaveAd')} onClick={onLeaveAd}>
            <Icon name="close" />
          </button>
        </div>
      ) : null}
      {quote ? <Quoting quote={quote} /> : null}
      {recorder.refused ? <NoMicrophone files={files} /> : null}
      {menu === 'attach' ? <AttachMenu files={files} onDone={() => setMenu(null)} /> : null}
      {menu === 'emoji' ? <EmojiGrid onPick={insert} /> : null}
      {recorder.seconds === null ? (
        <Row
          {...{ text, busy, menu, field, onText }}
          onMenu={setMenu}
          onSubmit={submit}
          onRecord={() => {
            setMenu(null);
            recorder.start();
          }}
        />
      ) : (
        <Recording recorder={recorder} onDone={() => field.current?.focus()} />
      )}
      {files.fields}
    </form>
  );
};

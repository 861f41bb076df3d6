import { useEffect, useState, type FormEvent } from 'react';
import { base64Of } from './api';
import { MEDIA_WORDS } from './content';
import type { Draft } from './files';
import { Icon } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';

/** As the simulator will take it, so that nothing surprises: a film of another type arrives as a document. */
const kindOf = ({ mimeType, as }: Draft): string => {
  if (as) return as;
  if (mimeType === 'image/webp') return 'sticker';
  if (/^image\/(jpeg|png)$/.test(mimeType)) return 'image';
  if (/^video\/(mp4|3gpp)$/.test(mimeType)) return 'video';
  return /^audio\/(aac|amr|mpeg|mp4|ogg)/.test(mimeType) ? 'audio' : 'document';
};

const useAddress = (file: Blob): string => {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
};

const Preview = ({ draft }: { draft: Draft }) => {
  const say = useSay();
  const address = useAddress(draft.file);
  const kind = kindOf(draft);
  const word = MEDIA_WORDS[kind] ?? 'document';
  const drawn = kind === 'image' || kind === 'sticker' || kind === 'video';
  return (
    <figure className="draft">
      {kind === 'image' || kind === 'sticker' ? <img src={address} alt="" /> : null}
      {kind === 'video' ? <video src={address} muted controls aria-label={draft.name} /> : null}
      {drawn ? null : (
        <span className="no-media">
          <Icon name={kind === 'audio' ? 'mic' : 'document'} />
        </span>
      )}
      <figcaption dir="auto">
        {draft.name}
        <span className="sub">
          {say('arrivesAs')} {say(word)}
        </span>
      </figcaption>
    </figure>
  );
};

/** What is about to be sent, with a caption for the last of several, as the app does for one. */
export const MediaDrafts = ({ drafts, text }: { drafts: readonly Draft[]; text: string }) => {
  const say = useSay();
  const scene = useScene();
  const [caption, setCaption] = useState(text);
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(drafts);

  const sendAll = async (): Promise<void> => {
    setBusy(true);
    let rest = [...left];
    for (const draft of left) {
      const words = rest.length === 1 ? caption.trim() : '';
      const done = await scene.send('media', {
        base64: await base64Of(draft.file),
        mimeType: draft.mimeType,
        filename: draft.name,
        ...(draft.as ? { as: draft.as } : {}),
        ...(words && kindOf(draft) !== 'audio' && kindOf(draft) !== 'sticker'
          ? { caption: words }
          : {}),
      });
      if (!done) break;
      rest = rest.slice(1);
    }
    setLeft(rest); // what was refused stays, with the reason under the chat
    setBusy(false);
    if (rest.length === 0) scene.close();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void sendAll();
  };
  return (
    <form className="drafts" onSubmit={submit}>
      <div className="draft-list">
        {left.map((draft) => (
          <Preview key={draft.name} draft={draft} />
        ))}
      </div>
      <div className="row">
        <input
          value={caption}
          dir="auto"
          placeholder={say('caption')}
          aria-label={say('caption')}
          maxLength={1024}
          data-autofocus
          data-testid="media-caption"
          onChange={(event) => setCaption(event.target.value)}
        />
        <button
          type="submit"
          className="round primary"
          aria-label={say('send')}
          disabled={busy}
          data-testid="media-send"
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
};

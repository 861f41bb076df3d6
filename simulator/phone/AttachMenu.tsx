import { useRef, useState, type ChangeEvent } from 'react';
import { base64Of } from './api';
import { documentDraft, emojiSticker, photoDraft, stickerOf, type Draft } from './files';
import { Icon, type IconName } from './icons';
import { MediaDrafts } from './MediaDrafts';
import { useScene } from './scene';
import { ContactForm, LocationForm } from './SendForms';
import { useSay } from './settings';
import type { Word } from './words';

const TRAY = ['😀', '😂', '😍', '😢', '😡', '👍', '🙏', '🎉', '❤️', '☕', '🐱', '🌹'];

const StickerTray = () => {
  const say = useSay();
  const scene = useScene();
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState(false);
  const send = async (sticker: Blob | null): Promise<void> => {
    setFailed(sticker === null);
    if (!sticker) return;
    const done = await scene.send('media', {
      base64: await base64Of(sticker),
      mimeType: 'image/webp',
    });
    if (done) scene.close();
  };
  return (
    <div className="sticker-tray">
      {TRAY.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          className="sticker-key"
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          aria-label={`${say('sticker')} ${emoji}`}
          data-testid={`sticker-${index}`}
          onClick={() => void emojiSticker(emoji).then(send)}
        >
          {emoji}
        </button>
      ))}
      {failed ? (
        <p role="alert" className="problem">
          {say('noSticker')}
        </p>
      ) : null}
      <button type="button" className="wide" onClick={() => input.current?.click()}>
        {say('fromFile')}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        data-testid="sticker-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void stickerOf(file).then(send);
        }}
      />
    </div>
  );
};

type Pick = (
  make: (file: File) => Draft | Promise<Draft>
) => (event: ChangeEvent<HTMLInputElement>) => void;

/** File fields of the composer: hidden, opened from the menu. */
export const useFiles = (text: string) => {
  const say = useSay();
  const scene = useScene();
  const photo = useRef<HTMLInputElement>(null);
  const paper = useRef<HTMLInputElement>(null);
  const voice = useRef<HTMLInputElement>(null);
  const pick: Pick = (make) => (event) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    if (files.length === 0) return;
    void Promise.all(files.map(async (file) => make(file))).then((drafts) =>
      scene.show({ title: say('preview'), body: <MediaDrafts drafts={drafts} text={text} /> })
    );
  };
  const sendVoice = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    void base64Of(file).then((base64) =>
      scene.send('media', { base64, mimeType: file.type || 'audio/ogg', voice: true })
    );
  };
  const fields = (
    <>
      <input
        ref={photo}
        type="file"
        accept="image/*,video/*"
        multiple
        hidden
        data-testid="phone-file"
        onChange={pick(photoDraft)}
      />
      <input
        ref={paper}
        type="file"
        multiple
        hidden
        data-testid="phone-document"
        onChange={pick(documentDraft)}
      />
      <input
        ref={voice}
        type="file"
        accept="audio/*"
        hidden
        data-testid="phone-voice"
        onChange={sendVoice}
      />
    </>
  );
  return { fields, photo, paper, voice };
};

export type Files = ReturnType<typeof useFiles>;

/** What can be sent beside text. */
export const AttachMenu = ({ files, onDone }: { files: Files; onDone: () => void }) => {
  const say = useSay();
  const scene = useScene();
  const item = (word: Word, icon: IconName, open: () => void) => (
    <button
      type="button"
      className={`attach-item is-${icon}`}
      data-testid={`attach-${icon}`}
      onClick={() => {
        onDone();
        open();
      }}
    >
      <span className="attach-mark">
        <Icon name={icon} />
      </span>
      {say(word)}
    </button>
  );
  return (
    <div className="attach" role="group" aria-label={say('attach')}>
      {item('photoOrVideo', 'photo', () => files.photo.current?.click())}
      {item('document', 'document', () => files.paper.current?.click())}
      {item('sticker', 'sticker', () =>
        scene.show({ title: say('sticker'), body: <StickerTray /> })
      )}
      {item('audioFile', 'mic', () => files.voice.current?.click())}
      {item('location', 'pin', () =>
        scene.show({ title: say('location'), body: <LocationForm /> })
      )}
      {item('contact', 'person', () =>
        scene.show({ title: say('contact'), body: <ContactForm /> })
      )}
    </div>
  );
};

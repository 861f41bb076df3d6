import { useState, type FormEvent } from 'react';
import { textOf } from './content';
import { Icon } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Bubble } from './types';

/** WhatsApp lets people edit for so long. */
const EDIT_MS = 15 * 60_000;

const wordsOf = ({ content, type }: Bubble): string =>
  textOf(type === 'text' ? content['body'] : content['caption']);

const EditForm = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const [words, setWords] = useState(wordsOf(bubble));
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void scene.perform('edit', { wamid: bubble.wamid, body: words }).then((done) => {
      if (done) scene.close();
    });
  };
  return (
    <form className="sheet-form" onSubmit={save}>
      <label>
        {say('newWords')}
        <input
          value={words}
          dir="auto"
          data-autofocus
          data-testid="edit-words"
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <button type="submit" className="primary" disabled={words.trim() === ''}>
        {say('save')}
      </button>
    </form>
  );
};

/** Edit or delete an own message. */
export const ChangeTools = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  if (bubble.direction !== 'in') return null;
  const editable = wordsOf(bubble) !== '' && Date.now() - bubble.at < EDIT_MS;
  return (
    <>
      {editable ? (
        <button
          type="button"
          className="icon"
          aria-label={say('edit')}
          title={say('edit')}
          data-testid="bubble-edit"
          onClick={() => scene.show({ title: say('edit'), body: <EditForm bubble={bubble} /> })}
        >
          <Icon name="pencil" />
        </button>
      ) : null}
      <button
        type="button"
        className="icon"
        aria-label={say('deleteForAll')}
        title={say('deleteForAll')}
        data-testid="bubble-delete"
        onClick={() => void scene.perform('revoke', { wamid: bubble.wamid })}
      >
        <Icon name="trash" />
      </button>
    </>
  );
};

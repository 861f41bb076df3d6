import { useEffect, useRef, useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import {
  useWhatsappDeleteNoteMutation,
  useWhatsappUpdateNoteMutation,
} from '../../../api/team-notes';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { useRefusal } from '../../../shared/useRefusal';
import { TintedBox } from '../../../shared/tint';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { Line } from '../components/bubble-shape';
import { noteParts } from './mention-model';
import { NoteField } from './NoteField';

const Words = ({ note }: { readonly note: NoteView }) => (
  <Typography tag="p" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {noteParts(note.text, note.mentions).map((part, index) =>
      part.isName ? (
        // Parts of one text, which has no other names than their places.
        <Typography key={index} fontWeight="bold" textColor="neutral800" data-testid="mention">
          {part.text}
        </Typography>
      ) : (
        part.text
      )
    )}
  </Typography>
);

const Editor = ({ note, onDone }: { readonly note: NoteView; readonly onDone: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const [text, setText] = useState(note.text);
  const [update, { isLoading }] = useWhatsappUpdateNoteMutation();
  const { id, conversationId } = note;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async (next: string, mentions: number[]) => {
    const answer = await update({ id, conversationId, body: { text: next, mentions } });
    if ('error' in answer) return refuse(answer.error);
    onDone();
  };
  return (
    <NoteField
      conversationId={conversationId}
      field={field}
      text={text}
      onText={setText}
      named={note.mentions}
      busy={isLoading}
      saveLabel={t('team.note.save')}
      cancelLabel={t('shell.dialog.dismiss')}
      onSave={(next, mentions) => void save(next, mentions)}
      onCancel={onDone}
    />
  );
};

const Foot = ({ note }: { readonly note: NoteView }) => {
  const t = useT();
  const { time } = useMoments();
  return (
    <Flex gap={1} wrap="wrap" justifyContent="flex-end">
      <Typography variant="pi" textColor="neutral800">
        {note.author?.name ?? note.authorName}
      </Typography>
      <Typography
        variant="pi"
        textColor="neutral800"
        tag="time"
        dateTime={new Date(note.at).toISOString()}
      >
        {time(note.at)}
      </Typography>
      {note.changedAt === null ? null : (
        <Typography variant="pi" textColor="neutral800">
          {t('team.note.changed')}
        </Typography>
      )}
    </Flex>
  );
};

/** A note of the team between the messages: another colour, a lock and the words say that it went to nobody. */
export const NoteBubble = ({
  note,
  mine,
}: {
  readonly note: NoteView;
  /** One's own: it may be changed and deleted. */
  readonly mine: boolean;
}) => {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [remove] = useWhatsappDeleteNoteMutation();
  const { id, conversationId } = note;
  const edit = useRef<HTMLButtonElement>(null);
  const done = () => {
    setEditing(false);
    // The focus goes back to where the editing began.
    requestAnimationFrame(() => edit.current?.focus());
  };
  return (
    <Line $ours $first>
      <TintedBox
        $tone="warning"
        borderColor="warning200"
        hasRadius
        padding={3}
        width={editing ? '70%' : undefined}
        maxWidth="70%"
        role="note"
        aria-label={t('team.note.of', { name: note.author?.name ?? note.authorName })}
        data-testid="note"
        data-note-id={id}
      >
        <Flex gap={2} paddingBottom={1}>
          <Lock aria-hidden width="1.2rem" height="1.2rem" />
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {t('team.note.title')}
          </Typography>
        </Flex>
        {editing ? <Editor note={note} onDone={done} /> : <Words note={note} />}
        <Foot note={note} />
        {mine && !editing ? (
          <Flex gap={1} justifyContent="flex-end">
            <Button ref={edit} size="S" variant="ghost" onClick={() => setEditing(true)}>
              {t('team.note.edit')}
            </Button>
            <Button size="S" variant="ghost" onClick={() => setDeleting(true)}>
              {t('team.note.delete')}
            </Button>
          </Flex>
        ) : null}
        {deleting ? (
          <DeleteDialog
            title={t('team.note.delete.title')}
            confirmLabel={t('team.note.delete')}
            confirmTestId="delete-note"
            onDelete={() => remove({ id, conversationId }).unwrap()}
            onClose={() => setDeleting(false)}
          >
            {t('team.note.delete.body')}
          </DeleteDialog>
        ) : null}
      </TintedBox>
    </Line>
  );
};

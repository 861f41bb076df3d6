import { useRef, type ReactNode, type RefObject } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappCreateNoteMutation } from '../../../api/team-notes';
import { useRefusal } from '../../../shared/useRefusal';
import { TintedBox } from '../../../shared/tint';
import { useT } from '../../../shared/useT';
import { useDraft } from '../hooks/useDraft';
import { newClientId } from '../hooks/useOutbox';
import { NoteField } from './NoteField';

export type WritingMode = 'reply' | 'note';

/** What stands in the field without what was saved of it: one may have typed on while it was on its way. */
const typedSince = (typed: string, saved: string): string => {
  const rest = typed.trimStart();
  return rest.startsWith(saved) ? rest.slice(saved.length).trimStart() : typed;
};

/** A note for the team. Its look says at a glance that no customer gets it. */
const NoteComposer = ({
  conversation,
  field,
  onLeave,
}: {
  readonly conversation: ConversationView;
  readonly field: RefObject<HTMLTextAreaElement>;
  readonly onLeave: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const draft = useDraft(`note.${conversation.id}`);
  const latest = useRef(draft.text);
  latest.current = draft.text;
  const [create, { isLoading }] = useWhatsappCreateNoteMutation();
  /** Kept until the server has confirmed: pressed again after a lost answer, it makes one note. */
  const key = useRef<{ text: string; clientId: string } | null>(null);
  const save = async (text: string, mentions: number[]) => {
    if (key.current?.text !== text) key.current = { text, clientId: newClientId() };
    const { clientId } = key.current;
    const answer = await create({ id: conversation.id, body: { clientId, text, mentions } });
    if ('error' in answer) return refuse(answer.error);
    key.current = null;
    draft.change(typedSince(latest.current, text));
  };
  return (
    <TintedBox
      $tone="warning"
      borderColor="warning200"
      hasRadius
      padding={3}
      data-testid="note-composer"
    >
      <Flex gap={2} paddingBottom={2}>
        <Lock aria-hidden width="1.4rem" height="1.4rem" />
        <Typography variant="pi" textColor="neutral800">
          {t('team.note.only-team')}
        </Typography>
      </Flex>
      <NoteField
        conversationId={conversation.id}
        field={field}
        text={draft.text}
        onText={draft.change}
        busy={isLoading}
        saveLabel={t('team.note.add')}
        onSave={(text, mentions) => void save(text, mentions)}
        onCancel={onLeave}
      />
    </TintedBox>
  );
};

interface Props {
  readonly conversation: ConversationView;
  readonly canNote: boolean;
  readonly mode: WritingMode;
  /** Leads to the field too. */
  readonly onMode: (mode: WritingMode) => void;
  readonly noteField: RefObject<HTMLTextAreaElement>;
  readonly onLeave: () => void;
  /** A key was pressed in the field of the answer. */
  readonly onTyping: () => void;
  /** Beside the two, while an answer is written. */
  readonly aside?: ReactNode;
  /** The composer; it stays as it is while a note is written. */
  readonly children: ReactNode;
}

/** The foot of the thread: an answer to the customer, or a note for the team. */
export const ReplyOrNote = (props: Props) => {
  const { conversation, canNote, mode, onMode, onLeave, onTyping, aside, children } = props;
  const t = useT();
  if (!canNote) return children;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2} justifyContent="space-between">
        <Flex gap={1} role="group" aria-label={t('team.mode.label')}>
          {(['reply', 'note'] as const).map((one) => (
            <Button
              key={one}
              size="S"
              variant={mode === one ? 'secondary' : 'ghost'}
              aria-pressed={mode === one}
              onClick={() => onMode(one)}
              data-testid={`mode-${one}`}
            >
              {t(`team.mode.${one}`)}
            </Button>
          ))}
        </Flex>
        {mode === 'reply' ? aside : null}
      </Flex>
      {mode === 'note' ? (
        <NoteComposer conversation={conversation} field={props.noteField} onLeave={onLeave} />
      ) : null}
      <div hidden={mode === 'note'} onInput={onTyping}>
        {children}
      </div>
    </Flex>
  );
};

import { useRef, type ReactNode, type RefObject } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { styled } from 'styled-components';
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

/** The whole composer area; its controls keep their position when the mode changes. */
const NoteGround = styled(Box)`
  margin: ${({ theme }) => `-${theme.spaces[2]}`};
`;

/** A note for the team. Its look says at a glance that no customer gets it. */
const NoteComposer = ({
  conversation,
  field,
  modes,
  onNoted,
  onLeave,
}: {
  readonly conversation: ConversationView;
  readonly field: RefObject<HTMLTextAreaElement>;
  readonly modes: ReactNode;
  readonly onNoted: () => void;
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
    onNoted();
  };
  return (
    <NoteGround>
      <TintedBox $tone="warning" padding={2} data-testid="note-composer">
        <NoteField
          conversationId={conversation.id}
          field={field}
          text={draft.text}
          onText={draft.change}
          busy={isLoading}
          saveLabel={t('team.note.add')}
          onSave={(text, mentions) => void save(text, mentions)}
          onCancel={onLeave}
          lead={
            <>
              {modes}
              <Lock aria-hidden width="1.4rem" height="1.4rem" />
              <Box flex="1 1 0" minWidth={0}>
                <Typography variant="pi" textColor="neutral800">
                  {t('team.note.only-team')}
                </Typography>
              </Box>
            </>
          }
        />
      </TintedBox>
    </NoteGround>
  );
};

interface ModesProps {
  readonly mode: WritingMode;
  /** Leads to the field too. */
  readonly onMode: (mode: WritingMode) => void;
}

/** First in the lowest row of both. */
const Modes = ({ mode, onMode }: ModesProps) => {
  const t = useT();
  return (
    <Flex gap={1} role="group" aria-label={t('team.mode.label')}>
      {(['reply', 'note'] as const).map((one) => (
        <Button
          key={one}
          size="S"
          paddingLeft={2}
          paddingRight={2}
          variant={mode === one ? 'secondary' : 'ghost'}
          aria-pressed={mode === one}
          onClick={() => onMode(one)}
          data-testid={`mode-${one}`}
        >
          {t(`team.mode.${one}`)}
        </Button>
      ))}
    </Flex>
  );
};

interface Props extends ModesProps {
  readonly conversation: ConversationView;
  readonly canNote: boolean;
  readonly noteField: RefObject<HTMLTextAreaElement>;
  /** A note was added. */
  readonly onNoted: () => void;
  readonly onLeave: () => void;
  /** A key was pressed in the field of the answer. */
  readonly onTyping: () => void;
  /** The reply composer, given the Reply/Note switch for its toolbar. It keeps its state while a note is written. */
  readonly children: (modes: ReactNode) => ReactNode;
}

/** The foot of the thread: an answer to the customer, or a note for the team. */
export const ReplyOrNote = (props: Props) => {
  const { conversation, canNote, mode, onMode, onLeave, onTyping, children } = props;
  if (!canNote) return children(null);
  const modes = <Modes mode={mode} onMode={onMode} />;
  return (
    <>
      {mode === 'note' ? (
        <NoteComposer
          conversation={conversation}
          field={props.noteField}
          modes={modes}
          onNoted={props.onNoted}
          onLeave={onLeave}
        />
      ) : null}
      <div hidden={mode === 'note'} onInput={onTyping}>
        {children(mode === 'note' ? null : modes)}
      </div>
    </>
  );
};

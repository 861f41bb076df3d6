import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { Button, Flex, Textarea, Typography } from '@strapi/design-system';
import type { AgentView } from '../../../../../server/src/contracts/conversations';
import { NOTE_MAX } from '../../../../../server/src/contracts/team-notes';
import { GrowingField } from '../../../shared/GrowingField';
import { useT } from '../../../shared/useT';
import { Tools } from '../composer/tool-word';
import { useCaretAtEnd } from '../composer/useCaretAtEnd';
import { useSendKey } from '../composer/useSendKey';
import { useMentions } from './useMentions';
import { MentionPopover, mentionFieldProps } from './MentionPopover';

interface Props {
  readonly conversationId: number;
  /** What opens it leads there. */
  readonly field: RefObject<HTMLTextAreaElement>;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Named already, in a note that is being changed. */
  readonly named?: readonly AgentView[];
  readonly busy: boolean;
  readonly saveLabel: string;
  readonly onSave: (text: string, mentions: number[]) => void;
  readonly onCancel: () => void;
  readonly cancelLabel?: string;
  /** First in the row below the field. */
  readonly lead?: ReactNode;
}

/** Within a bubble, without a lead, it has no width of its own to go by. */
const Row = ({ lead, children }: { readonly lead: ReactNode; readonly children: ReactNode }) =>
  lead === undefined ? (
    <Flex gap={2} justifyContent="flex-end" wrap="wrap">
      {children}
    </Flex>
  ) : (
    <Tools gap={2} justifyContent="flex-end" data-testid="note-row">
      {lead}
      {children}
    </Tools>
  );

/** Where a note is written or changed: `@` offers colleagues; the key that sends in the composer saves here. */
export const NoteField = (props: Props) => {
  const { field, text, onText, busy, onSave, onCancel } = props;
  const t = useT();
  useCaretAtEnd(field);
  const { isSend } = useSendKey();
  const mentions = useMentions(props);
  const trimmed = text.trim();
  const over = trimmed.length > NOTE_MAX;
  const canSave = trimmed !== '' && !over && !busy;
  const save = () => {
    if (canSave) onSave(trimmed, mentions.ids());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (mentions.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
    if (!isSend(event)) return;
    event.preventDefault();
    save();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <GrowingField>
        <MentionPopover mentions={mentions} />
        <Textarea
          ref={field}
          aria-label={t('team.note.label')}
          placeholder={t('team.note.placeholder')}
          value={text}
          dir="auto"
          {...mentionFieldProps(mentions)}
          onChange={(event) => {
            onText(event.target.value);
            mentions.onCaret(event.target.selectionStart);
          }}
          onKeyDown={onKeyDown}
          data-testid="note-input"
        />
      </GrowingField>
      <Row lead={props.lead}>
        {over ? (
          <Typography variant="pi" textColor="danger600" role="status">
            {t('team.note.over', { used: trimmed.length, limit: NOTE_MAX })}
          </Typography>
        ) : null}
        {props.cancelLabel ? (
          <Button size="S" variant="tertiary" onClick={onCancel}>
            {props.cancelLabel}
          </Button>
        ) : null}
        <Button size="S" disabled={!canSave} loading={busy} onClick={save} data-testid="note-save">
          {props.saveLabel}
        </Button>
      </Row>
    </Flex>
  );
};

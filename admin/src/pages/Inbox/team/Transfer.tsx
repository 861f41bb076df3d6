import { useRef, useState } from 'react';
import { Field, SingleSelect, SingleSelectOption, Textarea } from '@strapi/design-system';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { NOTE_MAX } from '../../../../../server/src/contracts/team-notes';
import { useWhatsappTeamNowQuery, useWhatsappTransferMutation } from '../../../api/team';
import { FormModal } from '../../../shared/FormModal';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { newClientId } from '../hooks/useOutbox';

interface Props {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  readonly onClose: () => void;
}

/** Hands the conversation to a colleague or a team, with a word about it that only they read. */
export const TransferDialog = ({ conversation, agents, me, onClose }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const { data } = useWhatsappTeamNowQuery();
  const [transfer, { isLoading }] = useWhatsappTransferMutation();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const clientId = useRef(newClientId());
  const people = agents.filter(({ id }) => id !== me && id !== conversation.assignee?.id);
  const teams = data?.teams ?? [];
  const send = async () => {
    const [kind, id] = to.split(' ');
    const answer = await transfer({
      id: conversation.id,
      body: {
        clientId: clientId.current,
        to: { kind: kind === 'team' ? 'team' : 'person', id: Number(id) },
        note: note.trim(),
      },
    });
    if ('error' in answer) return refuse(answer.error);
    onClose();
  };
  return (
    <FormModal
      title={t('team.transfer.title')}
      submitLabel={t('team.transfer.send')}
      submitTestId="transfer-send"
      isReady={to !== ''}
      isBusy={isLoading}
      draft={[to, note]}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <Field.Root name="transfer-to" required>
        <Field.Label>{t('team.transfer.to')}</Field.Label>
        <SingleSelect
          value={to}
          placeholder={t('team.transfer.choose')}
          onChange={(value) => setTo(String(value))}
        >
          {people.map(({ id, name }) => (
            <SingleSelectOption key={`person ${id}`} value={`person ${id}`}>
              {name}
            </SingleSelectOption>
          ))}
          {teams.map(({ id, name }) => (
            <SingleSelectOption key={`team ${id}`} value={`team ${id}`}>
              {t('team.transfer.team', { name })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root name="transfer-note" hint={t('team.transfer.hint')}>
        <Field.Label>{t('team.transfer.note')}</Field.Label>
        <Textarea
          value={note}
          maxLength={NOTE_MAX}
          dir="auto"
          onChange={(event) => setNote(event.target.value)}
          data-testid="transfer-note"
        />
        <Field.Hint />
      </Field.Root>
    </FormModal>
  );
};

import { useRef, useState, type KeyboardEvent } from 'react';
import { Field, Textarea } from '@strapi/design-system';
import { NOTE_MAX } from '../../../../../server/src/contracts/team-notes';
import type { TransferBody } from '../../../../../server/src/contracts/team';
import { FormModal } from '../../../shared/FormModal';
import { useT } from '../../../shared/useT';
import { useSendKey } from '../composer/useSendKey';
import { newClientId } from '../hooks/useOutbox';

/** A colleague, or a team whose rule finds one. */
export type AssignTarget = TransferBody['to'] & { readonly name: string };

interface Props {
  readonly target: AssignTarget;
  /** Answers false where it was refused. */
  readonly onGive: (body: TransferBody) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Before a conversation goes to a colleague or a team: a word about it that only they read. */
export const AssignDialog = ({ target, onGive, onClose }: Props) => {
  const t = useT();
  const { isSend } = useSendKey();
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const clientId = useRef(newClientId());
  const { kind, id, name } = target;
  const give = async () => {
    if (isBusy) return;
    setBusy(true);
    const body = { clientId: clientId.current, to: { kind, id }, note: note.trim() };
    if (await onGive(body)) onClose();
    else setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSend(event)) return;
    event.preventDefault();
    void give();
  };
  const who = kind === 'team' ? t('team.transfer.team', { name }) : name;
  return (
    <FormModal
      title={t('team.transfer.title', { who })}
      submitLabel={t('team.transfer.send')}
      submitTestId="assign-send"
      isBusy={isBusy}
      draft={note}
      onSubmit={() => void give()}
      onClose={onClose}
    >
      <Field.Root name="assign-note" hint={t('team.transfer.hint')}>
        <Field.Label>{t('team.transfer.note')}</Field.Label>
        <Textarea
          value={note}
          maxLength={NOTE_MAX}
          dir="auto"
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="assign-note"
        />
        <Field.Hint />
      </Field.Root>
    </FormModal>
  );
};

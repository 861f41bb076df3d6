import { useRef, useState, type KeyboardEvent } from 'react';
import { Field, SingleSelect, SingleSelectOption, Textarea } from '@strapi/design-system';
import { NOTE_MAX } from '../../../../../server/src/contracts/team-notes';
import type { TransferBody } from '../../../../../server/src/contracts/team';
import { FormModal } from '../../../shared/FormModal';
import { useT } from '../../../shared/useT';
import { useSendKey } from '../composer/useSendKey';
import { newClientId } from '../hooks/useOutbox';

/** A colleague, or a team whose rule finds one. */
export interface AssignTarget {
  readonly to: TransferBody['to'];
  readonly name: string;
}

const keyOf = ({ to }: AssignTarget) => `${to.kind} ${to.id}`;

interface Props {
  readonly targets: readonly AssignTarget[];
  /** Answers false where it was refused. */
  readonly onHand: (body: TransferBody) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Assigns to a colleague or a team together with a note that only the team reads. */
export const AssignDialog = ({ targets, onHand, onClose }: Props) => {
  const t = useT();
  const { isSend } = useSendKey();
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const clientId = useRef(newClientId());
  const target = targets.find((one) => keyOf(one) === chosen);
  const words = note.trim();
  const give = async () => {
    if (isBusy || !target || words === '') return;
    setBusy(true);
    if (await onHand({ clientId: clientId.current, to: target.to, note: words })) onClose();
    else setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSend(event)) return;
    event.preventDefault();
    void give();
  };
  return (
    <FormModal
      title={t('team.transfer.title')}
      submitLabel={t('team.transfer.send')}
      submitTestId="assign-send"
      isReady={target !== undefined && words !== ''}
      isBusy={isBusy}
      draft={{ chosen, note }}
      onSubmit={() => void give()}
      onClose={onClose}
    >
      <Field.Root name="assign-to">
        <Field.Label>{t('team.transfer.to')}</Field.Label>
        <SingleSelect value={chosen} onChange={(next) => setChosen(String(next))}>
          {targets.map((one) => (
            <SingleSelectOption key={keyOf(one)} value={keyOf(one)}>
              {one.name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
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

import { useState } from 'react';
import { Box, Field, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { PersonSummary } from '../../../../server/src/contracts/privacy';
import { useWhatsappErasePersonMutation, useWhatsappPersonSummaryQuery } from '../../api/privacy';
import { DeleteDialog } from '../DeleteDialog';
import { RowSkeletons } from '../states';
import { useApiError } from '../useApiError';
import { useT } from '../useT';
import { isSameName } from './same-name';
import { useShownName } from '../people/usePersonName';

interface Props {
  readonly person: { readonly id: number; readonly name: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

type Stays = 'refusal' | 'consents' | 'campaigns' | 'access' | 'host';

/** What stays of this person; of what there is nothing, nothing stays. */
const staying = ({ consents, campaigns }: PersonSummary): Stays[] => [
  'refusal',
  ...(consents > 0 ? (['consents'] as const) : []),
  ...(campaigns > 0 ? (['campaigns'] as const) : []),
  'access',
  'host',
];

/** What goes, in numbers, and what stays and why. */
const Facts = ({ id }: { id: number }) => {
  const t = useT();
  const explain = useApiError();
  const { data, error } = useWhatsappPersonSummaryQuery(id);
  if (error) return <Typography textColor="danger600">{explain(error).message}</Typography>;
  if (!data) return <RowSkeletons rows={1} height="3.2rem" />;
  return (
    <>
      <Typography data-testid="erase-goes">
        {t('privacy.erase.goes', { messages: data.messages, tasks: data.tasks })}
      </Typography>
      <Box tag="ul" paddingLeft={4} style={{ listStyle: 'disc' }}>
        <li>
          <Typography variant="pi">{t('privacy.erase.goes.lists')}</Typography>
        </li>
        {staying(data).map((what) => (
          <li key={what}>
            <Typography variant="pi">
              {t(`privacy.erase.stays.${what}`, {
                consents: data.consents,
                campaigns: data.campaigns,
                records: data.records,
              })}
            </Typography>
          </li>
        ))}
      </Box>
    </>
  );
};

/** Erases one person after their name was typed. It goes on as an operation, whatever happens to this page. */
export const ErasePerson = ({ person, onClose, onDone }: Props) => {
  const t = useT();
  const shownName = useShownName();
  const { toggleNotification } = useNotification();
  const name = shownName(person.name);
  const [typed, setTyped] = useState('');
  const [erase] = useWhatsappErasePersonMutation();
  const onDelete = async () => {
    await erase({ id: person.id, body: { typed } }).unwrap();
    toggleNotification({ type: 'success', message: t('privacy.erase.started') });
    onDone();
  };
  return (
    <DeleteDialog
      title={t('privacy.erase.title', { name })}
      confirmLabel={t('privacy.erase.do')}
      confirmTestId="confirm-erase"
      confirmDisabled={!isSameName(typed, person.name)}
      onClose={onClose}
      onDelete={onDelete}
    >
      <Facts id={person.id} />
      <Field.Root name="typed" required>
        <Field.Label>{t('privacy.erase.type', { name })}</Field.Label>
        <TextInput
          value={typed}
          maxLength={255}
          autoComplete="off"
          data-testid="erase-typed"
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
        />
      </Field.Root>
    </DeleteDialog>
  );
};

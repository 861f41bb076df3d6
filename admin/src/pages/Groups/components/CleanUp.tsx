import { useState, type ChangeEvent } from 'react';
import { Checkbox, Field, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { GroupView, HygieneReason } from '../../../../../server/src/contracts/groups';
import { useWhatsappCleanGroupsMutation, useWhatsappHygieneGroupsQuery } from '../../../api/groups';
import { FormModal } from '../../../shared/FormModal';
import { ErrorState } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

interface Props {
  readonly group: GroupView;
  readonly onClose: () => void;
}

const reasons: readonly HygieneReason[] = ['inactive', 'opted-out', 'unreachable'];
const counts = {
  inactive: 'inactive',
  'opted-out': 'optedOut',
  unreachable: 'unreachable',
} as const;

const useCleanUp = ({ group, onClose }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [chosen, setChosen] = useState<HygieneReason[]>([...reasons]);
  const [days, setDays] = useState('180');
  const typed = Number(useDebounced(days));
  const isValid = Number.isInteger(typed) && typed >= 1 && typed <= 3650;
  const body = { reasons: chosen, inactiveDays: isValid ? typed : 180 };
  const query = useWhatsappHygieneGroupsQuery(
    { id: group.id, body },
    { skip: !isValid, refetchOnMountOrArgChange: true }
  );
  const [clean, { isLoading }] = useWhatsappCleanGroupsMutation();
  const settled = isValid && String(typed) === days.trim() && !query.isFetching;
  const onClean = async () => {
    try {
      const { changed } = await clean({ id: group.id, body }).unwrap();
      toggleNotification({
        type: 'success',
        message: t('groups.clean.done', { count: changed, group: group.name }),
      });
      onClose();
    } catch (error) {
      refuse(error);
    }
  };
  return { chosen, setChosen, days, setDays, isValid, query, settled, isLoading, onClean };
};

/** Finds people who should not be in the group any more, by reason, and takes them out in one deed (P-09). */
export const CleanUp = (props: Props) => {
  const t = useT();
  const { group, onClose } = props;
  const form = useCleanUp(props);
  const found = form.query.currentData ?? form.query.data;
  const total = form.settled ? found?.total : undefined;
  const byReason = form.chosen.reduce((sum, one) => sum + (found?.[counts[one]] ?? 0), 0);
  const toggle = (reason: HygieneReason) =>
    form.setChosen(
      form.chosen.includes(reason)
        ? form.chosen.filter((one) => one !== reason)
        : [...form.chosen, reason]
    );
  return (
    <FormModal
      title={t('groups.clean.title', { group: group.name })}
      submitLabel={
        total === undefined
          ? t('contacts.counting')
          : t('groups.clean.do', { count: total, group: group.name })
      }
      submitTestId="clean-group"
      isReady={Boolean(total)}
      isBusy={form.isLoading}
      onSubmit={() => void form.onClean()}
      onClose={onClose}
    >
      <Field.Root
        name="inactiveDays"
        hint={t('groups.clean.days.hint')}
        error={form.isValid ? false : t('groups.clean.days.wrong')}
      >
        <Field.Label>{t('groups.clean.days')}</Field.Label>
        <TextInput
          type="number"
          value={form.days}
          onChange={(e: ChangeEvent<HTMLInputElement>) => form.setDays(e.target.value)}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      {form.query.isError ? (
        <ErrorState error={form.query.error} onRetry={() => void form.query.refetch()} />
      ) : (
        reasons.map((reason) => (
          <Checkbox
            key={reason}
            checked={form.chosen.includes(reason)}
            onCheckedChange={() => toggle(reason)}
          >
            {found
              ? t(`groups.clean.reason.${reason}`, { count: found[counts[reason]] })
              : t(`groups.clean.name.${reason}`)}
          </Checkbox>
        ))
      )}
      {total !== undefined && byReason > total ? (
        <Typography>{t('groups.clean.once')}</Typography>
      ) : null}
      <Typography textColor="neutral600">{t('groups.clean.stays')}</Typography>
    </FormModal>
  );
};

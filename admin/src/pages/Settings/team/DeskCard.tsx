import { useEffect, useState } from 'react';
import {
  Badge,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { DeskView, TeamView } from '../../../../../server/src/contracts/team';
import { useWhatsappSaveDeskMutation } from '../../../api/team';
import { isAbout } from '../../../shared/refusal';
import { Surface } from '../../../shared/Surface';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { Answers } from './Answers';
import { Hours } from './Hours';
import { formOf, type DeskForm } from './model';

const NO_TEAM = 'none';

/** The end of the frame in which Strapi scrolls a page: without it "sticky" stops above the padding of that frame. */
const FRAME_END = { initial: '-16px', medium: '-24px', large: '-56px' };

interface Props {
  readonly desk: DeskView;
  readonly teams: readonly TeamView[];
  /** Whether the card has changes that are not saved. */
  readonly onDirty: (accountId: number, dirty: boolean) => void;
}

const useDeskForm = (desk: DeskView, onDirty: Props['onDirty']) => {
  const t = useT();
  const refuse = useRefusal();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveDeskMutation();
  const [form, setForm] = useState<DeskForm>(() => formOf(desk));
  const [refused, setRefused] = useState<ShownError | null>(null);
  const dirty = JSON.stringify(form) !== JSON.stringify(formOf(desk));
  useEffect(() => onDirty(desk.accountId, dirty), [desk.accountId, dirty, onDirty]);
  const onSave = async () => {
    setRefused(null);
    const answer = await save({ accountId: desk.accountId, body: form });
    if ('error' in answer) {
      const shown = explain(answer.error);
      if (!shown.field) return refuse(answer.error);
      setRefused(shown);
      return toggleNotification({ type: 'danger', message: shown.atField });
    }
    const saved = answer.data.desks.find(({ accountId }) => accountId === desk.accountId);
    if (saved) setForm(formOf(saved));
    toggleNotification({ type: 'success', message: t('team.desk.saved') });
  };
  return {
    form,
    dirty,
    isLoading,
    onSave,
    change: (part: Partial<DeskForm>) =>
      // Without hours nobody is ever away.
      setForm((old) => ({ ...old, ...part, ...(part.hours === null ? { away: null } : {}) })),
    problemAt: (field: string): string | null => (isAbout(refused, field) ? refused.atField : null),
  };
};

/** How the team works at one number. */
export const DeskCard = ({ desk, teams, onDirty }: Props) => {
  const t = useT();
  const { form, change, problemAt, ...state } = useDeskForm(desk, onDirty);
  return (
    <Surface tag="section" aria-label={desk.accountName} data-testid={`desk-${desk.accountId}`}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex gap={3}>
          <Typography variant="beta" tag="h2">
            {desk.accountName}
          </Typography>
          {desk.isOpen === null ? null : (
            <Badge>{t(desk.isOpen ? 'team.desk.open-now' : 'team.desk.closed-now')}</Badge>
          )}
        </Flex>
        <Field.Root name="teamId" hint={t('team.desk.team.hint')}>
          <Field.Label>{t('team.desk.team')}</Field.Label>
          <SingleSelect
            value={form.teamId === null ? NO_TEAM : String(form.teamId)}
            onChange={(value) => change({ teamId: value === NO_TEAM ? null : Number(value) })}
          >
            <SingleSelectOption value={NO_TEAM}>{t('team.desk.no-team')}</SingleSelectOption>
            {teams.map(({ id, name }) => (
              <SingleSelectOption key={id} value={String(id)}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
        <Field.Root name="whenReopened">
          <Field.Label>{t('team.desk.reopened')}</Field.Label>
          <SingleSelect
            value={form.whenReopened}
            onChange={(value) => change({ whenReopened: value === 'clear' ? 'clear' : 'keep' })}
          >
            <SingleSelectOption value="keep">{t('team.desk.keep')}</SingleSelectOption>
            <SingleSelectOption value="clear">{t('team.desk.clear')}</SingleSelectOption>
          </SingleSelect>
        </Field.Root>
        <Typography variant="delta" tag="h3">
          {t('team.hours.title')}
        </Typography>
        <Hours hours={form.hours} onChange={(hours) => change({ hours })} problemAt={problemAt} />
        <Typography variant="delta" tag="h3">
          {t('team.answer.title')}
        </Typography>
        <Answers accountId={desk.accountId} form={form} onChange={change} problemAt={problemAt} />
        <Flex
          justifyContent="flex-end"
          position={state.dirty ? 'sticky' : 'static'}
          bottom={FRAME_END}
          zIndex={1}
          background="neutral0"
          paddingTop={3}
          paddingBottom={3}
        >
          <Button
            disabled={!state.dirty}
            loading={state.isLoading}
            onClick={() => void state.onSave()}
            data-testid={`save-desk-${desk.accountId}`}
          >
            {t('team.desk.save')}
          </Button>
        </Flex>
      </Flex>
    </Surface>
  );
};

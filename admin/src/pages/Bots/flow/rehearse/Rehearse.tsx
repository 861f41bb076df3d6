import { useState, type ChangeEvent } from 'react';
import { Box, Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { User } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappListSegmentsQuery } from '../../../../api/segments';
import { Drawer } from '../../../../shared/Drawer';
import { ProgressLine } from '../../../../shared/ProgressLine';
import { ErrorState, RowSkeletons } from '../../../../shared/states';
import { useT } from '../../../../shared/useT';
import { NumberField, Select } from '../StepInputs';
import { BOUNDS, isWithin, type FormNumber, type RehearsalHands } from './useRehearsal';

interface Props {
  readonly rehearsal: RehearsalHands;
}

const ALL = 'all';

/** All contacts, or those of a segment. */
const Who = ({ rehearsal: { form, change } }: Props) => {
  const t = useT();
  const { data, error, refetch } = useWhatsappListSegmentsQuery();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={1} height="4rem" />;
  const { segments } = data;
  return (
    <Select
      name="rehearsal-who"
      label={t('flows.rehearse.who')}
      value={form.segment ? String(form.segment.id) : ALL}
      options={[
        [ALL, t('flows.rehearse.all')] as const,
        ...segments.map(({ id, name }) => [String(id), name] as const),
      ]}
      onChange={(value) => {
        const chosen = segments.find(({ id }) => String(id) === value);
        change({ segment: chosen ? { id: chosen.id, name: chosen.name } : null });
      }}
    />
  );
};

/** A whole number within its bounds. */
const Amount = ({
  rehearsal: { form, change },
  name,
  label,
  hint,
}: Props & { name: FormNumber; label: string; hint?: string }) => {
  const t = useT();
  const value = form[name];
  const [from, to] = BOUNDS[name];
  return (
    <Box flex="1" minWidth="14rem">
      <NumberField
        name={`rehearsal-${name}`}
        label={label}
        value={value}
        {...(hint === undefined ? {} : { hint })}
        error={isWithin(name, value) ? false : t('flows.rehearse.range', { from, to })}
        onChange={(next) => change({ [name]: next })}
      />
    </Box>
  );
};

/** A name made of digits, copied from here to there: a field for amounts would group them. */
const Seed = ({ rehearsal: { form, change } }: Props) => {
  const t = useT();
  const { seed } = form;
  const [from, to] = BOUNDS.seed;
  return (
    <Box flex="1" minWidth="14rem">
      <Field.Root
        name="rehearsal-seed"
        hint={t('flows.rehearse.seed.hint')}
        error={isWithin('seed', seed) ? false : t('flows.rehearse.range', { from, to })}
      >
        <Field.Label>{t('flows.rehearse.seed')}</Field.Label>
        <TextInput
          value={seed === null ? '' : String(seed)}
          inputMode="numeric"
          maxLength={String(to).length}
          onChange={({ target }: ChangeEvent<HTMLInputElement>) => {
            const digits = target.value.replaceAll(/\D/g, '');
            change({ seed: digits === '' ? null : Number(digits) });
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Box>
  );
};

const Fields = ({ rehearsal }: Props) => {
  const t = useT();
  return (
    <>
      <Who rehearsal={rehearsal} />
      <Flex gap={3} wrap="wrap" alignItems="flex-start">
        <Amount
          rehearsal={rehearsal}
          name="people"
          label={t('flows.rehearse.people')}
          hint={t('flows.rehearse.people.hint')}
        />
        <Seed rehearsal={rehearsal} />
        <Amount rehearsal={rehearsal} name="silent" label={t('flows.rehearse.silent')} />
        <Amount rehearsal={rehearsal} name="unfit" label={t('flows.rehearse.unfit')} />
      </Flex>
    </>
  );
};

/** How many contacts have been played, with a button that ends it. */
const Running = ({ rehearsal: { progress, stop } }: Props) => {
  const t = useT();
  if (!progress) return null;
  const { done, of } = progress;
  const words = t('flows.rehearse.progress', { done, of });
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="rehearsal-progress">
      <ProgressLine value={(done / of) * 100} label={words} />
      <Flex gap={3} justifyContent="space-between">
        <Typography role="status">{words}</Typography>
        <Button size="S" variant="tertiary" onClick={stop}>
          {t('flows.rehearse.stop')}
        </Button>
      </Flex>
    </Flex>
  );
};

const RehearseDrawer = ({ rehearsal, onClose }: Props & { onClose: () => void }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const { form, progress, error, start } = rehearsal;
  const isFit = (Object.keys(BOUNDS) as FormNumber[]).every((name) => isWithin(name, form[name]));
  const play = async () => {
    const count = isFit ? await start() : 0;
    if (count === 0) return;
    toggleNotification({ type: 'success', message: t('flows.rehearse.done', { count }) });
    onClose();
  };
  return (
    <Drawer open onClose={onClose} title={t('flows.rehearse.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void play();
        }}
      >
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography>{t('flows.rehearse.hint')}</Typography>
          <Fields rehearsal={rehearsal} />
          {error ? (
            <Typography textColor="danger600" role="alert">
              {error}
            </Typography>
          ) : null}
          <Box>
            <Button
              type="submit"
              variant="secondary"
              loading={progress !== null}
              disabled={!isFit}
              data-testid="rehearsal-start"
            >
              {t('flows.try.start')}
            </Button>
          </Box>
          <Running rehearsal={rehearsal} />
        </Flex>
      </form>
    </Drawer>
  );
};

/** Plays the edited flow with saved contacts who answer by chance. Nothing is sent. */
export const Rehearse = ({ rehearsal }: Props) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    rehearsal.stop();
    setOpen(false);
  };
  return (
    <>
      <Button
        variant="tertiary"
        startIcon={<User />}
        onClick={() => setOpen(true)}
        data-testid="rehearse-flow"
      >
        {t('flows.rehearse')}
      </Button>
      {isOpen ? <RehearseDrawer rehearsal={rehearsal} onClose={close} /> : null}
    </>
  );
};

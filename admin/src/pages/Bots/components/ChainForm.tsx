import { useRef } from 'react';
import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { useCan } from '../../../shared/permissions';
import { useFirstFocus } from '../../../shared/useFirstFocus';
import { useT } from '../../../shared/useT';
import {
  ACTION_KINDS,
  mayCountAsAnswered,
  moved,
  newStep,
  REPLY_KINDS,
  triggerOf,
  type Step,
} from '../model';
import { AllowanceField } from './AllowanceField';
import { Section } from './Section';
import { StepCard } from './StepCard';
import { TriggerCard } from './TriggerCard';
import type { BotForm } from './useBotForm';

/** How long it leaves a conversation alone after an answer. */
const Rest = ({ form }: { form: BotForm }) => {
  const t = useT();
  const { cooldownMinutes } = form.draft;
  return (
    <Field.Root
      name="cooldown"
      error={form.errorOf('cooldownMinutes')}
      hint={t('bots.cooldown-hint')}
    >
      <Field.Label>{t('bots.cooldown')}</Field.Label>
      <NumberInput
        value={cooldownMinutes}
        onValueChange={(minutes: number | undefined) =>
          form.change({ cooldownMinutes: Math.max(0, Math.round(minutes ?? 0)) })
        }
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** Whether what it answered still needs somebody of the team. */
const Answered = ({ form }: { form: BotForm }) => {
  const t = useT();
  if (!mayCountAsAnswered(form.draft)) return null;
  return (
    <Field.Root
      name="answered"
      error={form.errorOf('countsAsAnswered')}
      hint={t('bots.answered-hint')}
    >
      <Checkbox
        checked={form.draft.countsAsAnswered}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          form.change({ countsAsAnswered: checked === true })
        }
      >
        {t('bots.answered')}
      </Checkbox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** What sets the bot off. */
export const When = ({ form }: { form: BotForm }) => {
  const t = useT();
  const { triggers } = form.draft;
  return (
    <Section title={t('bots.when')} hint={t('bots.when-hint')}>
      {triggers.length === 0 ? (
        <Typography textColor="neutral600">{t('bots.when-never')}</Typography>
      ) : null}
      {triggers.map((trigger, i) => (
        <TriggerCard
          key={i}
          index={i}
          trigger={trigger}
          errorOf={form.errorOf}
          onChange={(next) =>
            form.change({ triggers: triggers.map((old, at) => (at === i ? next : old)) })
          }
          onRemove={() => form.change({ triggers: triggers.filter((_old, at) => at !== i) })}
        />
      ))}
      <Flex>
        <Button
          variant="secondary"
          startIcon={<Plus />}
          disabled={triggers.length >= 10}
          onClick={() => form.change({ triggers: [...triggers, triggerOf('contains', null)] })}
        >
          {t(triggers.length === 0 ? 'bots.trigger-add' : 'bots.trigger-or')}
        </Button>
      </Flex>
      <Rest form={form} />
      <Answered form={form} />
    </Section>
  );
};

const Adder = ({
  label,
  kinds,
  onAdd,
}: {
  label: string;
  kinds: readonly Step['kind'][];
  onAdd: (step: Step) => void;
}) => {
  const t = useT();
  return (
    <Box minWidth="20rem">
      <SingleSelect
        aria-label={label}
        placeholder={label}
        value=""
        onChange={(kind) => onAdd(newStep(kind as Step['kind']))}
      >
        {kinds.map((kind) => (
          <SingleSelectOption key={kind} value={kind}>
            {t(`bots.step.${kind}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

const Chain = ({ form }: { form: BotForm }) => {
  const t = useT();
  const { steps } = form.draft;
  const add = (step: Step) => form.change({ steps: [...steps, step] });
  const list = useRef<HTMLDivElement>(null);
  /** The moved card keeps the focus, so that it can be moved on. */
  const move = (from: number, to: number) => {
    form.change({ steps: moved(steps, from, to) });
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>('[data-step]')[to]?.focus()
    );
  };
  const error = form.errorOf('steps');
  return (
    <Section title={t('bots.then')} hint={t('bots.then-hint')}>
      {error ? (
        <Typography textColor="danger600" role="alert">
          {error}
        </Typography>
      ) : null}
      <Flex ref={list} direction="column" alignItems="stretch" gap={4}>
        {steps.map((step, i) => (
          <StepCard
            key={i}
            index={i}
            count={steps.length}
            step={step}
            errorOf={form.errorOf}
            onChange={(next) =>
              form.change({ steps: steps.map((old, at) => (at === i ? next : old)) })
            }
            onRemove={() => form.change({ steps: steps.filter((_old, at) => at !== i) })}
            onMove={(to) => {
              if (to >= 0 && to < steps.length) move(i, to);
            }}
          />
        ))}
      </Flex>
      <Flex gap={3} wrap="wrap">
        <Adder label={t('bots.reply-add')} kinds={REPLY_KINDS} onAdd={add} />
        <Adder label={t('bots.action-add')} kinds={ACTION_KINDS} onAdd={add} />
      </Flex>
    </Section>
  );
};

const EVERY = 'every';

/** From which number it speaks. Nothing where there is but one, or the reader may not see them. */
export const NumberChoice = ({ form }: { form: BotForm }) => {
  const t = useT();
  const { can } = useCan();
  const accounts = useWhatsappListAccountsQuery(undefined, { skip: !can.settingsConfigure });
  const numbers = accounts.data?.accounts ?? [];
  const { accountId } = form.draft;
  if (numbers.length <= 1) return null;
  return (
    <Field.Root name="account" error={form.errorOf('accountId')}>
      <Field.Label>{t('bots.number')}</Field.Label>
      <SingleSelect
        value={accountId === null ? EVERY : String(accountId)}
        onChange={(id) => form.change({ accountId: id === EVERY ? null : Number(id) })}
      >
        <SingleSelectOption value={EVERY}>{t('bots.number-every')}</SingleSelectOption>
        {numbers.map((number) => (
          <SingleSelectOption key={number.id} value={String(number.id)}>
            {number.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};

/** Name and number. */
export const Basics = ({ form }: { form: BotForm }) => {
  const t = useT();
  const first = useFirstFocus<HTMLInputElement>(form.isNew);
  return (
    <Section title={t('bots.basics')} hint={t('bots.basics-hint')}>
      <Field.Root name="name" required error={form.errorOf('name')}>
        <Field.Label>{t('bots.name')}</Field.Label>
        <TextInput
          ref={first}
          value={form.draft.name}
          maxLength={120}
          placeholder={t('bots.name-example')}
          data-testid="bot-name"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            form.change({ name: e.target.value })
          }
        />
        <Field.Error />
      </Field.Root>
      <NumberChoice form={form} />
    </Section>
  );
};

/** Name, when, the chain in its order, and how much it may say. */
export const ChainForm = ({ form }: { form: BotForm }) => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <Basics form={form} />
    <When form={form} />
    <Chain form={form} />
    <AllowanceField form={form} />
  </Flex>
);

import { useEffect, useRef, useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import {
  readyAutomationName,
  type ReadyAutomation,
  type ReadyAutomationsResult,
  type ReadyOffer,
} from '../../../../../server/src/contracts/ready-automations';
import {
  useWhatsappListReadyAutomationsQuery,
  useWhatsappMakeReadyAutomationsMutation,
} from '../../../api/ready-automations';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { ReadyCard, ReadyCards } from '../../../shared/ReadyCard';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { formFor, type ReadyForm as Form } from './model';
import { ReadyForm } from './ReadyForm';

interface Props {
  /** They are made: id of the first. */
  readonly onMade: (id: number) => void;
}

/** Makes the automations of a kind, off and each with a flow of its own as a draft. */
const useMake = (onMade: Props['onMade']) => {
  const t = useT();
  const language = useRuleLocale();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [make, making] = useWhatsappMakeReadyAutomationsMutation();
  return {
    isBusy: making.isLoading,
    make: async (kind: ReadyAutomation, form: Form) => {
      try {
        const { automations } = await make({ ...form, kind, language }).unwrap();
        const [first] = automations;
        if (!first) return;
        const count = automations.length;
        const message = t('ready-automations.made', { count, name: first.name });
        toggleNotification({ type: 'success', message });
        onMade(first.id);
      } catch (error) {
        refuse(error);
      }
    },
  };
};

interface CardProps extends Props {
  readonly offer: ReadyOffer;
  readonly types: ReadyAutomationsResult['types'];
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** One of them: a sentence, and a press that asks for the content type and its fields. */
const Card = ({ offer, types, isOpen, onOpen, onMade }: CardProps) => {
  const t = useT();
  const language = useRuleLocale();
  const { isBusy, make } = useMake(onMade);
  const [form, setForm] = useState<Form | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    // Who left the form is where they came from.
    if (!isOpen && isLeft.current) opener.current?.focus();
    isLeft.current = false;
  }, [isOpen]);
  const { kind, fits } = offer;
  const name = readyAutomationName(kind, language);
  const open = () => {
    setForm(formFor(offer));
    onOpen(true);
  };
  const leave = () => {
    isLeft.current = true;
    onOpen(false);
  };
  const press = (
    <Button
      ref={opener}
      variant="tertiary"
      aria-label={t('ready-automations.use-of', { name })}
      onClick={open}
    >
      {t('ready-automations.use')}
    </Button>
  );
  const nothing = <Typography textColor="neutral600">{t('ready-automations.no-fit')}</Typography>;
  const asks = form ? (
    <ReadyForm
      offer={offer}
      types={types}
      form={form}
      isBusy={isBusy}
      onChange={setForm}
      onSubmit={() => void make(kind, form)}
      onCancel={leave}
    />
  ) : null;
  return (
    <ReadyCard
      name={name}
      when={t(`ready-automations.${kind}.when`)}
      about={t(`ready-automations.${kind}.about`)}
      testId="ready-automation"
      action={isOpen ? asks : fits.length > 0 ? press : nothing}
    />
  );
};

const Cards = ({ data, onMade }: Props & { data: ReadyAutomationsResult }) => {
  const t = useT();
  const [opened, setOpened] = useState<ReadyAutomation | null>(null);
  if (data.types.length === 0)
    return (
      <Notice
        variant="default"
        title={t('ready-automations.no-types')}
        testId="ready-automations-none"
      />
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="p">{t('ready-automations.hint')}</Typography>
      <Typography tag="p" textColor="neutral600">
        {t('ready-automations.window')}
      </Typography>
      <ReadyCards>
        {data.kinds.map((offer) => (
          <Card
            key={offer.kind}
            offer={offer}
            types={data.types}
            isOpen={opened === offer.kind}
            onOpen={(isOpen) => setOpened(isOpen ? offer.kind : null)}
            onMade={onMade}
          />
        ))}
      </ReadyCards>
    </Flex>
  );
};

/** Automations to begin with: each asks for a content type and its fields, and is made with one more press. */
export const ReadyAutomations = ({ onMade }: Props) => {
  const t = useT();
  const language = useRuleLocale();
  const { can, isLoading } = useCan();
  const may = can.automationBuild && can.botBuild;
  const query = useWhatsappListReadyAutomationsQuery({ language }, { skip: !may });
  if (!may && !isLoading)
    return <Notice variant="default" title={t('ready-automations.read-only')} />;
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return query.data ? <Cards data={query.data} onMade={onMade} /> : <RowSkeletons rows={4} />;
};

import { useEffect, useRef, useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { freeName } from '../../../../../server/src/contracts/free-name';
import {
  READY_FLOWS,
  readyBot,
  readyName,
  type ReadyFlow,
} from '../../../../../server/src/contracts/ready-flows';
import { orderFits, type OrderLookup } from '../../../../../server/src/contracts/ready-order';
import type { EntryType } from '../../../../../server/src/contracts/record-writes';
import { useWhatsappCreateBotsMutation, useWhatsappListBotsQuery } from '../../../api/bots';
import { useWhatsappTypesRecordWritesQuery } from '../../../api/record-writes';
import { PLUGIN_ID } from '../../../pluginId';
import { Drawer } from '../../../shared/Drawer';
import { ReadyCard, ReadyCards } from '../../../shared/ReadyCard';
import { useRefusal } from '../../../shared/useRefusal';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { whenWords } from '../model';
import { OrderForm } from './OrderForm';

/** Makes the bot, off and with the flow as its draft, and opens it. */
const useTakeOver = () => {
  const t = useT();
  const language = useRuleLocale();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const bots = useWhatsappListBotsQuery({});
  const [create, creating] = useWhatsappCreateBotsMutation();
  const [taken, setTaken] = useState<ReadyFlow | null>(null);
  return {
    /** The one that is being made. */
    taken: creating.isLoading ? taken : null,
    /** `lookup`: where the one about orders finds them. */
    takeOver: async (ready: ReadyFlow, lookup: OrderLookup | null = null) => {
      setTaken(ready);
      try {
        const body = readyBot(ready, language, lookup);
        const others = (bots.data?.bots ?? []).map((bot) => bot.name);
        const made = { ...body, name: freeName(body.name, others) };
        const { id, name } = await create(made).unwrap();
        toggleNotification({ type: 'success', message: t('flows.ready.made', { name }) });
        void navigate(`/plugins/${PLUGIN_ID}/bots/${id}`);
      } catch (error) {
        refuse(error);
      }
    },
  };
};

interface CardProps {
  readonly ready: ReadyFlow;
  readonly taking: ReturnType<typeof useTakeOver>;
  /** Linked content types in which it may look things up; null: not known yet. */
  readonly types: readonly EntryType[] | null;
}

/** One press makes a draft of it, or asks where it looks things up first. */
const Card = ({ ready, taking: { taken, takeOver }, types }: CardProps) => {
  const t = useT();
  const language = useRuleLocale();
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    // Who left the form is where they came from.
    if (!isAsking && isLeft.current) opener.current?.focus();
    isLeft.current = false;
  }, [isAsking]);
  const name = readyName(ready, language);
  const asks = types !== null && orderFits(types).length > 0;
  const leave = () => {
    isLeft.current = true;
    setAsking(false);
  };
  const press = (
    <Button
      ref={opener}
      variant="tertiary"
      aria-label={t('flows.ready.use-of', { name })}
      disabled={taken !== null || types === null}
      loading={taken === ready}
      onClick={() => (asks ? setAsking(true) : void takeOver(ready))}
    >
      {t('flows.ready.use')}
    </Button>
  );
  const form =
    isAsking && types ? (
      <OrderForm
        types={types}
        isBusy={taken !== null}
        onSubmit={(lookup) => void takeOver(ready, lookup)}
        onCancel={leave}
      />
    ) : null;
  return (
    <ReadyCard
      name={name}
      when={whenWords(readyBot(ready, language).triggers, t)}
      about={t(`flows.ready.${ready}.about`)}
      testId="ready-flow"
      action={form ?? press}
    />
  );
};

/** Most of them ask of no content type. */
const NO_TYPES: readonly EntryType[] = [];

/** Flows to begin with. */
export const ReadyFlows = () => {
  const taking = useTakeOver();
  const { data, isLoading } = useWhatsappTypesRecordWritesQuery();
  // Without an answer the flow is made as where nothing is linked.
  const linked = isLoading ? null : (data?.types ?? NO_TYPES);
  return (
    <ReadyCards>
      {READY_FLOWS.map((ready) => (
        <Card
          key={ready}
          ready={ready}
          taking={taking}
          types={ready === 'order' ? linked : NO_TYPES}
        />
      ))}
    </ReadyCards>
  );
};

/** The same beside a list of bots. */
export const ReadyFlowsDrawer = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  return (
    <Drawer open onClose={onClose} title={t('flows.ready')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography>{t('flows.ready.hint')}</Typography>
        <ReadyFlows />
      </Flex>
    </Drawer>
  );
};

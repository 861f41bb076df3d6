import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import {
  READY_FLOWS,
  readyBot,
  readyName,
  type ReadyFlow,
} from '../../../../../server/src/contracts/ready-flows';
import { useWhatsappCreateBotsMutation } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { Drawer } from '../../../shared/Drawer';
import { ReadyCard, ReadyCards } from '../../../shared/ReadyCard';
import { useRefusal } from '../../../shared/useRefusal';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { whenWords } from '../model';

/** Makes the bot, off and with the flow as its draft, and opens it. */
const useTakeOver = () => {
  const t = useT();
  const language = useRuleLocale();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [create, creating] = useWhatsappCreateBotsMutation();
  const [taken, setTaken] = useState<ReadyFlow | null>(null);
  return {
    /** The one that is being made. */
    taken: creating.isLoading ? taken : null,
    takeOver: async (ready: ReadyFlow) => {
      setTaken(ready);
      try {
        const { id, name } = await create(readyBot(ready, language)).unwrap();
        toggleNotification({ type: 'success', message: t('flows.ready.made', { name }) });
        void navigate(`/plugins/${PLUGIN_ID}/bots/${id}`);
      } catch (error) {
        refuse(error);
      }
    },
  };
};

/** Flows to begin with: one press makes a draft of one. */
export const ReadyFlows = () => {
  const t = useT();
  const language = useRuleLocale();
  const { taken, takeOver } = useTakeOver();
  return (
    <ReadyCards>
      {READY_FLOWS.map((ready) => {
        const name = readyName(ready, language);
        return (
          <ReadyCard
            key={ready}
            name={name}
            when={whenWords(readyBot(ready, language).triggers, t)}
            about={t(`flows.ready.${ready}.about`)}
            testId="ready-flow"
            action={
              <Button
                variant="tertiary"
                aria-label={t('flows.ready.use-of', { name })}
                disabled={taken !== null}
                loading={taken === ready}
                onClick={() => void takeOver(ready)}
              >
                {t('flows.ready.use')}
              </Button>
            }
          />
        );
      })}
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

import { Flex, LinkButton } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { useWhatsappListAutomationsQuery } from '../../../api/automations';
import { PLUGIN_ID } from '../../../pluginId';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { NumberChoice } from '../components/ChainForm';
import type { BotForm } from '../components/useBotForm';

/** In place of name and triggers: the automation has both, and switches its flow on and off with itself. */
export const OfAutomation = ({ bot, form }: { bot: BotView; form: BotForm }) => {
  const t = useT();
  const { can } = useCan();
  const { data } = useWhatsappListAutomationsQuery(undefined, { skip: !can.automationObserve });
  const automation = data?.automations.find(({ flow }) => flow.isOwn && flow.id === bot.id);
  return (
    <>
      <Notice
        variant="default"
        title={t('flows.of-automation', { name: automation?.name ?? bot.name })}
        testId="of-automation"
        action={
          automation ? (
            <Flex>
              <LinkButton
                tag={RouterLink}
                to={`/plugins/${PLUGIN_ID}/automations/${automation.id}`}
                size="S"
                variant="secondary"
              >
                {t('flows.of-automation.back')}
              </LinkButton>
            </Flex>
          ) : undefined
        }
      >
        {t('flows.of-automation.body')}
      </Notice>
      <NumberChoice form={form} />
    </>
  );
};

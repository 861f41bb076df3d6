import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import type { TemplateUse } from '../../../../../server/src/contracts/template-draft';
import {
  useWhatsappPreflightCampaignMutation,
  useWhatsappSetCampaignStateMutation,
} from '../../../api/campaigns';
import { useWhatsappUsesTemplatesQuery } from '../../../api/templates';
import { useCan } from '../../../shared/permissions';
import { CostSummary } from '../../../shared/prices/CostSummary';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { mayOpenUse, placeOfUse } from '../model';
import { UseState } from './UseState';

/** The campaign goes on without those who may not get marketing. */
const GoOn = ({ id }: { id: number }) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [setState, { isLoading }] = useWhatsappSetCampaignStateMutation();
  const onPress = async () => {
    try {
      await setState({ id, action: 'resume' }).unwrap();
      toggleNotification({ type: 'success', message: t('templates.news.wentOn') });
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Button size="S" variant="secondary" loading={isLoading} onClick={() => void onPress()}>
      {t('templates.news.goOn')}
    </Button>
  );
};

/** Whom a draft or a scheduled campaign reaches by the new category, and what that costs. */
const Estimate = ({ id }: { id: number }) => {
  const t = useT();
  const refuse = useRefusal();
  const [ask, { data, isLoading }] = useWhatsappPreflightCampaignMutation();
  const onPress = async () => {
    try {
      await ask(id).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  if (!data)
    return (
      <Button size="S" variant="tertiary" loading={isLoading} onClick={() => void onPress()}>
        {t('templates.news.estimate')}
      </Button>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={1} data-testid="new-estimate">
      <Typography>{t('templates.news.reaches', { count: data.willReceive })}</Typography>
      {data.cost ? <CostSummary cost={data.cost} label={t('templates.news.cost')} /> : null}
    </Flex>
  );
};

const AHEAD = ['draft', 'scheduled', 'overdue'];

const Use = ({ use, isDone }: { use: TemplateUse; isDone: boolean }) => {
  const t = useT();
  const { can } = useCan();
  const isAhead = use.kind === 'campaign' && AHEAD.includes(use.state);
  const name = t(`templates.use.${use.kind}`, { name: use.name });
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1} data-testid="touched-use">
      <Flex gap={2} wrap="wrap">
        {mayOpenUse(use, can) ? (
          <Link tag={RouterLink} to={placeOfUse(use)}>
            {name}
          </Link>
        ) : (
          <Typography dir="auto">{name}</Typography>
        )}
        <UseState use={use} />
      </Flex>
      {use.fallOut === undefined ? null : (
        <Flex gap={2} wrap="wrap">
          <Typography>{t('templates.news.paused', { count: use.fallOut })}</Typography>
          {can.campaignLaunch ? <GoOn id={use.id} /> : null}
        </Flex>
      )}
      {isDone && isAhead && can.campaignPrepare ? <Estimate id={use.id} /> : null}
    </Flex>
  );
};

/** Everything that will send the template, with links; of campaigns those that are not over (T-20). */
export const TouchedUses = ({ id, isDone }: { id: number; isDone: boolean }) => {
  const t = useT();
  const query = useWhatsappUsesTemplatesQuery(id);
  if (!query.data)
    return query.isError ? <Typography>{t('templates.delete.unknown')}</Typography> : null;
  const uses = query.data.uses.filter((use) => use.kind !== 'campaign' || use.needsIt);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography>{t('templates.news.uses', { count: uses.length })}</Typography>
      {uses.length === 0 ? null : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} paddingLeft={4}>
          {uses.map((use) => (
            <Use key={`${use.kind}.${use.id}`} use={use} isDone={isDone} />
          ))}
        </Flex>
      )}
    </Flex>
  );
};

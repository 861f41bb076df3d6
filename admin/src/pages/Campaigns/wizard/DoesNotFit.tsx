import { Flex } from '@strapi/design-system';
import { useWhatsappGetTemplatesQuery } from '../../../api/templates';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { Unfit } from '../unfit';
import type { Wizard } from './useWizard';

/** What it is called: the list of this number does not have it. */
const useName = ({ form, sources }: Wizard, unfit: Unfit): string => {
  const { templateId, botId } = form;
  const asks = unfit === 'template' && templateId !== null;
  const { data } = useWhatsappGetTemplatesQuery(templateId ?? 0, { skip: !asks });
  if (unfit === 'bot') return sources.offer.bots?.find(({ id }) => id === botId)?.name ?? '';
  return unfit === 'template' ? (data?.name ?? '') : '';
};

const Part = ({ wizard, unfit }: { wizard: Wizard; unfit: Unfit }) => {
  const t = useT();
  const name = useName(wizard, unfit);
  return (
    <Notice
      variant="warning"
      title={
        name === '' || unfit === 'variants'
          ? t(`campaigns.unfit.${unfit}`)
          : t(`campaigns.unfit.${unfit}.named`, { name })
      }
      testId={`unfit-${unfit}`}
    >
      {t(`campaigns.unfit.${unfit}.why`)}
    </Notice>
  );
};

/** After another number was chosen: what of the message it cannot send. All other steps stay as they are. */
export const DoesNotFit = ({ wizard }: { wizard: Wizard }) => (
  <Flex direction="column" alignItems="stretch" gap={2} role="status">
    {wizard.context.unfit.map((unfit) => (
      <Part key={unfit} wizard={wizard} unfit={unfit} />
    ))}
  </Flex>
);

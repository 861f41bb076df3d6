import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';

type Chosen = Pick<CampaignView, 'templateName' | 'templateLanguage' | 'byLanguage' | 'kind'>;

/** "order_ready · Turkish"; null before a template is chosen. */
export const useTemplateWords = (): ((campaign: Chosen) => string | null) => {
  const t = useT();
  const languageOf = useLanguageName();
  const languageIn = ({ templateLanguage, byLanguage, kind }: Chosen): string | null =>
    byLanguage && kind !== 'text'
      ? t('campaigns.template.everyLanguage')
      : templateLanguage && languageOf(templateLanguage);
  return (campaign) =>
    campaign.templateName === null
      ? null
      : [campaign.templateName, languageIn(campaign)].filter(Boolean).join(' · ');
};

import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useLanguageName } from '../../../shared/useLanguageName';

type Chosen = Pick<CampaignView, 'templateName' | 'templateLanguage'>;

/** "order_ready · Turkish"; null before a template is chosen. */
export const useTemplateWords = (): ((campaign: Chosen) => string | null) => {
  const languageOf = useLanguageName();
  return ({ templateName, templateLanguage }) =>
    templateName === null
      ? null
      : [templateName, templateLanguage && languageOf(templateLanguage)]
          .filter(Boolean)
          .join(' · ');
};

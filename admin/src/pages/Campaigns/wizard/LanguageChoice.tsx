import { Checkbox, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import type { Wizard } from './useWizard';

/** Where the template exists in several languages: one for all, or each contact's own (E-25). */
export const LanguageChoice = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const languageOf = useLanguageName();
  const { template, templates } = wizard.sources;
  const { byLanguage } = wizard.form;
  const all = (templates.data?.templates ?? []).filter(
    ({ name, wabaId }) => name === template?.name && wabaId === template.wabaId
  );
  if (!template || (all.length < 2 && !byLanguage)) return null;
  const languages = all.map(({ language }) => languageOf(language)).join(', ');
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Checkbox
        checked={byLanguage}
        onCheckedChange={(on) => wizard.change({ byLanguage: on === true })}
      >
        {t('campaigns.template.byLanguage')}
      </Checkbox>
      {byLanguage ? (
        <>
          <Typography variant="pi" textColor="neutral600">
            {t('campaigns.template.byLanguageHint', {
              languages,
              language: languageOf(template.language),
            })}
          </Typography>
          <Link tag={RouterLink} to={`/plugins/whatsapp/templates/${template.id}#languages`}>
            {t('campaigns.template.byLanguageOrder')}
          </Link>
        </>
      ) : null}
    </Flex>
  );
};

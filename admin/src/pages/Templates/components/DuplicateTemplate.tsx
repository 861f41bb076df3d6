import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { focusField } from '../../../shared/dialog-focus';
import { templateLanguages } from '../../../../../server/src/contracts/template-words';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappDuplicateTemplatesMutation } from '../../../api/templates';
import { ScrollBody } from '../../../shared/ScrollBody';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import { LanguageField } from '../editor/LanguageField';

/** A copy as a draft: in another language under the same name, or in the same one under a new name. */
export const DuplicateTemplate = ({
  template,
  taken,
  onClose,
}: {
  template: TemplateView;
  /** Languages in which this name exists. */
  taken: readonly string[];
  onClose: () => void;
}) => {
  const t = useT();
  const { locale } = useIntl();
  const navigate = useNavigate();
  const explain = useApiError();
  const preferred = [locale, 'en', 'tr'].find((code) => !taken.includes(code));
  const [language, setLanguage] = useState<string>(
    templateLanguages.find((code) => code === preferred) ?? template.language
  );
  const [copy, { isLoading, error }] = useWhatsappDuplicateTemplatesMutation();
  const make = async (wanted: string) => {
    const made = await copy({ id: template.id, body: { language: wanted } });
    if ('data' in made) void navigate(`/plugins/whatsapp/templates/${made.data.id}/edit`);
  };
  return (
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusField}>
        <Modal.Header closeLabel={t('templates.close')}>
          <Modal.Title>{t('templates.duplicate.title', { name: template.name })}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{t('templates.duplicate.note')}</Typography>
            <LanguageField
              value={language}
              onChange={setLanguage}
              error={undefined}
              without={taken}
            />
            {error ? (
              <Typography textColor="danger600" role="alert">
                {explain(error).message}
              </Typography>
            ) : null}
          </Flex>
        </ScrollBody>
        <Modal.Footer>
          <Button
            variant="tertiary"
            loading={isLoading}
            onClick={() => void make(template.language)}
          >
            {t('templates.duplicate.same')}
          </Button>
          <Button
            loading={isLoading}
            onClick={() => void make(language)}
            data-testid="copy-language"
          >
            {t('templates.duplicate.language')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

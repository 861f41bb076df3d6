import { Box, Flex, Typography } from '@strapi/design-system';
import type { HouseStyle } from '../../../../../server/src/contracts/house-style';
import { libraryDraft } from '../../../../../server/src/contracts/library-draft';
import type {
  LibraryLanguage,
  LibraryTemplate,
} from '../../../../../server/src/contracts/template-library';
import { codePreview } from '../../../../../server/src/contracts/template-rules';
import { MessageBody } from '../../../shared/MessageBody';
import { Notice } from '../../../shared/Notice';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { previewBody } from '../../../shared/template-preview';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { previewOf } from '../editor/draft-model';
import { languagesFrom, needsAddress } from './library-model';

type Props = { template: LibraryTemplate; style: HouseStyle };

/** The label of a coupon's button, which WhatsApp writes itself. */
const copyCode = (language: LibraryLanguage): string =>
  codePreview(language, { code: '', securityRecommendation: false, expirationMinutes: null })
    .button;

const Phone = ({ template, style, language }: Props & { language: LibraryLanguage }) => {
  const shown = previewOf(libraryDraft(template, language, style), copyCode(language));
  return (
    <Box lang={language} data-testid={`library-phone-${language}`}>
      <PhoneFrame title={template.texts[language].title}>
        <MessageBody body={previewBody(shown, {}, { contact: null, sources: null })} />
      </PhoneFrame>
    </Box>
  );
};

/** Where the values usually come from: what one looks for after taking it over. */
const Sources = ({ template }: { template: LibraryTemplate }) => {
  const t = useT();
  return (
    <Box>
      <Typography variant="delta" tag="h3">
        {t('templates.library.values')}
      </Typography>
      <Box tag="ul" paddingTop={2} paddingLeft={5} margin={0}>
        {Object.entries(template.sources).map(([name, source]) => (
          <li key={name}>
            <Typography>
              {t('templates.library.value', {
                name: `{{${name}}}`,
                source: t(`templates.library.source.${source}`),
              })}
            </Typography>
          </li>
        ))}
      </Box>
    </Box>
  );
};

/** One ready template as it will look, in each language; the reader's own comes first. */
export const LibraryPreview = ({ template, style }: Props) => {
  const t = useT();
  const languageOf = useLanguageName();
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {languagesFrom(useRuleLocale()).map((language) => (
        <Flex key={language} direction="column" alignItems="stretch" gap={2}>
          <Typography variant="delta" tag="h3">
            {languageOf(language)}
          </Typography>
          <Phone template={template} style={style} language={language} />
        </Flex>
      ))}
      {needsAddress(template) ? (
        <Notice variant="default" title={t('templates.library.address')} testId="library-address">
          {t('templates.library.addressHint')}
        </Notice>
      ) : null}
      <Sources template={template} />
    </Flex>
  );
};
